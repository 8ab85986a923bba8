import { Worker } from "node:worker_threads";
import type { Embedder } from "../../core/embedder.ts";
import { messageOf, PilotdeskError } from "../../core/errors.ts";
import { encoderResponse } from "./encoder-messages.ts";

/** The encoder cannot run; questions are answered by words alone. */
export class EncoderError extends PilotdeskError {
  constructor(message: string, options?: ErrorOptions) {
    super("encoder", message, options);
  }
}

/** An encoder that lives in a thread of its own and leaves memory when nobody asks. */
export interface OfflineEmbedder extends Embedder {
  /** True while the thread with the model is there (about 300 MB). */
  isLoaded(): boolean;
}

/** What may be set; tests set all of it. */
export interface OfflineEmbedderOptions {
  /** After this long without a text the model leaves memory. */
  readonly idleMs?: number;
  /** The module that runs in the thread. */
  readonly workerUrl?: URL;
  /** Calls back after a time and returns how to call it off; must not keep the process alive. */
  readonly startTimer?: (callback: () => void, delayMs: number) => () => void;
}

/** The model's name in the store: vectors made by another name are never compared with these. */
export const offlineModel = "use-lite-en-0.2.0";
/** Values in a vector of the Universal Sentence Encoder lite. */
const offlineDimensions = 512;

/** What the encoder reads of a text: about 120 words; more costs time and blurs the vector. */
const readLimits = { words: 120, characters: 2000 } as const;

interface Job {
  readonly texts: readonly string[];
  readonly vectors: Float32Array[];
  readonly resolve: (vectors: readonly Float32Array[]) => void;
  readonly reject: (error: Error) => void;
}

function startUnrefTimer(callback: () => void, delayMs: number): () => void {
  const timer = setTimeout(callback, delayMs);
  timer.unref();
  return () => clearTimeout(timer);
}

function shorten(text: string): string {
  const words = text.slice(0, readLimits.characters).split(/\s+/).filter(Boolean);
  return words.slice(0, readLimits.words).join(" ");
}

/** Runs the encoder's thread and gives it one text after the other. */
class EncoderThread {
  readonly #jobs: Job[] = [];
  readonly #workerUrl: URL;
  readonly #onIdle: () => void;
  #worker: Worker | undefined;
  #current: Job | undefined;
  #sent = 0;

  constructor(workerUrl: URL, onIdle: () => void) {
    this.#workerUrl = workerUrl;
    this.#onIdle = onIdle;
  }

  get isLoaded(): boolean {
    return this.#worker !== undefined;
  }

  get isIdle(): boolean {
    return this.#jobs.length === 0;
  }

  add(job: Job): void {
    this.#jobs.push(job);
    this.#sendNext();
  }

  /** Ends the thread; whoever waits is told so. */
  async stop(reason: string): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#fail(reason);
    await worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(this.#workerUrl, { name: "encoder" });
    worker.unref();
    worker.on("message", (message: unknown) => {
      if (worker === this.#worker) this.#receive(message);
    });
    worker.on("error", (error: unknown) => this.#lose(worker, messageOf(error)));
    worker.on("exit", () => this.#lose(worker, "its thread ended"));
    return worker;
  }

  /** A thread that died is forgotten; the next text starts another. */
  #lose(worker: Worker, reason: string): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    this.#fail(`The encoder stopped: ${reason}. Questions are answered by words until it runs again.`);
  }

  #fail(message: string): void {
    this.#current = undefined;
    for (const job of this.#jobs.splice(0)) job.reject(new EncoderError(message));
  }

  /** The job with the fewest texts left goes first: a question is one text, a batch waits. */
  #sendNext(): void {
    if (this.#current) return;
    const left = (job: Job): number => job.texts.length - job.vectors.length;
    const job = this.#jobs.toSorted((one, other) => left(one) - left(other))[0];
    if (!job) {
      this.#worker?.unref();
      return this.#onIdle();
    }
    this.#current = job;
    this.#sent += 1;
    this.#worker ??= this.#start();
    this.#worker.ref();
    this.#worker.postMessage({ id: this.#sent, text: shorten(job.texts[job.vectors.length] ?? "") });
  }

  #receive(message: unknown): void {
    const parsed = encoderResponse.safeParse(message);
    const job = this.#current;
    if (!parsed.success || !job || parsed.data.id !== this.#sent) return;
    this.#current = undefined;
    if ("failure" in parsed.data) {
      this.#finish(job, () =>
        job.reject(new EncoderError(`The encoder failed: ${"failure" in parsed.data ? parsed.data.failure : ""}`)),
      );
    } else {
      job.vectors.push(parsed.data.vector);
      if (job.vectors.length === job.texts.length) this.#finish(job, () => job.resolve(job.vectors));
    }
    this.#sendNext();
  }

  #finish(job: Job, settle: () => void): void {
    this.#jobs.splice(this.#jobs.indexOf(job), 1);
    settle();
  }
}

/**
 * The sentence encoder whose weights come inside a package (Universal Sentence Encoder lite, English). Nothing is loaded
 * until the first text; the thread ends after ten idle minutes and when it crashes, and starts again when it is needed.
 */
export function createOfflineEmbedder(options: OfflineEmbedderOptions = {}): OfflineEmbedder {
  const startTimer = options.startTimer ?? startUnrefTimer;
  const workerUrl = options.workerUrl ?? new URL("./encoder-worker.ts", import.meta.url);
  const idleMs = options.idleMs ?? 600_000;
  let stopTimer: (() => void) | undefined;
  let isClosed = false;
  const thread = new EncoderThread(workerUrl, () => {
    stopTimer?.();
    stopTimer = startTimer(() => {
      if (thread.isIdle) void thread.stop("The encoder was idle.");
    }, idleMs);
  });
  return {
    model: offlineModel,
    dimensions: offlineDimensions,
    isLoaded: () => thread.isLoaded,
    embed: (texts) => {
      if (isClosed) return Promise.reject(new EncoderError("The encoder is closed."));
      if (texts.length === 0) return Promise.resolve([]);
      stopTimer?.();
      return new Promise((resolve, reject) => thread.add({ texts, vectors: [], resolve, reject }));
    },
    close: async () => {
      isClosed = true;
      stopTimer?.();
      await thread.stop("The encoder was closed.");
    },
  };
}
