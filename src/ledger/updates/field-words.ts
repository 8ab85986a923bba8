import { canonicalJson } from "../../core/canonical-json.ts";
import type { FieldSpan, UpdateFields } from "../../core/update.ts";

/** A quotation longer than this is cut to the words that were pointed at. */
const longestStretch = 240;

/**
 * The words of a message that state a field and everything in it (`metrics.0` for `metrics.0.value`): the stretch from the
 * first to the last, or the pieces joined by dots where they stand far apart. Undefined where nothing points at it.
 */
export function wordsOfField(text: string, spans: readonly FieldSpan[], field: string): string | undefined {
  const own = spans
    .filter((span) => (span.field === field || span.field.startsWith(`${field}.`)) && isWithin(span, text))
    .toSorted((left, right) => left.start - right.start || left.end - right.end);
  const [first] = own;
  if (!first) return undefined;
  const end = closed(text, first.start, Math.max(...own.map((span) => span.end)));
  if (end - first.start <= longestStretch) return text.slice(first.start, end);
  return joined(own)
    .map((span) => text.slice(span.start, span.end))
    .join(" … ");
}

/** The end of a stretch, behind the bracket that closes one that is opened in it: `42 referrals (target 60)`. */
function closed(text: string, start: number, end: number): number {
  const words = text.slice(start, end);
  const isOpen = words.lastIndexOf("(") > words.lastIndexOf(")");
  return isOpen && text.charAt(end) === ")" ? end + 1 : end;
}

function isWithin({ start, end }: FieldSpan, text: string): boolean {
  return start >= 0 && start < end && end <= text.length;
}

/** The spans in order, those that overlap made one. */
function joined(spans: readonly FieldSpan[]): readonly FieldSpan[] {
  const kept: FieldSpan[] = [];
  for (const span of spans) {
    const last = kept.at(-1);
    if (last && span.start <= last.end) kept.splice(-1, 1, { ...last, end: Math.max(last.end, span.end) });
    else kept.push(span);
  }
  return kept;
}

/** The spans whose field says the same before and after a change: the words of a field that was changed by hand are not its own. */
export function spansThatHold(
  spans: readonly FieldSpan[],
  before: UpdateFields,
  after: UpdateFields,
): readonly FieldSpan[] {
  const holds = (field: string): boolean => textAt(before, field) === textAt(after, field);
  return spans.filter(({ field }) => holds(field.split(".").slice(0, 2).join(".")));
}

function textAt(fields: UpdateFields, field: string): string {
  const value = field.split(".").reduce<unknown>((at, key) => {
    if (Array.isArray(at)) return at[Number(key)];
    return typeof at === "object" && at !== null ? new Map(Object.entries(at)).get(key) : undefined;
  }, fields);
  return canonicalJson(value ?? null);
}
