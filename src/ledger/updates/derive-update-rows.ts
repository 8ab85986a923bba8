import type { DerivedRow, StoredRow } from "../../core/store.ts";
import { keyedRows, shortHash } from "../derive-rows.ts";
import { wordsOfField } from "./field-words.ts";
import { updateAttributes } from "./update-attributes.ts";
import { singleDay, statementsOf, type FieldStatement } from "./update-facts.ts";
import type { StatedUpdate } from "./update-payload.ts";

/** The name under which the rows of an update are kept, apart from those of imported records. */
export function updateRecordKey(id: string): string {
  return `update:${id}`;
}

/** The rows that an update stands for, in order of key: the update itself and a fact for everything it states. Pure. */
export function deriveUpdateRows(update: StatedUpdate): readonly StoredRow[] {
  return keyedRows([
    { table: "update", update },
    ...factsStated(update).map(({ fact }): DerivedRow => ({ table: "fact", fact })),
  ]);
}

/** A fact of an update before the event that records it. */
type UnrecordedFact = Extract<DerivedRow, { readonly table: "fact" }>["fact"];

/** Every statement of an update with the fact that it becomes, in the order in which the update states them. Pure. */
export function factsStated(
  update: StatedUpdate,
): readonly { readonly statement: FieldStatement; readonly fact: UnrecordedFact }[] {
  return statementsOf(update.fields).map((statement) => ({ statement, fact: factOf(update, statement) }));
}

const periodAttributes = new Set<string>(
  updateAttributes.filter(({ validity }) => validity === "period").map(({ id }) => id),
);

/** The class of source of everything that updates state: a later update replaces an earlier one, whoever wrote it. */
const updateSourceClass = "update";

function factOf(update: StatedUpdate, { attribute, field, value, part, unit }: FieldStatement): UnrecordedFact {
  const { id, pilot, postedAt, message, text, spans = [], audience, marking } = update;
  const validity = validityOf(update, attribute);
  const words = text === undefined ? undefined : wordsOfField(text, spans, field);
  return {
    id: `f-${shortHash([id, attribute, part ?? null, value, unit ?? null, validity])}`,
    subject: pilot,
    attribute,
    ...(part !== undefined && { part }),
    value,
    ...(unit !== undefined && { unit }),
    ...validity,
    sourceClass: updateSourceClass,
    sources: [],
    lowConfidence: false,
    trust: "official",
    audience,
    ...(marking !== undefined && { marking }),
    update: id,
    postedAt,
    ...(message?.permalink !== undefined && { permalink: message.permalink }),
    ...(words !== undefined && { words }),
  };
}

/** A point holds from the update's day on; a figure belongs to the days that the update reports on. */
function validityOf({ fields, validFrom }: StatedUpdate, attribute: string) {
  if (!periodAttributes.has(attribute)) return { validFrom };
  const { period } = fields;
  const { from, to } = period && period.from < period.to ? period : singleDay(validFrom);
  return { validFrom: from, validTo: to };
}
