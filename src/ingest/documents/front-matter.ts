import { isMap, LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { isAudience, trusts } from "../../core/trust.ts";
import { readDaySpan } from "../../core/time.ts";
import { readLines } from "./span.ts";

const words = z.string().trim().min(1, "is empty").max(500, "is longer than 500 characters");
const id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "is not an id: lower-case letters, digits and hyphens");
const link = z
  .string()
  .refine((text) => /^https?:\/\/\S+$/.test(text) && URL.canParse(text), "is not an http(s) address");

const frontMatterSchema = z.strictObject({
  title: words.optional(),
  source: id.optional(),
  sourceTitle: words.optional(),
  publisher: words.optional(),
  url: link.optional(),
  published: z
    .union([z.string(), z.number().transform(String)])
    .refine((text) => readDaySpan(text) !== undefined, "is not YYYY, YYYY-MM or YYYY-MM-DD")
    .optional(),
  trust: z.enum(trusts, { error: `is not one of ${trusts.join(", ")}` }).optional(),
  programme: id.optional(),
  participation: id.optional(),
  audience: z.string().refine(isAudience, "is not public, programme:<id> or place:<id>").optional(),
  marking: words.optional(),
});

/** What a document's front matter states, validated. */
export type FrontMatter = z.infer<typeof frontMatterSchema>;

/** A rule that a file breaks, and the line where it does. */
export interface Fault {
  readonly line?: number;
  readonly reason: string;
}

/** The front matter of a text and where the text after it begins; `fields` is undefined where there is none. */
export type FrontMatterResult =
  | { readonly fields: FrontMatter | undefined; readonly bodyStart: number }
  | { readonly fault: Fault };

/** Says a zod issue in a sentence that names the field. */
function describeIssue(issue: z.core.$ZodIssue): { readonly field: string | undefined; readonly reason: string } {
  if (issue.code === "unrecognized_keys")
    return {
      field: issue.keys[0],
      reason: `${issue.keys.join(", ")}: no such field; fields are ${Object.keys(frontMatterSchema.shape).join(", ")}`,
    };
  const field = issue.path[0] === undefined ? undefined : String(issue.path[0]);
  const reason = issue.code === "invalid_type" ? `is not a ${issue.expected}` : issue.message;
  return { field, reason: field ? `${field} ${reason}` : "the front matter is not a list of fields" };
}

function readFields(yaml: string): { readonly fields: FrontMatter } | { readonly fault: Fault } {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false });
  const lineOf = (offset: number): number => lines.linePos(offset).line + 1;
  const error = document.errors[0];
  if (error) return { fault: { line: lineOf(error.pos[0]), reason: `not YAML: ${error.message}` } };
  const parsed = frontMatterSchema.safeParse(document.toJS({ maxAliasCount: 0 }) ?? {});
  if (parsed.success) return { fields: parsed.data };
  const issue = parsed.error.issues[0];
  const { field, reason } = issue ? describeIssue(issue) : { field: undefined, reason: "not valid" };
  const pair = isMap(document.contents) ? document.contents.items.find(({ key }) => String(key) === field) : undefined;
  const offset =
    pair && typeof pair.key === "object" && pair.key && "range" in pair.key ? readOffset(pair.key.range) : 0;
  return { fault: { line: lineOf(offset), reason } };
}

function readOffset(range: unknown): number {
  return Array.isArray(range) && typeof range[0] === "number" ? range[0] : 0;
}

/** Reads the front matter at the top of a text: YAML between two lines of three hyphens. Lines are counted in the file. */
export function readFrontMatter(text: string): FrontMatterResult {
  if (!/^---[ \t]*(?:\r\n|\n|\r)/.test(text)) return { fields: undefined, bodyStart: 0 };
  const lines = readLines(text);
  const closing = lines.findIndex((line, at) => at > 0 && /^(?:---|\.\.\.)[ \t]*$/.test(line.text));
  const first = lines[1];
  const last = lines[closing];
  const opening = lines.find((line, at) => at > 0 && line.text.trim() !== "" && !line.text.startsWith("#"));
  // Three hyphens above anything but a field are a line across the page.
  if (!first || !/^[a-zA-Z][\w-]*[ \t]*:/.test(opening?.text ?? "")) return { fields: undefined, bodyStart: 0 };
  if (!last)
    return { fault: { line: 1, reason: "the front matter is not closed: a line of three hyphens is missing" } };
  try {
    const result = readFields(text.slice(first.start, last.start));
    return "fault" in result ? result : { fields: result.fields, bodyStart: lines[closing + 1]?.start ?? text.length };
  } catch {
    // The yaml package throws where aliases are used, which front matter has no need for.
    return { fault: { line: 2, reason: "not YAML that can be read: anchors and aliases are not allowed" } };
  }
}
