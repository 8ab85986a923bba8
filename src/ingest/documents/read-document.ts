import { createHash } from "node:crypto";
import type { DocumentMeta } from "../../core/document.ts";
import type { Source } from "../../core/ledger.ts";
import type { DocumentFormat } from "./blocks.ts";
import { readFrontMatter, type Fault, type FrontMatter } from "./front-matter.ts";

/** A document as read from its file, not yet cut. */
export interface ReadDocument {
  readonly meta: DocumentMeta;
  readonly rawText: string;
  readonly format: DocumentFormat;
  /** Where the text after the front matter begins. */
  readonly bodyStart: number;
  /** A page saved from elsewhere rather than a note written for this folder: adverts are to be expected. */
  readonly isSaved: boolean;
  /** sha256 of the file's bytes, hex. */
  readonly bytesHash: string;
}

/** The largest file that is read: a thousand pages of text. */
export const maxDocumentBytes = 10 * 1024 * 1024;

/** The sentence for a file over the limit. */
export function describeOversize(bytes: number): string {
  return `the file has ${(bytes / 1024 / 1024).toFixed(1)} MB; a document may have ${maxDocumentBytes / 1024 / 1024} MB. Split it.`;
}

function decode(bytes: Uint8Array): { readonly text: string } | { readonly fault: Fault } {
  if (bytes.length > maxDocumentBytes) return { fault: { reason: describeOversize(bytes.length) } };
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isUtf16) return { fault: { reason: "the file is UTF-16, not UTF-8. Save it as UTF-8." } };
  if (bytes.includes(0)) return { fault: { reason: "the file is binary, not text." } };
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.trim() === "" ? { fault: { reason: "the file is empty." } } : { text };
  } catch {
    return { fault: { reason: "the file is not UTF-8. Save it as UTF-8." } };
  }
}

function fileName(id: string): string {
  return (id.split("/").at(-1) ?? id).replace(/\.[a-z]+$/i, "");
}

function firstHeading(text: string): string | undefined {
  const match =
    /^ {0,3}#{1,6}[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*$/m.exec(text) ?? /^(?=\S)(.+?)[ \t]*\r?\n=+[ \t]*$/m.exec(text);
  return match?.[1]?.replace(/[*_`]|\[|\]\([^)]*\)/g, "").slice(0, 500);
}

function resolveMeta(id: string, fields: FrontMatter, source: Source | undefined, fallbackTitle: string): DocumentMeta {
  const sourceTitle = fields.sourceTitle ?? source?.title;
  const publisher = fields.publisher ?? source?.publisher;
  const url = fields.url ?? source?.url;
  const published = fields.published ?? source?.published;
  return {
    id,
    title: fields.title ?? fallbackTitle,
    ...(sourceTitle !== undefined && { sourceTitle }),
    ...(publisher !== undefined && { publisher }),
    ...(url !== undefined && { url }),
    ...(published !== undefined && { published }),
    trust: fields.trust ?? source?.trust ?? "unsigned",
    ...(fields.programme !== undefined && { programme: fields.programme }),
    ...(fields.participation !== undefined && { participation: fields.participation }),
    audience: fields.audience ?? "public",
    ...(fields.marking !== undefined && { marking: fields.marking }),
  };
}

/** The line on which a text's front matter names a field. */
function lineOfField(text: string, field: string): number {
  return text.split(/\r\n|\n|\r/).findIndex((line) => line.startsWith(`${field}:`)) + 1;
}

/** Reads one document from its bytes, or says why it is refused. `sources` resolves the id in its front matter. */
export function readDocument(
  id: string,
  bytes: Uint8Array,
  sources: ReadonlyMap<string, Source>,
): ReadDocument | { readonly fault: Fault } {
  const decoded = decode(bytes);
  if ("fault" in decoded) return decoded;
  const { text } = decoded;
  const front = readFrontMatter(text);
  if ("fault" in front) return front;
  const format: DocumentFormat = id.toLowerCase().endsWith(".txt") ? "plain" : "markdown";
  const sourceId = front.fields?.source;
  const source = sourceId === undefined ? undefined : sources.get(sourceId);
  if (sourceId !== undefined && !source) {
    const reason = `source ${sourceId} is not in the records. Add it to records/, or correct the id.`;
    return { fault: { line: lineOfField(text, "source"), reason } };
  }
  const body = text.slice(front.bodyStart);
  if (body.trim() === "") return { fault: { reason: "there is no text after the front matter." } };
  const heading = format === "markdown" ? firstHeading(body) : undefined;
  return {
    meta: resolveMeta(id, front.fields ?? {}, source, heading ?? fileName(id)),
    rawText: text,
    format,
    bodyStart: front.bodyStart,
    isSaved: front.fields === undefined,
    bytesHash: createHash("sha256").update(bytes).digest("hex"),
  };
}
