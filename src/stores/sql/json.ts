import { StoreError } from "../../core/errors.ts";

declare const content: unique symbol;

/** JSON kept in a text column; the type remembers what was written, so that reading gives it back. */
export type JsonText<Value> = string & { readonly [content]?: Value };

/** Writes a value for a JSON column. Keys that are undefined are left out. */
export function toJson<Value>(value: Value): JsonText<Value> {
  return JSON.stringify(value) ?? "null";
}

/**
 * Reads a JSON column. The column's declared type is believed, as Kysely believes that of every other column: only this
 * program writes the store. Throws `store-corrupt` where the text is not JSON.
 */
export function fromJson<Value>(text: JsonText<Value>): Value;
export function fromJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (cause) {
    throw new StoreError(
      "store-corrupt",
      "A stored value is not valid JSON, so the store was damaged or edited by hand. Restore the last backup.",
      { cause },
    );
  }
}
