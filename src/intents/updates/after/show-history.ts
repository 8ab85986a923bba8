import { sayDate } from "../../../answer/say-value.ts";
import type { Block, LabelledValue } from "../../../core/reply.ts";
import { dayOf } from "../../../core/time.ts";
import type { ConfirmedUpdate, UpdateVersion } from "../../../core/update.ts";
import type { Handling } from "../../desk-parts.ts";
import { bannerFor, notice, say, sayNo } from "../../replies.ts";
import { describeChange, describeFields } from "../describe-fields.ts";
import { titleOf } from "../drafts/draft.ts";

const londonTime = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

/** Every version of an update that the caller may see: what was done, by whom, when and why. */
export async function showHistory(handling: Handling, id: string): Promise<ReturnType<typeof say>> {
  const { parts, caller, knowledge } = handling;
  const versions = await parts.store.updateVersions({ reader: caller.reader }, id);
  const shown = versions.findLast(({ update }) => update !== undefined)?.update;
  if (versions.length === 0) return sayNo("history", `There is no update ${id} that I can show here.`);
  const title = shown ? `History of ${id}: ${titleOf(shown, knowledge)}` : `History of ${id}`;
  const actors = [...new Set(versions.map(({ actor }) => actor))];
  const people = await Promise.all(actors.map((actor) => parts.store.person(actor)));
  const own = new Set(
    actors.filter((_, index) => people[index] !== undefined && people[index].id === caller.person?.id),
  );
  const blocks = versions.flatMap((version, index): readonly Block[] => {
    const before = versions.slice(0, index).findLast(({ update }) => update !== undefined)?.update;
    return [notice(sayVersion(version, index + 1, own)), ...contentOf(version, before, handling)];
  });
  return say({
    intent: "history",
    outcome: "answered",
    blocks: [{ kind: "heading", text: title }, ...blocks],
    onlyYou: true,
    banner: bannerFor([shown?.pilot, shown?.programme], knowledge),
    marking: shown?.marking,
  });
}

const done = {
  confirmed: "recorded",
  amended: "changed",
  withdrawn: "withdrawn",
  marked: "its message was marked",
} as const;

function sayVersion(
  { kind, at, actor, reason, update }: UpdateVersion,
  number: number,
  own: ReadonlySet<string>,
): string {
  const time = new Date(at);
  const who = own.has(actor) ? "you" : "a colleague";
  const source = kind === "marked" ? sayMark(update?.source) : `${done[kind]} by ${who}`;
  const why = reason === undefined ? "" : ` Reason: ${reason}.`;
  return `${number}. ${sayDate(dayOf(time))} at ${londonTime.format(time)}: ${source}.${why.replace(/\.\.$/, ".")}`;
}

function sayMark(source: ConfirmedUpdate["source"]): string {
  return source === undefined ? "its message is back" : `its message was ${source}`;
}

function contentOf(
  { kind, update }: UpdateVersion,
  before: ConfirmedUpdate | undefined,
  { knowledge }: Handling,
): readonly Block[] {
  if (!update || kind === "marked" || kind === "withdrawn") return [];
  const said = before
    ? describeChange(before.fields, update.fields, knowledge)
    : describeFields(update.fields, knowledge);
  const fields: readonly LabelledValue[] = said.map(({ label, value }) => ({ label, value, citations: [] }));
  return fields.length === 0 ? [] : [{ kind: "fields", fields }];
}
