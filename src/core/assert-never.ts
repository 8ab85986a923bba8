/** Marks the end of a switch over a union: a new member becomes a compile error here. */
export function assertNever(value: never): never {
  throw new TypeError(`Unexpected member of a union: ${JSON.stringify(value)}`);
}
