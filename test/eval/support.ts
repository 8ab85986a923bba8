import type { BatchCitation } from "./batch-answer.ts";
import {
  namesOfRecord,
  type DocumentText,
  type KnowledgeFiles,
  type Statement,
  type SubjectRecord,
} from "./knowledge-files.ts";
import { hasName } from "./names.ts";

/** What a citation says, read from the knowledge folder itself. */
export interface Support {
  readonly kind: BatchCitation["kind"];
  /** The words that must carry the sentence: the quote without Markdown, or each statement of the record as a sentence. */
  readonly words: readonly string[];
  /** What may be taken from beside the words: titles, headings, names and dates of source, subject and programme. */
  readonly about: string;
  /** The records it speaks of: the subjects of facts, the programme and participation of a document. */
  readonly subjects: readonly SubjectRecord[];
  /** How many facts it may stand for. */
  readonly facts: number;
}

/** A citation that does not hold, and why. */
export interface Fault {
  readonly fault: string;
}

/** Looks a citation up in the knowledge folder. */
export function findSupport(citation: BatchCitation, knowledge: KnowledgeFiles): Support | Fault {
  return citation.kind === "passage" ? passageSupport(citation, knowledge) : factSupport(citation, knowledge);
}

/** The text of a quote as it is shown: without Markdown's marks, white space single. */
function plainWords(quote: string): string {
  return quote
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/^\s*(?:#{1,6}|[-*+>]|\d{1,2}[.)])\s+/gm, "")
    .replaceAll(/[*_`|]+/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
}

function passageSupport(citation: BatchCitation, knowledge: KnowledgeFiles): Support | Fault {
  const document = knowledge.documents.get(citation.documentId ?? "");
  if (!document) return { fault: `there is no document ${citation.documentId}` };
  const { start = 0, end = 0 } = citation;
  if (citation.quote.trim() === "") return { fault: "the quote is empty" };
  if (document.raw.slice(start, end) !== citation.quote) {
    return { fault: `${citation.documentId} does not say the quote at ${start} to ${end}` };
  }
  const { front } = document;
  const named = knowledge.sources.get(front.source ?? "");
  const trust = front.trust ?? named?.trust ?? "unsigned";
  const linkFault = judgeLink(citation, trust, [front.url, named?.url]);
  if (linkFault !== undefined) return { fault: linkFault };
  const subjects = subjectsOf([front.programme, front.participation], knowledge);
  const source = [front.sourceTitle, front.publisher, front.published, named?.title, named?.publisher];
  const beside = [front.title, ...source, ...headingsBefore(document, start), ...subjects.flatMap(namesOfRecord)];
  return { kind: "passage", words: [plainWords(citation.quote)], about: join(beside), subjects, facts: 1 };
}

/** A source that is unsigned or reworded is named and never linked; any other link is the one on file. */
function judgeLink(
  citation: BatchCitation,
  trust: string,
  onFile: readonly (string | undefined)[],
): string | undefined {
  if (citation.url === undefined) return undefined;
  if (trust === "spun" || trust === "unsigned") return `a source of trust ${trust} is linked`;
  return onFile.includes(citation.url) ? undefined : `the link ${citation.url} is not the one on file`;
}

/** The headings that the text at an offset stands under, the document's first among them. */
function headingsBefore({ raw }: DocumentText, start: number): readonly string[] {
  const open: string[] = [];
  for (const [, marks, title] of raw.slice(0, start).matchAll(/^(#{1,6})\s+(.+)$/gm)) {
    const level = marks?.length ?? 1;
    open.splice(level - 1);
    open[level - 1] = plainWords(title ?? "");
  }
  return open.filter((heading) => heading !== undefined);
}

function factSupport(citation: BatchCitation, knowledge: KnowledgeFiles): Support | Fault {
  const subject = knowledge.subjects.get(citation.subject ?? "");
  if (!subject) return { fault: `there is no record ${citation.subject}` };
  const attribute = citation.attribute ?? "";
  if (!subject.facts[attribute]) return { fault: `${subject.id} has no ${attribute}` };
  const records = [subject, ...recordsQuoted(citation, subject, knowledge)];
  const stated = records.map((record) => ({ record, statements: statementsCited(citation, record, knowledge) }));
  const statements = stated.flatMap(({ statements }) => statements);
  const sources = statements.flatMap(({ sources }) => sources).map((id) => knowledge.sources.get(id));
  const weak = sources.every((source) => source?.trust === "spun" || source?.trust === "unsigned");
  const links = sources.map((source) => source?.url);
  const linkFault = judgeLink(citation, weak ? "spun" : "official", links);
  if (linkFault !== undefined) return { fault: linkFault };
  const programmes = subjectsOf([...new Set(records.map(({ programme }) => programme))], knowledge);
  const subjects = [...records, ...programmes];
  const beside = [
    ...sources.flatMap((source) => [source?.title, source?.publisher, source?.published, source?.note]),
    ...subjects.flatMap(namesOfRecord),
    ...subjectsOf(
      records.flatMap(({ councils }) => councils),
      knowledge,
    ).flatMap(namesOfRecord),
    knowledge.attributes.get(attribute)?.label,
  ];
  const words = stated.flatMap(({ record, statements }) =>
    statements.flatMap((statement) => sayStatement(record, attribute, statement, knowledge)),
  );
  return { kind: "fact", words, about: join(beside), subjects, facts: statements.length };
}

/**
 * The other records that one citation stands for: they state the same attribute by the same source, and the quote names
 * them. Whether they state what the sentence says is then read from the records, not from the quote.
 */
function recordsQuoted(
  citation: BatchCitation,
  subject: SubjectRecord,
  knowledge: KnowledgeFiles,
): readonly SubjectRecord[] {
  return [...knowledge.subjects.values()].filter(
    (record) =>
      record.id !== subject.id &&
      record.list === subject.list &&
      record.programme === subject.programme &&
      (record.facts[citation.attribute ?? ""] ?? []).some((statement) => isFrom(citation, statement, knowledge)) &&
      namesOfRecord(record).some((name) => hasName(citation.quote, name)),
  );
}

function isFrom(citation: BatchCitation, { sources }: Statement, knowledge: KnowledgeFiles): boolean {
  return sources.some((id) => knowledge.sources.get(id)?.title === citation.title);
}

/** The statements of a record that name the source which the citation names; where none does, all of them. */
function statementsCited(
  citation: BatchCitation,
  { facts }: SubjectRecord,
  knowledge: KnowledgeFiles,
): readonly Statement[] {
  const all = facts[citation.attribute ?? ""] ?? [];
  const cited = all.filter((statement) => isFrom(citation, statement, knowledge));
  return cited.length > 0 ? cited : all;
}

const hedges: Readonly<Record<string, string>> = { about: "about ", upTo: "up to ", atLeast: "at least " };

/** A statement in the words of its attribute, then its note and when it was true. */
function sayStatement(
  subject: SubjectRecord,
  attributeId: string,
  { value, note, from, to }: Statement,
  knowledge: KnowledgeFiles,
): readonly string[] {
  const attribute = knowledge.attributes.get(attributeId);
  const said = sayWritten(value, attribute?.kind, knowledge);
  const measured = attribute?.unit === undefined ? said : `${said} ${attribute.unit}`;
  const sentence = (attribute?.sentence ?? "{subject}: {value}.")
    .replace("{subject}", subject.name)
    .replace("{value}", measured)
    .replace("{programme}", knowledge.subjects.get(subject.programme ?? "")?.name ?? "");
  const denial = value === false ? " not" : "";
  const validity = [from && `from ${from}`, to && `to ${to}`].filter((part) => part !== undefined);
  return [`${sentence}${denial}`, ...(note === undefined ? [] : [note]), ...validity];
}

/** A value as the record writes it, in words. */
function sayWritten(value: unknown, kind: string | undefined, knowledge: KnowledgeFiles): string {
  if (Array.isArray(value)) return value.map((item) => sayWritten(item, kind, knowledge)).join(", ");
  if (typeof value === "object" && value !== null) return sayAmount(new Map(Object.entries(value)));
  if (kind === "percent") return `${String(value)}%`;
  if (kind?.startsWith("reference")) {
    const subject = knowledge.subjects.get(String(value));
    return subject ? namesOfRecord(subject).join(", ") : String(value);
  }
  return String(value);
}

function sayAmount(money: ReadonlyMap<string, unknown>): string {
  const [amount, to, qualifier] = [money.get("amount"), money.get("to"), money.get("qualifier")].map(String);
  if (qualifier === "range") return `between ${amount} and ${to}`;
  return `${hedges[qualifier ?? ""] ?? ""}${amount}`;
}

function subjectsOf(ids: readonly (string | undefined)[], knowledge: KnowledgeFiles): readonly SubjectRecord[] {
  return ids.map((id) => knowledge.subjects.get(id ?? "")).filter((subject) => subject !== undefined);
}

function join(parts: readonly (string | undefined)[]): string {
  return parts.filter(Boolean).join("; ");
}
