/** Rows in one statement: with at most twenty columns well below the 32,766 parameters that SQLite takes. */
const batchSize = 400;

/** Cuts a list into parts that fit one statement. An empty list has no parts. */
export function batchesOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / batchSize) }, (_, index) =>
    items.slice(index * batchSize, (index + 1) * batchSize),
  );
}
