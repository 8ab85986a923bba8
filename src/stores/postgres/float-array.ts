import { Buffer } from "node:buffer";
import { StoreError } from "../../core/errors.ts";

const bytesPerFloat = 4;

/*
 * The store's only binary column holds vectors: 32-bit floats, little-endian. PostgreSQL keeps them as real[], so that
 * pgvector can index them; they are turned here, at the driver, and the queries never see the difference.
 */

/** A vector's bytes as the text of a `real[]`. Nine digits say every 32-bit float exactly. */
export function floatArrayText(bytes: Uint8Array): string {
  if (bytes.byteLength % bytesPerFloat !== 0) {
    throw new StoreError("store-misuse", "Bytes that are no 32-bit floats cannot be stored. Store them as text.");
  }
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const floats = Array.from({ length: bytes.byteLength / bytesPerFloat }, (_, index) =>
    floatText(buffer.readFloatLE(index * bytesPerFloat)),
  );
  return `{${floats.join(",")}}`;
}

// Zero keeps its sign, so that an export has the same bytes as the store it came from.
function floatText(value: number): string {
  return Object.is(value, -0) ? "-0" : String(Number(value.toPrecision(9)));
}

/** The bytes of a vector that PostgreSQL gave as the text of a `real[]`. */
export function bytesOfFloatArray(text: string): Uint8Array {
  const inner = text.slice(1, -1);
  const values = inner === "" ? [] : inner.split(",");
  const bytes = Buffer.alloc(values.length * bytesPerFloat);
  for (const [index, value] of values.entries()) bytes.writeFloatLE(Number(value), index * bytesPerFloat);
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
