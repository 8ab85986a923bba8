/** Reads one of many by a key. */
export interface SharedRead<Key, Value> {
  /** What makes two keys the same. */
  readonly nameOf: (key: Key) => string;
  /** Reads all that were asked for, by name; what there is not is left out. */
  readonly load: (keys: readonly Key[]) => Promise<ReadonlyMap<string, Value>>;
}

/**
 * A read that costs one query for all that is asked for in the same moment: for a store where each query is a journey. Nothing is
 * kept, so that every answer is as new as the question.
 */
export function shareReads<Key, Value>({
  nameOf,
  load,
}: SharedRead<Key, Value>): (key: Key) => Promise<Value | undefined> {
  let asked: { readonly keys: Map<string, Key>; readonly found: Promise<ReadonlyMap<string, Value>> } | undefined;

  function gather(): NonNullable<typeof asked> {
    const keys = new Map<string, Key>();
    const found = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      asked = undefined;
      return load([...keys.values()]);
    });
    return { keys, found };
  }

  return async (key) => {
    asked ??= gather();
    const name = nameOf(key);
    asked.keys.set(name, key);
    return (await asked.found).get(name);
  };
}

/** A read of anything by arguments that are plain data: whoever asks for the very same in the same moment shares one query. */
export function shareSame<Arguments extends readonly unknown[], Result>(
  read: (...args: Arguments) => Promise<Result>,
): (...args: Arguments) => Promise<Result> {
  const shared = shareReads<Arguments, { readonly result: Promise<Result> }>({
    nameOf: (args) => JSON.stringify(args),
    load: (asked) =>
      Promise.resolve(new Map(asked.map((args) => [JSON.stringify(args), { result: read(...args) }] as const))),
  });
  return async (...args) => (await shared(args))?.result ?? read(...args);
}
