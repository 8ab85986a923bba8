import { parentPort, threadId } from "node:worker_threads";

/** A thread that answers `suggestions` with its own id, and does what the text of a question says. */
function hang(): never {
  for (;;);
}

let embedded = 0;
const waiting = new Map<number, number>();
parentPort?.on(
  "message",
  (message: {
    call?: number;
    is?: { kind: string; request?: { text: string } };
    embedded?: number;
    vectors?: Float32Array[];
  }) => {
    const { call, is } = message;
    if (message.embedded !== undefined) {
      const asked = waiting.get(message.embedded);
      return parentPort?.postMessage({ call: asked, result: message.vectors?.map((vector) => [...vector]) });
    }
    if (call === undefined || is === undefined) return;
    const reply = (result: unknown): void => parentPort?.postMessage({ call, result });
    if (is.kind === "suggestions") return reply([`thread ${threadId}`]);
    if (is.kind === "refresh") return reply("vectors: none");
    switch (is.request?.text) {
      case "die":
        return process.exit(1);
      case "throw":
        throw new Error("out of cheese");
      case "hang":
        return hang();
      case "refuse":
        return parentPort?.postMessage({
          call,
          result: undefined,
          failure: { code: "store-locked", message: "The store is locked." },
        });
      case "encode":
        embedded += 1;
        waiting.set(embedded, call);
        return parentPort?.postMessage({ embed: embedded, texts: ["a"] });
      case "die once":
        return threadId % 2 === 0 ? reply("alive") : process.exit(1);
      default:
        return reply(is.request?.text);
    }
  },
);
