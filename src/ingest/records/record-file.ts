import { Alias, isCollection, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, type Document } from "yaml";
import { messageOf } from "../../core/errors.ts";

/** The top-level lists of a record file. */
export const recordLists = [
  "sources",
  "attributes",
  "programmes",
  "participations",
  "councils",
  "departments",
  "people",
  "terms",
] as const;
export type RecordList = (typeof recordLists)[number];

/** Why something in the records folder was not taken in. `field` is a path below the record, or empty for a whole file. */
export interface RecordRefusal {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly record?: string;
  readonly field: string;
  readonly reason: string;
}

/** Where a field stands: `facts.theme.value`, line 12. */
export interface FieldPlace {
  readonly line: number;
  readonly field: string;
}

/** A record as written, before any rule was checked. */
export interface WrittenRecord {
  readonly file: string;
  readonly list: RecordList;
  readonly value: unknown;
  /** Where a path below the record stands, or the nearest place above it that exists. */
  placeOf(path: readonly PropertyKey[]): FieldPlace;
}

/** What a file holds. Refusals here are of the file or of a whole list; a file that is not valid YAML gives no records. */
export interface RecordFile {
  readonly records: readonly WrittenRecord[];
  readonly refused: readonly RecordRefusal[];
}

const maxAliasCount = 100;
const maxReportedErrors = 20;

/** Reads the text of one YAML file. Nothing is thrown: whatever is wrong with it is a refusal with its line. */
export function readRecordFile(file: string, text: string): RecordFile {
  const lines = new LineCounter();
  const refuse = (offset: number, reason: string): RecordRefusal => {
    return { file, line: Math.max(1, lines.linePos(offset).line), field: "", reason };
  };
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "error" });
    const problems = [...document.errors, ...document.warnings].slice(0, maxReportedErrors);
    if (problems.length > 0) {
      return { records: [], refused: problems.map((problem) => refuse(problem.pos[0], yamlReason(problem.message))) };
    }
    return recordsOf(file, document, lines, refuse);
  } catch (error) {
    // Two ways to bring a reader down, both thrown by the parser: too many aliases, and nesting deeper than the stack.
    const reason = error instanceof RangeError ? "It is nested too deeply." : yamlReason(messageOf(error));
    return { records: [], refused: [refuse(0, reason)] };
  }
}

function yamlReason(message: string): string {
  const comma = /unique/.test(message) ? " An amount with a comma inside { } needs quotes." : "";
  return `It is not valid YAML: ${message.replace(/\.?$/, ".")}${comma}`;
}

function recordsOf(
  file: string,
  document: Document,
  lines: LineCounter,
  refuse: (offset: number, reason: string) => RecordRefusal,
): RecordFile {
  const content: unknown = document.toJS({ maxAliasCount });
  if (content === null || content === undefined) return { records: [], refused: [] };
  if (typeof content !== "object" || Array.isArray(content)) {
    return { records: [], refused: [refuse(0, `The file must begin with one of: ${recordLists.join(", ")}.`)] };
  }
  const records: WrittenRecord[] = [];
  const refused: RecordRefusal[] = [];
  for (const [key, items] of Object.entries(content)) {
    const list = recordLists.find((name) => name === key);
    const offset = offsetOf(document, [key]).offset;
    if (list === undefined) refused.push(refuse(offset, `There is no list ${key}. Known: ${recordLists.join(", ")}.`));
    else if (Array.isArray(items)) records.push(...itemsOf(file, list, items, document, lines));
    else if (items !== null) refused.push(refuse(offset, `${key} must be a list: begin every record with a dash.`));
  }
  return { records, refused };
}

function itemsOf(
  file: string,
  list: RecordList,
  items: readonly unknown[],
  document: Document,
  lines: LineCounter,
): readonly WrittenRecord[] {
  return items.map((value, position) => ({
    file,
    list,
    value,
    placeOf: (path) => {
      const found = offsetOf(document, [list, position, ...path]);
      return { line: Math.max(1, lines.linePos(found.offset).line), field: found.path.slice(2).join(".") };
    },
  }));
}

/** Walks down a path as far as it exists. A 0 that finds no list is skipped: one value may be written without its list. */
function offsetOf(document: Document, path: readonly PropertyKey[]): { offset: number; path: readonly string[] } {
  let node: unknown = document.contents;
  let offset = 0;
  const walked: string[] = [];
  for (const [depth, key] of path.entries()) {
    if (node instanceof Alias) node = node.resolve(document);
    if (key === 0 && !isSeq(node)) continue;
    const child = childOf(node, key);
    if (child === undefined) return { offset, path: [...walked, ...path.slice(depth).map(String)] };
    walked.push(String(key));
    offset = startOf(isPair(child) ? child.key : child) ?? offset;
    node = isPair(child) ? child.value : child;
  }
  return { offset, path: walked };
}

function childOf(node: unknown, key: PropertyKey): unknown {
  if (isMap(node)) return node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key));
  return isSeq(node) && typeof key === "number" ? node.items[key] : undefined;
}

function startOf(node: unknown): number | undefined {
  return isScalar(node) || isCollection(node) || node instanceof Alias ? node.range?.[0] : undefined;
}
