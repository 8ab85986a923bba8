import { parentPort } from "node:worker_threads";

// A stand-in for the encoder's thread: the vector says which thread answered, in which order, and how many words it got.
let answered = 0;

parentPort?.on("message", (message: { readonly id: number; readonly text: string }) => {
  const { id, text } = message;
  if (text === "crash") throw new Error("out of memory");
  if (text === "exit") process.exit(1);
  if (text === "fail") return parentPort?.postMessage({ id, failure: "no such token" });
  answered += 1;
  return parentPort?.postMessage({ id, vector: Float32Array.of(answered, text.split(" ").filter(Boolean).length) });
});
