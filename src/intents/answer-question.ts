import { cite } from "../answer/cite.ts";
import { composeBlocks, type DraftBlock } from "../answer/compose-blocks.ts";
import { markingOf } from "../answer/compose.ts";
import { assertNever } from "../core/assert-never.ts";
import type { Citation } from "../core/citation.ts";
import type { Knowledge } from "../core/knowledge.ts";
import type { Asking, Receipt } from "../core/receipt.ts";
import type { Block, Reply } from "../core/reply.ts";
import type { Store } from "../core/store.ts";
import type { Clock, Instant } from "../core/time.ts";
import { dayOf, endOfDay, isDay } from "../core/time.ts";
import type { ReadScope, Reader } from "../core/trust.ts";
import type { Search } from "../retrieval/search.ts";
import type { Thread } from "../router/follow-up.ts";
import { route } from "../router/route.ts";
import type { Routed } from "../router/route.ts";
import type { RoutedUpdates } from "../router/route-updates.ts";
import type { IsWorkingDay } from "../ledger/returns/return-periods.ts";
import { ask } from "./ask.ts";
import { askParts } from "./ask-parts.ts";
import { isTakenFirst, tellUpdates } from "./ask-updates/tell-updates.ts";
import { correctSpelling } from "./correct-spelling.ts";
import { define } from "./define.ts";
import { helpText, smallTalkText } from "./fixed-replies.ts";
import { candidateOf } from "./outcome.ts";
import type { Outcome } from "./outcome.ts";
import { refuseOutOfScope } from "./refuse.ts";
import { bannerFor } from "./replies.ts";

/** What answering works with. */
export interface AnswerParts {
  readonly store: Store;
  readonly search: Search;
  /** Names and declarations for a reader at a moment. */
  readonly knowledgeFor: (scope: ReadScope) => Promise<Knowledge>;
  readonly clock: Clock;
  /** A new id that nobody can guess. */
  readonly newId: () => string;
  /** England's calendar of work, asked for only where returns are due; from Monday to Friday where left out. */
  readonly loadWorkingDays?: () => Promise<IsWorkingDay>;
}

/** Everything about one answer: what is shown, and what explains it. */
export interface Answering {
  readonly reply: Reply;
  readonly receipt: Receipt;
  /** What the conversation keeps for its next question. */
  readonly thread: Thread;
}

/** A question with everything that decides its answer. */
export interface AnswerRequest {
  readonly text: string;
  readonly reader: Reader;
  readonly thread: Thread | undefined;
  readonly conversation?: string;
  readonly trueAt?: string | undefined;
  readonly knownAt?: string | undefined;
  /** The last event that counts, and the moment of asking, for a replay; left out for now. */
  readonly knownSeq?: number | undefined;
  readonly now?: Instant | undefined;
  /** Who asks, and where. */
  readonly asking?: Asking | undefined;
}

/** Answers without storing anything: the way of `handle`, and of a replay. */
export async function answerQuestion(request: AnswerRequest, parts: AnswerParts): Promise<Answering> {
  const base: ReadScope = {
    reader: request.reader,
    ...(request.knownSeq !== undefined && { knownSeq: request.knownSeq }),
  };
  const current = await parts.knowledgeFor(base);
  const thread = sharedThread(request);
  const text = await correctSpelling(request.text, current, { store: parts.store, scope: base });
  const routed = route({
    text,
    knowledge: current,
    thread,
    trueAt: request.trueAt,
    knownAt: knownInstant(request.knownAt),
    today: dayOf(request.now === undefined ? parts.clock.now() : new Date(request.now)),
    bound: request.asking?.bound,
  });
  const { updates } = routed;
  const clocks = updates && isTakenFirst(updates) ? updates : routed.intent.slots;
  const scope = await scopeAt(base, clocks.knownAt, parts.store);
  const knowledge = scope === base ? current : await parts.knowledgeFor(scope);
  const context: CarryOutContext = { ...parts, scope, knowledge, asking: request.asking };
  const told = updates && isTakenFirst(updates) ? await tellUpdates(updates, context) : undefined;
  const outcome = told ?? (await carryOutRecords(request, routed, context));
  return finish({ ...request, thread }, routed, outcome, { knowledge, scope, parts, told: told && updates });
}

/** What carrying out a question works with. */
interface CarryOutContext extends AnswerParts {
  readonly scope: ReadScope;
  readonly knowledge: Knowledge;
  readonly asking: Asking | undefined;
}

/** Answers from records and documents, and from what updates say only where these have nothing. */
async function carryOutRecords(request: AnswerRequest, routed: Routed, context: CarryOutContext): Promise<Outcome> {
  const { knowledge } = context;
  const { trueAt, knownAt } = request;
  const outcome =
    (await askParts(routed, knowledge, (text) =>
      carryOut(route({ text, knowledge, trueAt, knownAt: knownInstant(knownAt) }), context),
    )) ?? (await carryOut(routed, context));
  const isOpen = outcome.outcome === "refused" && routed.intent.kind === "ask" && routed.updates !== undefined;
  const isLeft = routed.updates?.certainty === "likely" || (routed.updates && !isTakenFirst(routed.updates));
  if (!isOpen || !routed.updates || !isLeft) return outcome;
  return (await tellUpdates(routed.updates, context, { isLastResort: true })) ?? outcome;
}

/** The thread as far as this reader may go on from it: a reader who may see less starts anew. */
function sharedThread({ thread, reader }: AnswerRequest): Thread | undefined {
  const mayGoOn = thread?.audiences.every((audience) => reader.audiences.some((own) => own === audience)) ?? false;
  return mayGoOn ? thread : undefined;
}

function knownInstant(text: string | undefined): string | undefined {
  return text !== undefined && isDay(text) ? endOfDay(text) : text;
}

/** Narrows a scope to what was known at a moment. */
async function scopeAt(base: ReadScope, knownAt: string | undefined, store: Store): Promise<ReadScope> {
  if (knownAt === undefined) return base;
  const seq = await store.seqAt(knownAt);
  return { ...base, knownSeq: Math.min(seq, base.knownSeq ?? seq) };
}

async function carryOut(routed: Routed, context: CarryOutContext): Promise<Outcome> {
  const { intent } = routed;
  const { knowledge, scope, store, search } = context;
  switch (intent.kind) {
    case "ask":
      return ask(routed, intent, { store, search, scope, knowledge });
    case "define": {
      const drafts = await define(intent.subject, { ledger: store, scope, knowledge });
      const about = [knowledge.subject(intent.subject)?.name ?? ""];
      if (drafts.length > 0)
        return {
          outcome: "answered",
          drafts,
          confidence: 0.95,
          about,
          candidates: drafts.flatMap((draft) => draft.evidence.map(candidateOf)),
        };
      return ask(
        routed,
        { ...intent, kind: "ask", plans: [], passages: true, query: routed.question },
        { store, search, scope, knowledge },
      );
    }
    case "clarify":
      return { outcome: "askedBack", question: intent.question, choices: intent.choices, candidates: [] };
    case "help":
      return { outcome: "refused", text: helpText(knowledge), nearest: [], about: [], candidates: [] };
    case "smallTalk":
      return { outcome: "refused", text: smallTalkText, nearest: [], about: [], candidates: [] };
    case "outOfScope":
      return refuseOutOfScope(intent.reason);
    default:
      return assertNever(intent);
  }
}

interface FinishContext {
  readonly knowledge: Knowledge;
  readonly scope: ReadScope;
  readonly parts: AnswerParts;
  /** Set where updates answered. */
  readonly told: RoutedUpdates | undefined;
}

/** Sends the drafts through the gate and puts reply, receipt and thread together. */
async function finish(
  request: AnswerRequest,
  routed: Routed,
  found: Outcome,
  { knowledge, scope, parts, told }: FinishContext,
): Promise<Answering> {
  const composed = composeBlocks(found.outcome === "answered" ? layoutOf(found) : [], knowledge);
  const outcome: Outcome =
    found.outcome === "answered" && composed.citations.length === 0
      ? {
          outcome: "refused",
          text: "I found something close, but it does not say exactly what it would have to say, so I don't know.",
          nearest: [],
          about: found.about,
          candidates: found.candidates,
        }
      : found;
  const { trueAt, knownAt } = told ?? routed.intent.slots;
  const id = parts.newId();
  const nearest =
    outcome.outcome === "refused"
      ? cite(
          outcome.nearest.map((evidence) => ({ text: "", evidence: [evidence] })),
          knowledge,
        ).citations
      : [];
  const citations = outcome.outcome === "answered" ? composed.citations : nearest;
  const marking = markingOf(citations);
  const banner = bannerFor([...(found.programmes ?? []), ...citations.map(subjectOf)], knowledge);
  const reply: Reply = {
    outcome: outcome.outcome,
    intent: told ? "ask" : routed.intent.kind,
    blocks: blocksOf(outcome, composed.blocks),
    citations,
    confidence: outcome.outcome === "answered" ? outcome.confidence : routed.intent.confidence,
    ...(marking && { marking }),
    ...(trueAt !== undefined && { trueAt }),
    ...(knownAt !== undefined && { knownAt }),
    ...(banner !== undefined && { banner }),
    ...(outcome.outcome === "answered" && composed.isByModel && { isByModel: true }),
    receipt: id,
  };
  const head = await parts.store.head();
  const receipt: Receipt = {
    id,
    createdAt: request.now ?? parts.clock.now().toISOString(),
    knownSeq: scope.knownSeq ?? head.seq,
    question: request.text,
    audiences: request.reader.audiences,
    ...(request.conversation !== undefined && { conversation: request.conversation }),
    ...(request.thread && { threadBefore: request.thread }),
    ...(request.trueAt !== undefined && { trueAt: request.trueAt }),
    ...(request.knownAt !== undefined && { knownAt: request.knownAt }),
    ...(request.asking && { asking: request.asking }),
    ...(told && { updatesOf: found.programmes ?? [] }),
    intent: { ...routed.intent, question: routed.question, ...(told && { updates: told.question }) },
    candidates: outcome.candidates,
    verdicts: composed.verdicts,
    reply,
  };
  return { reply, receipt, thread: threadAfter(request, routed, outcome) };
}

/** The subject of what is cited, or the programme of a document. */
function subjectOf(citation: Citation): string | undefined {
  return citation.kind === "fact" ? citation.subject : undefined;
}

/** The sentences of an answer, first said first, in one paragraph unless it is laid out otherwise. */
function layoutOf({ drafts, layout }: Extract<Outcome, { readonly outcome: "answered" }>): readonly DraftBlock[] {
  return layout ?? [{ kind: "paragraph", drafts }];
}

function blocksOf(outcome: Outcome, composed: readonly Block[]): readonly Block[] {
  switch (outcome.outcome) {
    case "answered":
      return [
        ...composed,
        ...(outcome.unanswered ?? []).map((text): Block => ({ kind: "notice", tone: "info", text })),
      ];
    case "refused":
      return [{ kind: "notice", tone: "refusal", text: outcome.text }];
    case "askedBack":
      return [
        { kind: "notice", tone: "info", text: outcome.question },
        { kind: "choices", choices: outcome.choices },
      ];
    default:
      return assertNever(outcome);
  }
}

/** A greeting or a refusal leaves the thread as it was; anything else becomes what the next question follows. */
function threadAfter(request: AnswerRequest, routed: Routed, outcome: Outcome): Thread {
  const before = request.thread ?? { question: "", about: [], choices: [], audiences: [] };
  const audiences = [...request.reader.audiences];
  if (outcome.outcome === "askedBack")
    return { ...before, audiences, question: routed.question, choices: [...outcome.choices] };
  const { kind } = routed.intent;
  if (kind === "help" || kind === "smallTalk" || kind === "outOfScope") return before;
  const about = outcome.about.length > 0 ? [...outcome.about] : before.about;
  return { question: routed.question, about, choices: [], audiences };
}
