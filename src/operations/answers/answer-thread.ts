import { randomBytes } from "node:crypto";
import { Worker } from "node:worker_threads";
import type { Embedder } from "../../core/embedder.ts";
import { messageOf, PilotdeskError } from "../../core/errors.ts";
import type { Answerer } from "../../intents/answerer.ts";
import { fromThread } from "./answer-messages.ts";
import type { AnswerCall, AnswerResults, AnswerThreadData, FromThread, ToThread } from "./answer-messages.ts";
import type { AnswerStage } from "./answer-stage.ts";

/** A question could not be answered; the id is in the log. */
class AnswerError extends PilotdeskError {
  /** What the person and the log have in common. */
  readonly id: string;

  constructor(message: string, options?: ErrorOptions) {
    const id = `e-${randomBytes(4).toString("hex")}`;
    super("answer", `${message} Ask again; if it happens again, report ${id}.`, options);
    this.id = id;
  }
}

/** Answering in a thread of its own, with its own read-only connection. */
export interface AnswerThread extends Answerer {
  /** Brings the vector index up to date; starts the thread where it does not run. */
  refresh(): Promise<void>;
  /** One line for start-up and `doctor`, as of the last refresh. */
  describe(): string;
  close(): Promise<void>;
}

/** What a thread is started with; tests set all of it. */
export interface AnswerThreadOptions {
  readonly data: Omit<AnswerThreadData, "encoder">;
  /** Left out where questions are ranked by words alone. */
  readonly embedder?: Embedder | undefined;
  readonly onVectorFailure: (error: unknown) => void;
  readonly onStage?: (stage: AnswerStage, ms: number) => void;
  /** Told when documents or vectors changed, in whatever process. */
  readonly onGeneration?: () => void;
  /** Told when the thread died and another takes its place. */
  readonly onLost?: (reason: string) => void;
  /** After this long a call has failed and the thread is replaced; 60 seconds unless set. */
  readonly timeoutMs?: number;
  readonly workerUrl?: URL;
}

/** A call that was not answered yet. */
interface Pending {
  readonly call: AnswerCall;
  readonly settle: PromiseWithResolvers<unknown>;
  readonly timer: NodeJS.Timeout;
  tries: number;
}

/** A question whose thread died is tried this often in all. */
const mostTries = 2;

/**
 * A thread does not inherit the compile cache. Without it, it would load the compiler that strips types, once more
 * (measured: 25 MB and 0.2 s).
 */
function startWithCompileCache(workerUrl: URL): string {
  return `require("node:module").enableCompileCache(); void import(${JSON.stringify(workerUrl.href)});`;
}

/** Sends calls to a thread and starts another when it dies. Nothing runs until the first call. */
class AnswerWorker {
  readonly #options: AnswerThreadOptions;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #last = 0;
  #isClosed = false;
  description = "vectors: none yet, ranking by words";

  constructor(options: AnswerThreadOptions) {
    this.#options = options;
  }

  call(call: AnswerCall): Promise<unknown> {
    if (this.#isClosed) return Promise.reject(new AnswerError("Pilotdesk is stopping."));
    this.#last += 1;
    const id = this.#last;
    const timer = setTimeout(() => void this.#giveUp(id), this.#options.timeoutMs ?? 60_000);
    timer.unref();
    const pending: Pending = { call, settle: Promise.withResolvers(), timer, tries: 0 };
    this.#pending.set(id, pending);
    this.#send(id, pending);
    return pending.settle.promise;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const worker = this.#worker;
    this.#worker = undefined;
    for (const [id] of this.#pending) this.#fail(id, new AnswerError("Pilotdesk is stopping."));
    await worker?.terminate();
  }

  #send(id: number, pending: Pending): void {
    pending.tries += 1;
    this.#worker ??= this.#start();
    this.#worker.ref();
    this.#post({ call: id, is: pending.call });
  }

  #post(message: ToThread): void {
    this.#worker?.postMessage(message);
  }

  #start(): Worker {
    const { data, embedder, workerUrl = new URL("./answer-worker.ts", import.meta.url) } = this.#options;
    const encoder = embedder && { model: embedder.model, dimensions: embedder.dimensions };
    const worker = new Worker(startWithCompileCache(workerUrl), {
      name: "answers",
      eval: true,
      workerData: { ...data, encoder } satisfies AnswerThreadData,
      // What answering makes is short-lived: small spaces keep it from spreading (measured: 20 MB less, no slower). A question
      // that needs more ends this thread and not the process.
      resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 192 },
    });
    worker.on("message", (message: unknown) => {
      if (worker === this.#worker) this.#receive(fromThread.parse(message));
    });
    worker.on("error", (error: unknown) => this.#lose(worker, messageOf(error)));
    worker.on("exit", () => this.#lose(worker, "its thread ended"));
    return worker;
  }

  #receive(message: FromThread): void {
    const { onStage, onVectorFailure, onGeneration } = this.#options;
    if ("call" in message) {
      const { failure } = message;
      if (failure) this.#fail(message.call, new PilotdeskError(failure.code, failure.message));
      else this.#take(message.call)?.settle.resolve(message.result);
    } else if ("embed" in message) void this.#embed(message.embed, message.texts);
    else if ("stage" in message) onStage?.(message.stage, message.ms);
    else if ("vectorFailure" in message) onVectorFailure(message.vectorFailure);
    else {
      this.description = message.index;
      onGeneration?.();
    }
  }

  async #embed(embedded: number, texts: readonly string[]): Promise<void> {
    try {
      const vectors = (await this.#options.embedder?.embed(texts)) ?? [];
      this.#post({ embedded, vectors });
    } catch (error) {
      this.#post({ embedded, failure: messageOf(error) });
    }
  }

  /** A thread that died is replaced; what it had not answered is asked again, once. */
  #lose(worker: Worker, reason: string): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    this.#options.onLost?.(reason);
    for (const [id, pending] of this.#pending) {
      if (pending.tries < mostTries) this.#send(id, pending);
      else this.#fail(id, new AnswerError("The question could not be answered: what answers stopped twice."));
    }
  }

  async #giveUp(id: number): Promise<void> {
    const worker = this.#worker;
    this.#fail(id, new AnswerError("The question took too long to answer."));
    if (!worker) return;
    this.#lose(worker, "a question took too long");
    await worker.terminate();
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    clearTimeout(pending?.timer);
    // A thread that nobody waits for does not keep the process alive.
    if (this.#pending.size === 0) this.#worker?.unref();
    return pending;
  }

  #fail(id: number, error: Error): void {
    this.#take(id)?.settle.reject(error);
  }
}

/** An answerer in a thread of its own, which starts with the first call. */
export function createAnswerThread(options: AnswerThreadOptions): AnswerThread {
  const worker = new AnswerWorker(options);
  // The thread is this program: it gives each call what `AnswerResults` says.
  function call<Kind extends AnswerCall["kind"]>(
    is: Extract<AnswerCall, { readonly kind: Kind }>,
  ): Promise<AnswerResults[Kind]>;
  function call(is: AnswerCall): Promise<unknown> {
    return worker.call(is);
  }
  return {
    answer: (request) => call({ kind: "answer", request }),
    replay: (receipt, reader) => call({ kind: "replay", receipt, reader }),
    showSource: (citation, reader) => call({ kind: "showSource", citation, reader }),
    suggestions: () => call({ kind: "suggestions" }),
    async refresh() {
      worker.description = await call({ kind: "refresh" });
    },
    describe: () => worker.description,
    close: () => worker.close(),
  };
}
