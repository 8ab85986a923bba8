import { describe, expect, it } from "vitest";
import type { Reply } from "../../src/core/reply.ts";
import { noFields } from "../../src/core/update.ts";
import { confirmUpdate, markUpdate } from "../../src/ledger/updates/record-update.ts";
import { openDigestDesk } from "./digests/open-digest-desk.ts";
import { openUpdateDesk, places } from "./updates/open-update-desk.ts";

const permalink = "https://platform.example/archives/TEAM/p1";
const linksIn = (reply: Reply | undefined): readonly string[] =>
  (reply?.citations ?? []).flatMap(({ url }) => (url === undefined ? [] : [url]));

describe("a message that an answer rests on", () => {
  async function answered() {
    const desk = await openUpdateDesk();
    const message = { place: places.team.id, id: "m1", permalink };
    const draft = await desk.turn({ kind: "message", text: "amber, two drivers short", message });
    await desk.tap(draft.button("Confirm"));
    const { reply } = await desk.say("What is the rating of Eastmere night buses?");
    expect(linksIn(reply)).toContain(permalink);
    const again = async () => linksIn((await desk.tap({ verb: "more", target: reply.receipt })).reply);
    return { ...desk, reply, again };
  }

  it("is not linked any more once it is deleted, in the stored answer either", async () => {
    const { remove, again, clock, desk, reply } = await answered();
    expect(await again()).toContain(permalink);
    clock.pass(3_600_000);
    await remove("m1", { isByAuthor: true });
    expect(await again()).toEqual([]);
    const kept = await desk.receipt(reply.receipt, {
      audiences: ["public", "programme:night-buses", "place:slack-t1-team"],
    });
    expect(linksIn(kept === "purged" ? undefined : kept?.reply)).toEqual([]);
  });

  it("is not linked either where its update was withdrawn with it", async () => {
    const { remove, again, say } = await answered();
    await remove("m1", { isByAuthor: true });
    expect((await say("What is the rating of Eastmere night buses?")).words).not.toMatch(/amber/i);
    expect(await again()).toEqual([]);
  });
});

describe("a digest", () => {
  it("that links to a message is drawn again without the link once that is deleted, and with it once it is back", async () => {
    const desk = await openDigestDesk();
    await desk.bind({ id: "slack:T1:C1", programmes: ["harbour-wardens"] });
    const at = "2026-11-06T09:00:00.000Z";
    const recording = { actor: "p-1", occurredAt: at };
    const message = { place: "slack:T1:C1", id: "m1", permalink };
    const update = { id: "u-1", pilot: "hw-ullock", postedAt: at, author: "p-1", message } as const;
    await desk.change(at, (transaction) =>
      confirmUpdate(transaction, { ...update, fields: { ...noFields, rating: "red" } }, recording),
    );
    const [post] = await desk.digests("2026-11-09T09:00:00.000Z");
    expect(linksIn(post?.reply)).toContain(permalink);
    const later = "2026-11-10T09:00:00.000Z";
    const [edit] = await desk.change(later, (transaction) =>
      markUpdate(transaction, { id: "u-1", source: "deleted" }, { actor: "p-1", occurredAt: later }),
    );
    expect(edit).toMatchObject({ operation: "edit", changes: post?.key });
    expect(linksIn(edit?.reply)).not.toContain(permalink);
    expect(edit?.reply?.blocks).toEqual(post?.reply?.blocks);
    const [back] = await desk.change(later, (transaction) =>
      markUpdate(transaction, { id: "u-1" }, { actor: "p-1", occurredAt: later }),
    );
    expect(linksIn(back?.reply)).toContain(permalink);
    await desk.close();
  });
});
