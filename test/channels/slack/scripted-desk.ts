import type { Reply } from "../../../src/core/reply.ts";
import type { Turn } from "../../../src/core/turn.ts";
import type { PostDraft, TurnHandler } from "../../../src/core/turn-handler.ts";
import { repliesByQuestion, refusedReply } from "../../fakes/fake-replies.ts";
import { draftReply, homeReply, updateForm } from "../../renderers/slack/sample-replies.ts";

/** A handler that decides nothing by itself: each kind of turn has its fixed reply. Keeps what it was given. */
export interface ScriptedDesk {
  readonly handler: TurnHandler;
  /** Every turn, in the order in which they were handled. */
  readonly turns: readonly Turn[];
  /** The turns of one kind. */
  ofKind<Kind extends Turn["kind"]>(kind: Kind): readonly Extract<Turn, { kind: Kind }>[];
  /** Replaces what is said to a turn; undefined falls back to the script. */
  answer(reply: (turn: Turn) => readonly PostDraft[] | undefined): void;
}

function say(text: string, changes: Partial<Reply> = {}): Reply {
  return {
    outcome: "done",
    intent: "act",
    blocks: [{ kind: "notice", tone: "info", text }],
    citations: [],
    confidence: 1,
    receipt: "",
    ...changes,
  };
}

/** A post to whoever waits in the request, or to where the turn came from. */
export function answerPost(reply: Reply): PostDraft {
  return { operation: "post", reply, isForRequest: true };
}

export const sayReply = say;

function scripted(turn: Turn): readonly PostDraft[] {
  switch (turn.kind) {
    case "message": {
      if (turn.isAddressed === false) return [];
      if (turn.as === "update") return [{ operation: "card", key: `card/${turn.id}`, reply: draftReply }];
      const known = repliesByQuestion.get(turn.text) ?? refusedReply;
      return [answerPost({ ...known, receipt: `r-${turn.text.length}` })];
    }
    case "action":
      if (turn.call.verb === "edit" || turn.call.verb === "newUpdate") {
        return [answerPost(say("", { outcome: "proposed", blocks: [], form: updateForm, visibility: "onlyYou" }))];
      }
      return [answerPost(say(`${turn.call.verb} of ${turn.call.target}`, { visibility: "onlyYou" }))];
    case "form": {
      const isWrong = turn.form.values["spend"] === "twelve";
      return isWrong
        ? [answerPost(say("", { blocks: [], form: updateForm }))]
        : [{ operation: "post", reply: say("Saved.") }];
    }
    case "opened":
      return [answerPost(homeReply)];
    case "joined":
      return [answerPost(say("Welcome.", { intent: "welcome", visibility: "onlyYou" }))];
    case "edited":
    case "deleted":
    case "undeleted":
    case "placeChanged":
      return [];
  }
}

/** A script of its own for one test. */
export function createScriptedDesk(): ScriptedDesk {
  const turns: Turn[] = [];
  let replaced: (turn: Turn) => readonly PostDraft[] | undefined = () => undefined;
  return {
    turns,
    ofKind: (kind) => turns.filter((turn): turn is Extract<Turn, { kind: typeof kind }> => turn.kind === kind),
    answer(reply) {
      replaced = reply;
    },
    handler: async (turn) => {
      turns.push(turn);
      return { commit: () => Promise.resolve(replaced(turn) ?? scripted(turn)) };
    },
  };
}
