import { z } from "zod";
import type { Config } from "../../config.ts";
import type { ReplayOutcome, SourceView } from "../../core/assistant.ts";
import type { Citation } from "../../core/citation.ts";
import type { Receipt } from "../../core/receipt.ts";
import type { Reader } from "../../core/trust.ts";
import type { Answering, AnswerRequest } from "../../intents/answer-question.ts";
import { answerStages } from "./answer-stage.ts";

/** What the answering thread is asked for: the calls of an answerer, and to bring its index up to date. */
export type AnswerCall =
  | { readonly kind: "answer"; readonly request: AnswerRequest }
  | { readonly kind: "replay"; readonly receipt: Receipt | "purged"; readonly reader: Reader }
  | { readonly kind: "showSource"; readonly citation: Citation; readonly reader: Reader }
  | { readonly kind: "suggestions" }
  | { readonly kind: "refresh" };

/** What each call gives. */
export interface AnswerResults {
  readonly answer: Answering;
  readonly replay: ReplayOutcome;
  readonly showSource: SourceView | undefined;
  readonly suggestions: readonly string[];
  /** The line that describes the vector index. */
  readonly refresh: string;
}

/** What the answering thread is started with. */
export interface AnswerThreadData {
  readonly config: Config;
  /** The encoder's name and size; left out where questions are ranked by words alone. */
  readonly encoder?: { readonly model: string; readonly dimensions: number } | undefined;
}

// Both ends are this program, so what one thread sends is believed by the other: structured clone keeps its shape.
const believed = <Value>(): z.ZodType<Value> => z.custom<Value>((value) => value !== undefined);

/** What the thread is started with, as it reads it. */
export const threadDataSchema = believed<AnswerThreadData>();

/** What the thread receives. */
export const toThread = z.union([
  z.object({ call: z.number(), is: believed<AnswerCall>() }),
  z.object({ embedded: z.number(), vectors: believed<readonly Float32Array[]>() }),
  z.object({ embedded: z.number(), failure: z.string() }),
]);
export type ToThread = z.infer<typeof toThread>;

/** Why a call failed, as it crosses from one thread to the other. */
const failureSchema = z.object({ code: z.string(), message: z.string() });
export type CallFailure = z.infer<typeof failureSchema>;

/** What the thread sends: results, texts for the encoder, and what happened on the way. */
export const fromThread = z.union([
  z.object({ call: z.number(), result: z.unknown(), failure: failureSchema.optional() }),
  z.object({ embed: z.number(), texts: z.array(z.string()) }),
  z.object({ stage: z.enum(answerStages), ms: z.number() }),
  z.object({ vectorFailure: z.string() }),
  /** Documents or vectors changed; the line describes the index once it has followed. */
  z.object({ generation: z.number(), index: z.string() }),
]);
export type FromThread = z.infer<typeof fromThread>;
