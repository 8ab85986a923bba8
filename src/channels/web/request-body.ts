import type { IncomingMessage } from "node:http";
import { RequestProblem } from "./request-problem.ts";

/** The most bytes a request may carry. */
const maxBodyBytes = 64 * 1024;

function tooLarge(): RequestProblem {
  return new RequestProblem(
    413,
    "Too much was sent",
    "A question may have up to 2,000 characters. Shorten it and send it again.",
    { connection: "close" },
  );
}

/**
 * Reads a request's body. Rejects with `RequestProblem`: 413 beyond `maxBytes` (64 KB unless set), 400 where it breaks off. What is too
 * large is read to its end and thrown away, because a client that is still writing would not see the answer.
 */
export async function readRequestBody(request: IncomingMessage, maxBytes = maxBodyBytes): Promise<Buffer> {
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) {
    request.resume();
    throw tooLarge();
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) chunks.push(chunk);
      else reject(tooLarge());
    });
    request.on("end", () => resolve(Buffer.concat(chunks)));
    request.on("error", () => reject(new RequestProblem(400, "The question did not arrive whole", "Send it again.")));
  });
}
