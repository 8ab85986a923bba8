import { endianness } from "node:os";
import { StoreError } from "../../core/errors.ts";
import type { DocumentReader, StoreTransaction } from "../../core/store.ts";
import { batchesOf } from "./batches.ts";
import { raiseIndexGeneration } from "./document-writes.ts";
import type { StoreDatabase } from "./schema.ts";

const bytesPerFloat = 4;

/** Texts of current passages without a vector of the model, oldest passage first, each text once. */
export async function readPassagesWithoutVector(
  db: StoreDatabase,
  model: string,
  limit: number,
): ReturnType<DocumentReader["passagesWithoutVector"]> {
  const missing = await db
    .selectFrom("passage")
    .innerJoin("document_version", "document_version.number", "passage.version")
    .select((eb) => eb.fn.min("passage.number").as("number"))
    .where("document_version.closedSeq", "is", null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("embedding")
            .select("embedding.model")
            .whereRef("embedding.sha256", "=", "passage.sha256")
            .where("embedding.model", "=", model),
        ),
      ),
    )
    .groupBy("passage.sha256")
    .orderBy("number")
    .limit(limit)
    .execute();
  const texts = [];
  for (const batch of batchesOf(missing.map((row) => row.number))) {
    const rows = db.selectFrom("passage").select(["sha256", "text"]).where("number", "in", batch).orderBy("number");
    texts.push(...(await rows.execute()));
  }
  return texts;
}

/** A page of the current passages' vectors of the model, in order of passage id. */
export async function readVectors(
  db: StoreDatabase,
  model: string,
  page: { readonly afterId: string; readonly limit: number },
): ReturnType<DocumentReader["vectors"]> {
  const rows = await db
    .selectFrom("passage")
    .innerJoin("embedding", "embedding.sha256", "passage.sha256")
    .select(["passage.id", "embedding.dimensions", "embedding.vector"])
    .where("passage.id", ">", page.afterId)
    // A condition rather than a join, so that the passages are walked in order of id and the page ends early.
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom("document_version")
          .select("document_version.number")
          .whereRef("document_version.number", "=", "passage.version")
          .where("document_version.closedSeq", "is", null),
      ),
    )
    .where("embedding.model", "=", model)
    .orderBy("passage.id")
    .limit(page.limit)
    .execute();
  return rows.map((row) => ({ passageId: row.id, vector: floatsOf(row.vector, row.dimensions) }));
}

/** Stores vectors under the hash of their text, replacing earlier ones of the same model. */
export async function putVectors(
  db: StoreDatabase,
  model: string,
  vectors: Parameters<StoreTransaction["putVectors"]>[1],
): Promise<void> {
  const rows = vectors.map(({ sha256, vector }) => {
    checkVector(vector);
    return { sha256, model, dimensions: vector.length, vector: bytesOf(vector) };
  });
  for (const batch of batchesOf(rows)) {
    await db
      .insertInto("embedding")
      .values(batch)
      .onConflict((conflict) =>
        conflict.columns(["sha256", "model"]).doUpdateSet((eb) => ({
          dimensions: eb.ref("excluded.dimensions"),
          vector: eb.ref("excluded.vector"),
        })),
      )
      .execute();
  }
  if (rows.length > 0) await raiseIndexGeneration(db);
}

function checkVector(vector: Float32Array): void {
  if (vector.length > 0 && vector.every(Number.isFinite)) return;
  throw new StoreError("store-misuse", "A vector is empty or holds NaN or infinity. Drop it and embed the text again.");
}

function bytesOf(vector: Float32Array): Uint8Array {
  return littleEndian(Buffer.from(vector.slice().buffer));
}

function floatsOf(bytes: Uint8Array, dimensions: number): Float32Array {
  if (bytes.byteLength !== dimensions * bytesPerFloat) {
    throw new StoreError("store-corrupt", "A stored vector has the wrong length. Delete the vectors and embed again.");
  }
  // A copy, because a Float32Array needs an offset that is a multiple of four, which a blob need not have.
  return new Float32Array(littleEndian(Buffer.from(Uint8Array.from(bytes).buffer)).buffer, 0, dimensions);
}

function littleEndian(bytes: Buffer<ArrayBuffer>): Buffer<ArrayBuffer> {
  return endianness() === "LE" ? bytes : bytes.swap32();
}
