import { flushCompileCache } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import { assertNever } from "../../core/assert-never.ts";
import type { Embedder } from "../../core/embedder.ts";
import { messageOf, PilotdeskError } from "../../core/errors.ts";
import type { Store } from "../../core/store.ts";
import type { Clock } from "../../core/time.ts";
import { openStore } from "../../stores/open-store.ts";
import { threadDataSchema, toThread } from "./answer-messages.ts";
import type { AnswerCall, AnswerResults, CallFailure, FromThread } from "./answer-messages.ts";
import { createIndexFollower } from "./index-follower.ts";
import type { IndexFollower } from "./index-follower.ts";
import { createLocalAnswerer } from "./local-answerer.ts";
import type { LocalAnswerer } from "./local-answerer.ts";

const clock: Clock = { now: () => new Date() };

/** What answers, once the store is open. */
interface Desk {
  readonly store: Store;
  readonly answerer: LocalAnswerer;
  readonly follower: IndexFollower;
}

/** An encoder that lives in the main thread, because the vectors of new passages are made there with the same one. */
function createRemoteEncoder(
  encoder: { readonly model: string; readonly dimensions: number },
  post: (message: FromThread) => void,
): Embedder & { settle(id: number, vectors: readonly Float32Array[] | Error): void } {
  const waiting = new Map<number, PromiseWithResolvers<readonly Float32Array[]>>();
  let asked = 0;
  return {
    ...encoder,
    embed(texts) {
      asked += 1;
      const answer = Promise.withResolvers<readonly Float32Array[]>();
      waiting.set(asked, answer);
      post({ embed: asked, texts: [...texts] });
      return answer.promise;
    },
    settle(id, vectors) {
      const answer = waiting.get(id);
      waiting.delete(id);
      if (vectors instanceof Error) answer?.reject(vectors);
      else answer?.resolve(vectors);
    },
    close: () => Promise.resolve(),
  };
}

function failureOf(error: unknown): CallFailure {
  return { code: error instanceof PilotdeskError ? error.code : "unexpected", message: messageOf(error) };
}

async function carryOut(call: AnswerCall, { answerer, follower }: Desk): Promise<AnswerResults[AnswerCall["kind"]]> {
  switch (call.kind) {
    case "answer":
      await follower.look();
      return answerer.answer(call.request);
    case "replay":
      await follower.look();
      return answerer.replay(call.receipt, call.reader);
    case "showSource":
      return answerer.showSource(call.citation, call.reader);
    case "suggestions":
      return answerer.suggestions();
    case "refresh":
      return follower.refresh();
    default:
      return assertNever(call);
  }
}

if (parentPort) {
  const port = parentPort;
  const post = (message: FromThread): void => port.postMessage(message);
  const { config, encoder } = threadDataSchema.parse(workerData);
  const embedder = encoder && createRemoteEncoder(encoder, post);
  const open = async (): Promise<Desk> => {
    const store = await openStore(config, clock, { readOnly: true });
    const answerer = createLocalAnswerer({
      config,
      store,
      clock,
      embedder,
      onVectorFailure: (error) => post({ vectorFailure: messageOf(error) }),
      onStage: (stage, ms) => post({ stage, ms }),
    });
    const onChange = (generation: number, index: string): void => post({ generation, index });
    return { store, answerer, follower: createIndexFollower({ store, index: answerer.index, onChange }) };
  };
  const desk = open();
  let isFirst = true;
  // Whoever asks first is told why the store could not be opened.
  desk.catch(() => undefined);
  const handle = async (id: number, call: AnswerCall): Promise<void> => {
    try {
      post({ call: id, result: await carryOut(call, await desk) });
    } catch (error) {
      post({ call: id, result: undefined, failure: failureOf(error) });
    }
    // Now all that answering needs is loaded; a thread that is ended by its process never writes this by itself.
    if (isFirst) flushCompileCache();
    isFirst = false;
  };
  port.on("message", (message: unknown) => {
    const parsed = toThread.parse(message);
    if ("call" in parsed) void handle(parsed.call, parsed.is);
    else embedder?.settle(parsed.embedded, "vectors" in parsed ? parsed.vectors : new Error(parsed.failure));
  });
}
