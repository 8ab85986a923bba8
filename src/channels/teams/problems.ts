/** What is wrong with the channel now, in whole sentences for `doctor`; nothing in them names a person or quotes a message. */
export interface Problems {
  /** Says what is wrong, in place of what was said under this name before. */
  report(name: ProblemName, sentence: string): void;
  clear(name: ProblemName): void;
  /** Counts one more thing that a problem is about; `sentence` says it for that many. */
  add(name: ProblemName, id: string, sentence: (count: number) => string): void;
  /** The thing is all right again. */
  remove(name: ProblemName, id: string): void;
  list(): readonly string[];
}

/** What can be wrong. */
export type ProblemName =
  | "keys"
  | "token"
  | "unreachable"
  | "notInstalled"
  | "targeted"
  | "nowhere"
  | "roster"
  | "tenant"
  | "serviceUrl";

/** Enough to count by, and no more than a long outage may fill. */
const mostIds = 1000;

/** No problems yet. */
export function createProblems(): Problems {
  const sentences = new Map<ProblemName, string>();
  const counted = new Map<ProblemName, { readonly ids: Set<string>; sentence: (count: number) => string }>();
  return {
    report: (name, sentence) => void sentences.set(name, sentence),
    clear(name) {
      sentences.delete(name);
      counted.delete(name);
    },
    add(name, id, sentence) {
      const known = counted.get(name) ?? { ids: new Set<string>(), sentence };
      if (known.ids.size < mostIds) known.ids.add(id);
      counted.set(name, { ids: known.ids, sentence });
    },
    remove: (name, id) => void counted.get(name)?.ids.delete(id),
    list: () => [
      ...sentences.values(),
      ...[...counted.values()].filter(({ ids }) => ids.size > 0).map(({ ids, sentence }) => sentence(ids.size)),
    ],
  };
}
