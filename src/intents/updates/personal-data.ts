import { sayList } from "../../answer/say-value.ts";
import type { PersonalData, PersonalDataKind, ProposedUpdate } from "../../core/update.ts";
import { findPersonalData } from "../../extraction/privacy/personal-data.ts";

const kindWords: Readonly<Record<PersonalDataKind, string>> = {
  name: "a name",
  phone: "a phone number",
  email: "an email address",
  address: "an address",
  postcode: "a postcode",
  nhsNumber: "an NHS number",
  nationalInsurance: "a National Insurance number",
  dateOfBirth: "a date of birth",
};

/** Says what to take out: `a phone number (“07700 900123”)`. */
export function sayPersonalData(text: string, found: readonly PersonalData[]): readonly string[] {
  const said = found.map(({ kind, start, end }) => `${kindWords[kind]} (“${text.slice(start, end)}”)`);
  return [...new Set(said)];
}

/** A stretch of a text that is a name on record, in UTF-16 offsets. */
type Known = Pick<PersonalData, "start" | "end">;

/** What personal data a text holds, in words; undefined for none. `known` are names on record, which are none. */
export function personalDataIn(text: string, known: readonly Known[] = []): string | undefined {
  const found = sayPersonalData(text, findPersonalData(text, known, []));
  return found.length === 0 ? undefined : sayList(found);
}

/** What stands where personal data was. */
function maskFor(kind: PersonalDataKind): string {
  return `[${kindWords[kind].replace(/^an? /, "")} removed]`;
}

/** A text without the personal data in it, and where its other words stand now. */
interface MaskedText {
  readonly text: string;
  /** Where an offset of the text before lies in this one; of a place inside a mask, its start or its end. */
  readonly moved: (offset: number, edge: "start" | "end") => number;
}

/** Takes personal data out of a text. */
export function maskText(text: string, found: readonly PersonalData[]): MaskedText {
  const ordered = withoutOverlaps(found);
  let masked = "";
  let read = 0;
  const pieces: { readonly start: number; readonly end: number; readonly from: number; readonly to: number }[] = [];
  for (const { kind, start, end } of ordered) {
    masked += text.slice(read, start);
    pieces.push({ start, end, from: masked.length, to: masked.length + maskFor(kind).length });
    masked += maskFor(kind);
    read = end;
  }
  const moved = (offset: number, edge: "start" | "end"): number => {
    const inside = pieces.find(({ start, end }) => offset > start && offset < end);
    if (inside) return edge === "start" ? inside.from : inside.to;
    const last = pieces.findLast(({ end }) => end <= offset);
    return last ? offset - last.end + last.to : offset;
  };
  return { text: masked + text.slice(read), moved };
}

function withoutOverlaps(found: readonly PersonalData[]): readonly PersonalData[] {
  const kept: PersonalData[] = [];
  for (const one of found.toSorted((left, right) => left.start - right.start || right.end - left.end)) {
    const last = kept.at(-1);
    if (!last || one.start >= last.end) kept.push(one);
    else kept[kept.length - 1] = { ...last, end: Math.max(last.end, one.end) };
  }
  return kept;
}

/** A proposal and its message without the personal data that was found in them. */
export function removePersonalData(
  text: string,
  proposed: ProposedUpdate,
): { readonly text: string; readonly proposed: ProposedUpdate } {
  const { personalData, spans } = proposed;
  const masked = maskText(text, personalData);
  const words = personalData
    .map(({ kind, start, end }) => ({ mask: maskFor(kind), words: text.slice(start, end).trim() }))
    .filter((one) => one.words !== "")
    .toSorted((left, right) => right.words.length - left.words.length);
  const clean = (said: string): string =>
    words.reduce((rest, one) => rest.replace(patternOf(one.words), () => one.mask), said);
  return {
    text: masked.text,
    proposed: {
      ...mapTexts(proposed, clean),
      personalData: [],
      spans: spans.map(({ field, start, end }) => ({
        field,
        start: masked.moved(start, "start"),
        end: masked.moved(end, "end"),
      })),
    },
  };
}

function patternOf(words: string): RegExp {
  return new RegExp(
    words
      .split(/\s+/)
      .map((word) => RegExp.escape(word))
      .join("\\s+"),
    "gi",
  );
}

/** Every text that somebody wrote in an update, changed by `clean`. */
function mapTexts(proposed: ProposedUpdate, clean: (said: string) => string): ProposedUpdate {
  const { narrative, milestones, metrics, risks, help, nextSteps } = proposed;
  return {
    ...proposed,
    ...(narrative !== undefined && { narrative: clean(narrative) }),
    milestones: milestones.map((milestone) => ({ ...milestone, name: clean(milestone.name) })),
    metrics: metrics.map((metric) => ({ ...metric, name: clean(metric.name) })),
    risks: risks.map((risk) => ({
      ...risk,
      text: clean(risk.text),
      ...(risk.ownerRole !== undefined && { ownerRole: clean(risk.ownerRole) }),
      ...(risk.mitigation !== undefined && { mitigation: clean(risk.mitigation) }),
    })),
    help: help.map(({ department, text }) => ({ department: clean(department), text: clean(text) })),
    nextSteps: nextSteps.map((step) => ({ ...step, text: clean(step.text) })),
  };
}
