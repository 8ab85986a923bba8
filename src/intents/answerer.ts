import type { ReplayOutcome, SourceView } from "../core/assistant.ts";
import type { Citation } from "../core/citation.ts";
import type { Receipt } from "../core/receipt.ts";
import type { Reader } from "../core/trust.ts";
import { publicReader } from "../core/trust.ts";
import { answerQuestion } from "./answer-question.ts";
import type { Answering, AnswerParts, AnswerRequest } from "./answer-question.ts";
import { replayReceipt } from "./replay.ts";
import { showSource } from "./show-source.ts";
import { suggestQuestions } from "./suggest.ts";

/**
 * The part of the desk that only reads, so that it can run in a thread of its own: arguments and results are plain data.
 * What it returns is stored by whoever asked.
 */
export interface Answerer {
  answer(request: AnswerRequest): Promise<Answering>;
  replay(receipt: Receipt | "purged", reader: Reader): Promise<ReplayOutcome>;
  showSource(citation: Citation, reader: Reader): Promise<SourceView | undefined>;
  suggestions(): Promise<readonly string[]>;
}

/** An answerer that works in this thread. */
export function createAnswerer(parts: AnswerParts): Answerer {
  return {
    answer: (request) => answerQuestion(request, parts),
    replay: (receipt, reader) => replayReceipt(receipt, reader, parts),
    showSource: (citation, reader) => showSource(citation, reader, parts),
    suggestions: async () => suggestQuestions(await parts.knowledgeFor({ reader: publicReader })),
  };
}
