import { describe, expect, it } from "vitest";
import type { Reply } from "../../src/core/reply.ts";
import { publicReader } from "../../src/core/trust.ts";
import { openTestDesk, shoalReader } from "./open-test-desk.ts";
import type { TestDesk } from "./open-test-desk.ts";

let turns = 0;

/** What a search for documents lists. */
async function search({ assistant }: TestDesk, text: string, reader = publicReader): Promise<Reply | undefined> {
  turns += 1;
  const [post] = await assistant.respond({
    id: `s-${turns}`,
    kind: "message",
    platform: "teams",
    conversation: `search-${turns}`,
    reader,
    arrivedAt: "2026-03-02T09:00:00.000Z",
    text,
    as: "documents",
  });
  return post?.reply;
}

describe("a search for documents", () => {
  it("lists each document once, with the sentence that holds the words, as it stands there", async () => {
    const desk = await openTestDesk();
    const reply = await search(desk, "fog lanterns");
    expect(reply).toMatchObject({ outcome: "answered", receipt: "" });
    const titles = reply?.citations.map(({ title }) => title) ?? [];
    expect(new Set(titles).size).toBe(titles.length);
    expect(reply?.citations[0]?.quote).toMatch(/fog|lanterns/i);
    for (const { quote } of reply?.citations ?? []) expect(JSON.stringify(reply?.blocks)).toContain(quote.slice(0, 20));
  });

  it("finds nothing that the reader may not see", async () => {
    const desk = await openTestDesk();
    const secret = await search(desk, "shoal", shoalReader);
    const open = await search(desk, "shoal");
    const hidden = (secret?.citations ?? []).filter(({ audience }) => audience !== "public");
    expect(hidden.length).toBeGreaterThan(0);
    expect((open?.citations ?? []).every(({ audience }) => audience === "public")).toBe(true);
  });

  it.each(["zzzzqq", "", "the of and", "?"])("says that it found nothing for %j", async (text) => {
    const desk = await openTestDesk();
    expect(await search(desk, text)).toMatchObject({ outcome: "refused", citations: [] });
  });
});
