import type { Assistant, ReplayOutcome, SourceView } from "../../src/core/assistant.ts";
import type { Citation } from "../../src/core/citation.ts";
import type { Receipt } from "../../src/core/receipt.ts";
import type { Reply } from "../../src/core/reply.ts";
import type { MessageTurn, Turn } from "../../src/core/turn.ts";
import type { PostDraft } from "../../src/core/turn-handler.ts";
import { longReply, refusedReply, repliesByQuestion } from "./fake-replies.ts";

/** The words a turn sends to make the fake assistant fail. */
export const failingQuestion = "Fail now";

/** An assistant with hand-written replies that keeps its receipts in memory. */
export interface FakeAssistant extends Assistant {
  /** Every turn handled, oldest first. */
  readonly turns: readonly MessageTurn[];
  /** Empties a receipt, as its time being over would. */
  purge(id: string): void;
}

function receiptFor(turn: MessageTurn, id: string): Receipt {
  const draft = repliesByQuestion.get(turn.text) ?? refusedReply;
  const sentences = draft.blocks.flatMap((block) => (block.kind === "paragraph" ? block.sentences : []));
  return {
    id,
    createdAt: turn.arrivedAt,
    knownSeq: 42,
    question: turn.text,
    audiences: turn.reader.audiences,
    conversation: turn.conversation,
    intent: { kind: draft.intent, confidence: draft.confidence, query: turn.text },
    candidates: draft.citations.map((citation, index) => ({
      kind: citation.kind,
      id: citation.kind === "passage" ? citation.passageId : citation.factId,
      title: citation.title,
      score: 0.9 - index / 8,
      features: { lexical: 0.7, vector: 0.35 },
    })),
    verdicts: [
      ...sentences.map((sentence) => ({ sentence: sentence.text, passed: true, failures: [] })),
      { sentence: "It cost £350,000.", passed: false, failures: ["figure 350,000 is not in the cited words"] },
    ],
    reply: {
      ...draft,
      receipt: id,
      ...(turn.trueAt === undefined ? {} : { trueAt: turn.trueAt }),
      ...(turn.knownAt === undefined ? {} : { knownAt: turn.knownAt }),
    },
  };
}

function openSource(citation: Citation): SourceView {
  return {
    title: citation.title,
    trust: citation.trust,
    headingPath: citation.kind === "passage" ? citation.headingPath : [],
    before: "# Launch\n\nThe department wrote to every council in the spring. ",
    quote: citation.quote,
    after: ".\n\nA second round was <b>not</b> planned at the time.\n",
    ...(citation.publisher === undefined ? {} : { publisher: citation.publisher }),
    ...(citation.published === undefined ? {} : { published: citation.published }),
    ...(citation.url === undefined ? {} : { url: citation.url }),
    ...(citation.kind === "fact" ? { record: `Record ${citation.factId}, recorded 1 March 2026` } : {}),
  };
}

/** A small working assistant: the same question gets the same reply, `Fail now` throws, everything else is refused. */
export function createFakeAssistant(): FakeAssistant {
  const receipts = new Map<string, Receipt | "purged">();
  const turns: MessageTurn[] = [];
  async function handle(turn: MessageTurn): Promise<Reply> {
    turns.push(turn);
    if (turn.text === failingQuestion) throw new Error("the store is on fire: secret detail");
    const receipt = receiptFor(turn, `r-${turns.length}`);
    receipts.set(receipt.id, receipt);
    return receipt.reply;
  }
  async function respond(turn: Turn): Promise<readonly PostDraft[]> {
    return turn.kind === "message" ? [{ operation: "post", reply: await handle(turn) }] : [];
  }
  return {
    turns,
    purge: (id) => void receipts.set(id, "purged"),
    handle,
    respond,
    async decide(turn) {
      const posts = await respond(turn);
      return { commit: () => Promise.resolve(posts) };
    },
    receipt: async (id) => receipts.get(id),
    replay: async (id): Promise<ReplayOutcome | undefined> => {
      const receipt = receipts.get(id);
      if (receipt === undefined) return undefined;
      if (receipt === "purged") return { outcome: "evidencePurged", because: "the receipt was purged." };
      if (receipt.question !== "What is the Harbour Trial grant?") return { outcome: "same", receipt };
      const because = ["document harbour/launch.md was withdrawn"];
      return { outcome: "differs", receipt, because, reply: { ...longReply, receipt: "r-replayed" } };
    },
    showSource: async (citation) =>
      citation.quote === "26 participations of kind pilot" ? undefined : openSource(citation),
    suggestions: async () => [...repliesByQuestion.keys()].slice(0, 4),
  };
}
