import { describe, expect, it } from "vitest";
import { bot, question } from "./conversation-words.ts";
import { openSlack } from "./open-slack.ts";
import type { SlackBench } from "./open-slack.ts";

const inChannel = { user: "U0PRIYA", channel: "C0DESK" } as const;

/** A person's message that is edited and then deleted; returns what of it was taken. */
async function changed(
  { slack, desk, settled }: SlackBench,
  text: string,
  more: { readonly channel?: string; readonly threadTs?: string } = {},
): Promise<readonly string[]> {
  const { message } = await slack.people.say({ ...inChannel, text, ...more });
  await settled();
  const before = desk.turns.length;
  await slack.people.edit(message, `${text} And more.`);
  await slack.people.remove(message);
  await settled();
  return desk.turns.slice(before).map(({ kind }) => kind);
}

describe("an edit and a deletion where nobody asked us to listen", () => {
  it("of words that did not speak to us are not kept", async () => {
    const bench = await openSlack({ listens: false });
    expect(await changed(bench, "Lunch at noon?")).toEqual([]);
    expect(bench.desk.turns).toEqual([]);
  });

  it.each([
    ["that spoke to us", `${bot} ${question}`, "C0DESK"],
    ["in a chat with one person", "Lunch at noon?", "D0PRIYA"],
  ])("of words %s are handed on", async (_, text, channel) => {
    const bench = await openSlack({ listens: false });
    bench.slack.workspace.chatWith("U0PRIYA");
    expect(await changed(bench, text, { channel })).toEqual(["edited", "deleted"]);
  });

  it("of a reply in a thread that we take part in are handed on", async () => {
    const bench = await openSlack({ listens: false });
    const { message } = await bench.slack.people.say({ ...inChannel, text: `${bot} ${question}` });
    await bench.settled();
    expect(await changed(bench, "And Ullock?", { threadTs: message.ts })).toEqual(["edited", "deleted"]);
  });

  it("of a message that an update was made of are handed on", async () => {
    const bench = await openSlack({
      listens: false,
      desk: (real) => ({ ...real, isTaken: async ({ place }) => place === "slack:T0HARBOUR:C0DESK" }),
    });
    expect(await changed(bench, "Eastmere is amber.")).toEqual(["edited", "deleted"]);
  });
});

describe("an edit and a deletion where we were asked to listen", () => {
  it("are handed on", async () => {
    const bench = await openSlack({ listens: true });
    expect(await changed(bench, "Eastmere is amber.")).toEqual(["edited", "deleted"]);
  });
});
