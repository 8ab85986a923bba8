import { describe, expect, it } from "vitest";
import { encodeAction } from "../../../src/core/action.ts";
import type { Turn } from "../../../src/core/turn.ts";
import type { PostDraft, TurnHandler } from "../../../src/core/turn-handler.ts";
import { channelId, invokeActivity, messageActivity } from "../../fakes/teams/activities.ts";
import { bodyOf, withWork } from "./open-teams.ts";
import { draftReply, replyOf } from "./samples.ts";

/** A handler that says something of its own for each kind of turn; the card of a draft has a key, and is edited by it. */
const handler: TurnHandler = async (turn) => ({ commit: async () => postsFor(turn) });

function postsFor(turn: Turn): readonly PostDraft[] {
  switch (turn.kind) {
    case "message":
      if (turn.isAddressed === false) return [];
      return turn.text.startsWith("Update")
        ? [{ operation: "card", key: "card-1", reply: draftReply }]
        : [post(`You said: ${turn.text}`)];
    case "action":
      return [{ operation: "edit", changes: "card-1", reply: replyOf("Confirmed by the author.") }];
    default:
      return [];
  }
}

function post(text: string): PostDraft {
  return { operation: "post", reply: replyOf(text), isForRequest: true };
}

describe("a conversation, with the real inbox and outbox", () => {
  it(
    "answers in the thread that it was asked in, in order",
    withWork(handler, async ({ fake, deliver, work }) => {
      for (const id of ["1", "2", "3"]) {
        const activity = messageActivity(`question ${id}`, { serviceUrl: fake.url, mention: true, id, root: "1" });
        expect((await deliver(activity)).status).toBe(200);
      }
      await work.settled();
      expect(fake.messages().map(({ conversation, activity }) => [conversation, activity["text"]])).toEqual([
        [`${channelId};messageid=1`, "You said: question 1"],
        [`${channelId};messageid=1`, "You said: question 2"],
        [`${channelId};messageid=1`, "You said: question 3"],
      ]);
    }),
  );

  it(
    "edits the card of a draft when it is confirmed, and answers the button at once",
    withWork(handler, async ({ fake, deliver, work }) => {
      await deliver(messageActivity("Update: all green", { serviceUrl: fake.url, mention: true }));
      await work.settled();
      const [card] = fake.messages();
      const data = { action: encodeAction({ verb: "confirm", target: "draft-1", hash: "h1" }) };
      const invoke = invokeActivity(
        "adaptiveCard/action",
        { action: { data } },
        { serviceUrl: fake.url, root: "1700000000100", replyToId: card?.id ?? "" },
      );
      const answer = await deliver(invoke);
      expect(bodyOf(answer)).toMatchObject({ statusCode: 200, type: "application/vnd.microsoft.activity.message" });
      await work.settled();
      expect(fake.messages()).toMatchObject([
        { id: card?.id, versions: { length: 1 }, activity: { text: "Confirmed by the author." } },
      ]);
    }),
  );

  it(
    "tries again what the connector turned away, and shows it once",
    withWork(handler, async ({ fake, deliver, work }) => {
      fake.fail(
        { on: "post", answer: { status: 502 } },
        { on: "post", answer: { status: 429, retryAfter: "0" } },
        { on: "post", answer: { status: 412 } },
      );
      await deliver(messageActivity("hello", { serviceUrl: fake.url, mention: true }));
      await expect.poll(() => fake.messages().length, { timeout: 15_000 }).toBe(1);
      await work.settled();
      expect(
        fake.requests().filter(({ method, path }) => method === "POST" && path.includes("/activities")),
      ).toHaveLength(4);
    }),
  );

  it(
    "leaves a post alone of which nobody knows whether it arrived",
    withWork(handler, async ({ fake, deliver, work }) => {
      fake.fail({ on: "post", answer: "lost" });
      await deliver(messageActivity("hello", { serviceUrl: fake.url, mention: true, id: "1" }));
      await work.settled();
      await deliver(messageActivity("again", { serviceUrl: fake.url, mention: true, id: "2" }));
      await work.settled();
      expect(fake.messages().map(({ activity }) => activity["text"])).toEqual(["You said: hello", "You said: again"]);
    }),
  );
});
