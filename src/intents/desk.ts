import { assertNever } from "../core/assert-never.ts";
import type { Assistant } from "../core/assistant.ts";
import type { MessageTurn, Turn } from "../core/turn.ts";
import type { Effects, PostDraft, TurnContext } from "../core/turn-handler.ts";
import type { IsWorkingDay } from "../ledger/returns/return-periods.ts";
import { readCommand } from "../router/commands.ts";
import { threadSchema } from "../router/follow-up.ts";
import { guardVerdict } from "../router/guard-rules.ts";
import { act, submitForm } from "./actions/act.ts";
import { answerTurn, keepAnswer, readReceipt, rememberAsked } from "./answer-turn.ts";
import { readCaller, rememberCaller } from "./caller.ts";
import { asksSomething, friendlyReply, isRemark } from "./chatter.ts";
import type { DeskParts, Handling } from "./desk-parts.ts";
import { afterUpdates } from "./digests/after-updates.ts";
import { callerNow } from "./desk-parts.ts";
import { showHome } from "./home.ts";
import { obey } from "./obey.ts";
import { findDocuments } from "./find-documents.ts";
import { changePresence } from "./presence.ts";
import { answerPost, nothing, onlySay } from "./replies.ts";
import { rememberShared } from "./shared-places.ts";
import { amendByMessage } from "./updates/after/amend-update.ts";
import { deleteMessage, undeleteMessage } from "./updates/after/message-deleted.ts";
import { editMessage } from "./updates/after/message-edited.ts";
import { answerByMessage, takeUpdate } from "./updates/take-message.ts";
import { welcome } from "./welcome.ts";

/** Puts the use cases behind the port that channels talk to. */
export function createDesk(parts: DeskParts): Assistant {
  const { store, answerer, clock } = parts;
  const receiptFor: Assistant["receipt"] = (id, reader) => readReceipt(id, reader, store);
  const callerOf = (turn: Turn, now: string) => readCaller(turn, store, { admins: parts.admins ?? [], now });
  const decide = async (turn: Turn, context: TurnContext): Promise<Effects> => {
    const now = clock.now().toISOString();
    const caller = await callerOf(turn, now);
    const knowledge = await parts.knowledgeFor({ reader: caller.reader });
    const handling: Handling = { turn, context, parts, caller, knowledge, now };
    // Outside the transaction, which awaits nothing but the store.
    const isWorkingDay = await parts.loadWorkingDays?.();
    return offerAgain(withCaller(await decideTurn(handling), handling, isWorkingDay), handling);
  };
  return {
    decide,
    async respond(turn) {
      const effects = await decide(turn, contextInside(turn));
      return store.transaction(async (transaction) => {
        const posts = await effects.commit(transaction);
        const isElsewhere = ({ target }: PostDraft): boolean =>
          target !== undefined && target.channel !== turn.platform;
        const elsewhere = posts.filter(isElsewhere).map(({ target, key, ...post }, index) => {
          if (!target) throw new TypeError("A post elsewhere has a target.");
          return { ...post, target, key: key ?? `${turn.id}/elsewhere/${index + 1}` };
        });
        await transaction.enqueuePosts(elsewhere, clock.now().toISOString());
        return posts.filter((post) => !isElsewhere(post));
      });
    },
    async handle(turn) {
      const caller = await callerOf(turn, clock.now().toISOString());
      const answered = await answerTurn(turn, caller, parts);
      await store.transaction((transaction) => keepAnswer(transaction, turn, answered, parts));
      return answered.reply;
    },
    receipt: receiptFor,
    async replay(id, reader) {
      const receipt = await receiptFor(id, reader);
      return receipt && answerer.replay(receipt, reader);
    },
    showSource: (citation, reader) => answerer.showSource(citation, reader),
    suggestions: () => answerer.suggestions(),
  };
}

/** Whoever asks for the replies at once is where they go; what goes to other platforms waits in their outbox. */
function contextInside({ platform, place, conversation }: Turn): TurnContext {
  return {
    tries: 0,
    signal: new AbortController().signal,
    unknownPosts: () => Promise.resolve([]),
    replyTo: { channel: platform, place: place?.id ?? platform, conversation },
  };
}

/** The turns that somebody may wait for inside a request: the others are told to nobody where they have no place to answer at. */
const mayWait: ReadonlySet<Turn["kind"]> = new Set(["message", "action", "form", "opened"]);

/** Turns that say nothing of where somebody is. */
const ofNobody: ReadonlySet<Turn["kind"]> = new Set(["edited", "deleted", "undeleted", "placeChanged"]);

/** The assistant was added to a place of several people, by whoever that was. */
function isGroupInstall(turn: Turn): boolean {
  return turn.kind === "joined" && turn.whom === "assistant" && turn.place?.kind !== "personal";
}

/**
 * Remembers who was where before anything else is written, adds what follows from updates, and leaves out what could be posted
 * nowhere.
 */
function withCaller(effects: Effects, handling: Handling, isWorkingDay: IsWorkingDay | undefined): Effects {
  const { context, now, turn, knowledge, parts } = handling;
  // Most of what is overheard leads to nothing, and there is a lot of it. That others read along is never missed.
  const isBoundAndShared = handling.caller.bound !== undefined && turn.place?.isShared === true;
  if (effects === nothing && turn.kind === "message" && turn.isAddressed === false && !isBoundAndShared) return effects;
  const isOfPerson = !ofNobody.has(turn.kind);
  return {
    async commit(transaction) {
      const caller = await callerNow(handling, transaction);
      if (isOfPerson && !isGroupInstall(turn)) {
        await rememberCaller(caller, transaction, { now, replyTo: context.replyTo });
      }
      const isLooked = isOfPerson || (turn.kind === "placeChanged" && turn.change === "kept");
      if (isLooked || turn.place?.isShared === true) await rememberShared(caller, transaction, now);
      const { seq } = await transaction.head();
      const said = await effects.commit(transaction);
      const isChanged = (await transaction.head()).seq > seq;
      const { admins = [] } = parts;
      const told =
        isWorkingDay && isChanged ? await afterUpdates(transaction, seq, { knowledge, now, isWorkingDay, admins }) : [];
      const posts = [...said, ...told];
      return posts.filter(
        ({ target, isForRequest }) => target ?? context.replyTo ?? (isForRequest && mayWait.has(turn.kind)),
      );
    },
  };
}

/** Of answers that may never have arrived, a copy is posted with the person's next turn. */
async function offerAgain(effects: Effects, { turn, context, now }: Handling): Promise<Effects> {
  if (turn.kind !== "message" || turn.isAddressed === false) return effects;
  const unknown = (await context.unknownPosts()).filter((post) => post.turn !== undefined && post.operation !== "edit");
  return {
    async commit(transaction) {
      for (const { key } of unknown) await transaction.offerAgain(key, { key: `${key}+`, turn: turn.id, at: now });
      return effects.commit(transaction);
    },
  };
}

function decideTurn(handling: Handling): Effects | Promise<Effects> {
  const { turn } = handling;
  switch (turn.kind) {
    case "message":
      return decideMessage({ ...handling, turn });
    case "edited":
      return editMessage({ ...handling, turn });
    case "deleted":
      return deleteMessage({ ...handling, turn });
    case "undeleted":
      return undeleteMessage({ ...handling, turn });
    case "action":
      return turn.call.verb === "choose" && !turn.call.target.startsWith("d-")
        ? decideMessage({ ...handling, turn: messageFor(turn) })
        : act(handling, turn.call);
    case "form":
      return submitForm({ ...handling, turn });
    case "joined":
      return welcome({ ...handling, turn });
    case "placeChanged":
      return changePresence({ ...handling, turn });
    case "opened":
      return showHome(handling).then((reply) => onlySay(reply));
    default:
      return assertNever(turn);
  }
}

/** A choice that was offered stands for the words that it says. */
function messageFor({
  kind: _kind,
  call,
  message: _message,
  ...turn
}: Extract<Turn, { readonly kind: "action" }>): MessageTurn {
  return { ...turn, kind: "message", text: call.value ?? "" };
}

async function decideMessage(handling: Handling<MessageTurn>): Promise<Effects> {
  const { turn, caller } = handling;
  if (turn.isAddressed === false) {
    const isHeard = caller.bound?.listens === true && !caller.isExternal && turn.as === undefined;
    return isHeard ? ((await amendByMessage(handling)) ?? (await takeUpdate(handling)) ?? nothing) : nothing;
  }
  if (turn.as === "question") return answerMessage(handling);
  if (turn.as === "documents") return findDocuments(handling);
  if (turn.as === "update") return (await takeUpdate(handling)) ?? nothing;
  const command = readCommand(turn.text);
  return (
    (await answerByMessage(handling)) ??
    (command && (await obey(handling, command))) ??
    (await amendByMessage(handling)) ??
    (await takeUpdate(handling)) ??
    ((await isForOthers(handling)) ? nothing : answerMessage(handling))
  );
}

async function isForOthers({ turn, knowledge, parts }: Handling<MessageTurn>): Promise<boolean> {
  if (turn.isFollowUp !== true) return false;
  const thread = threadSchema.safeParse(await parts.store.threadState(turn.conversation)).data;
  return isRemark(turn.text, thread, knowledge);
}

/** Answers a question; words that ask nothing get a friendly word instead of a refusal. */
async function answerMessage(handling: Handling<MessageTurn>): Promise<Effects> {
  const { turn, caller, knowledge, parts, now } = handling;
  const answered = await answerTurn(turn, caller, parts);
  const { reply, receipt } = answered;
  const isLost = reply.outcome === "refused" && (reply.intent === "ask" || guardVerdict(turn.text) === "offTopic");
  const asks = asksSomething(turn.text, knowledge) || receipt.updatesOf !== undefined;
  if (isLost && turn.as !== "question" && !asks) return onlySay(friendlyReply);
  return {
    async commit(transaction) {
      await keepAnswer(transaction, turn, answered, parts);
      await rememberAsked(transaction, caller, { receipt, now, receiptDays: parts.receiptDays });
      return reply.repeated ? [] : [answerPost(reply)];
    },
  };
}
