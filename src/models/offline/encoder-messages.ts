import { z } from "zod";

/** What the encoder's thread is sent: one text at a time, so that a question never waits behind a batch. */
export const encoderRequest = z.object({ id: z.number(), text: z.string() });

/** What it answers: the vector's numbers, or why there is none. */
export const encoderResponse = z.union([
  z.object({ id: z.number(), vector: z.instanceof(Float32Array) }),
  z.object({ id: z.number(), failure: z.string() }),
]);
