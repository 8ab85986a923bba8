import { lookupWords, type NameEntry } from "./name-entries.ts";
import { singular, type NameToken } from "./name-token.ts";
import type { Spelling } from "./spelling.ts";

/** A name found in a text: the tokens it covers, how many of its words were misspelt, and what it may stand for. */
export interface NameMatch {
  readonly first: number;
  /** Exclusive. */
  readonly end: number;
  readonly typos: number;
  readonly entries: readonly NameEntry[];
}

interface Node {
  readonly next: Map<string, Node>;
  readonly entries: NameEntry[];
}

interface Step {
  readonly node: Node;
  readonly at: number;
  readonly typos: number;
}

/** All names as word sequences, in two trees: names that must be written in this number, and names that may be in either. */
export interface NameTrie {
  /** Every name that begins at a token, misspelt ones included; of any length, in no order. */
  matchesAt(tokens: readonly NameToken[], first: number, spelling: Spelling): readonly NameMatch[];
}

/** Builds the tree over names. */
export function createNameTrie(entries: readonly NameEntry[]): NameTrie {
  const [strict, loose] = [createNode(), createNode()];
  for (const entry of entries) insert(entry.loose ? loose : strict, entry);
  return {
    matchesAt: (tokens, first, spelling) => [
      ...walk(strict, tokens, first, (word) => word, spelling),
      ...walk(loose, tokens, first, singular, spelling),
    ],
  };
}

function createNode(): Node {
  return { next: new Map(), entries: [] };
}

function insert(root: Node, entry: NameEntry): void {
  let node = root;
  for (const word of lookupWords(entry)) {
    const next = node.next.get(word) ?? createNode();
    node.next.set(word, next);
    node = next;
  }
  node.entries.push(entry);
}

function walk(
  root: Node,
  tokens: readonly NameToken[],
  first: number,
  keyOf: (word: string) => string,
  spelling: Spelling,
): readonly NameMatch[] {
  const matches: NameMatch[] = [];
  const open: Step[] = [{ node: root, at: first, typos: 0 }];
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    const { node, at, typos } = step;
    const entries = node.entries.filter((entry) => typos <= allowedTypos(entry));
    if (at > first && entries.length > 0) matches.push({ first, end: at, typos, entries });
    const token = tokens[at];
    if (token === undefined || node.next.size === 0) continue;
    for (const key of new Set(token.forms.map(keyOf))) pushStep(open, node.next.get(key), at + 1, typos);
    if (typos > 1) continue;
    for (const key of new Set(spelling.correct(token).map(keyOf)))
      pushStep(open, node.next.get(key), at + 1, typos + 1);
  }
  return matches;
}

function pushStep(open: Step[], node: Node | undefined, at: number, typos: number): void {
  if (node !== undefined) open.push({ node, at, typos });
}

/** One misspelt word, two in names of four words or more. */
function allowedTypos({ misspelt, words }: NameEntry): number {
  if (!misspelt) return 0;
  return words.length > 3 ? 2 : 1;
}
