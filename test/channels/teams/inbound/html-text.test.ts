import { describe, expect, it } from "vitest";
import { textOfHtml } from "../../../../src/channels/teams/inbound/html-text.ts";

describe("the words of a message in HTML", () => {
  it.each([
    ["<p>One</p><p>two</p>", "One\ntwo"],
    ["<ul><li>42 referrals</li><li>£5,000</li></ul>", "- 42 referrals\n- £5,000"],
    ["a<!-- hidden -->b", "ab"],
    ["a<script type='x'>alert(1)</SCRIPT >b", "ab"],
    ["a<style>p { color: red }</style>b", "ab"],
    ["a<!-- never ends", "a"],
    ["a<script>never ends", "a"],
    ["2 &lt; 3 &amp; 4", "2 < 3 & 4"],
    ["a < b", "a < b"],
    ["<at id='0'>Bram</at> reported", "Bram reported"],
    ["tŷ 👩🏽‍🚒 <b>môr</b>", "tŷ 👩🏽‍🚒 môr"],
  ])("of %s are %j", (html, text) => {
    expect(textOfHtml(html)).toBe(text);
  });

  it.each(["<script", "<!--", "<style>", "<at", "<li", "</td", "&#", " \n", "<"])(
    "are read to their end where %j stands again and again",
    (part) => {
      // Read again from every beginning, this would outlast any time limit of a test.
      const html = part.repeat(Math.ceil(1_000_000 / part.length));
      expect(textOfHtml(html).length).toBeLessThanOrEqual(html.length);
    },
  );
});
