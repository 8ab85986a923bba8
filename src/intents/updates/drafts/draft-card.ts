import type { ActionButton } from "../../../core/action.ts";
import type { Knowledge } from "../../../core/knowledge.ts";
import type { DraftNote } from "../../../core/marks.ts";
import type { Block, LabelledValue, Reply } from "../../../core/reply.ts";
import type { UpdateDraft, UpdateFields } from "../../../core/update.ts";
import { actions, bannerFor, button, notice, say } from "../../replies.ts";
import { sayList } from "../../../answer/say-value.ts";
import { describeChange, labelledFields, missingFields } from "../describe-fields.ts";
import { titleOf } from "./draft.ts";
import { sayPersonalData } from "../personal-data.ts";

/** What a draft's card is drawn with. */
export interface CardView {
  readonly knowledge: Knowledge;
  readonly note: DraftNote;
  /** What the update says that the draft would amend. */
  readonly before?: UpdateFields | undefined;
  /** Said above the fields: what became of an edit, who has to confirm. */
  readonly remarks?: readonly string[];
  /** Whoever sees the card cannot confirm it. */
  readonly isWaiting?: boolean;
}

/** An open draft: every field with its words, what is missing, what has to come out, and what can be done. */
export function draftCard(draft: UpdateDraft, view: CardView): Reply {
  const { proposed, question } = draft;
  const { knowledge, note, remarks = [] } = view;
  const blocks: readonly Block[] = question
    ? [...headOf(draft, view), notice(question.text), ...choicesOf(draft), ...fieldsOf(draft, view)]
    : [...headOf(draft, view), ...fieldsOf(draft, view), ...warningsOf(draft, view), ...buttonsOf(draft, view)];
  return say({
    intent: intentOf(draft),
    outcome: question ? "askedBack" : "proposed",
    blocks: [...remarks.map((remark) => notice(remark)), ...blocks],
    onlyYou: note.isPrivate === true,
    banner: bannerFor(
      [proposed.pilot, proposed.programme, ...(question?.choices ?? []).map(({ value }) => value)],
      knowledge,
    ),
    marking: proposed.marking,
  });
}

/** A draft that is decided: how it ended, with what it said. */
export function endedCard(
  draft: UpdateDraft,
  ending: string,
  view: Pick<CardView, "knowledge" | "note" | "before"> & { readonly buttons?: readonly ActionButton[] },
): Reply {
  const { proposed, amends } = draft;
  // What a change changed from is not known any more once it is undone.
  const fields = amends !== undefined && !view.before ? [] : fieldsOf(draft, view);
  return say({
    intent: intentOf(draft),
    blocks: [...headOf(draft, view), notice(ending), ...fields, ...actions(view.buttons ?? [])],
    onlyYou: view.note.isPrivate === true,
    banner: bannerFor([proposed.pilot, proposed.programme], view.knowledge),
    marking: proposed.marking,
  });
}

function intentOf({ amends }: UpdateDraft): "amendUpdate" | "logUpdate" {
  return amends === undefined ? "logUpdate" : "amendUpdate";
}

function headOf(
  { proposed, amends, onBehalfOf }: UpdateDraft,
  { knowledge }: Pick<CardView, "knowledge">,
): readonly Block[] {
  const title = titleOf(proposed, knowledge);
  const text = amends === undefined ? `Update for ${title}` : `Change to ${amends}: ${title}`;
  const behalf = onBehalfOf === undefined ? [] : [notice("Sent on by somebody other than its author.")];
  return [{ kind: "heading", text }, ...behalf];
}

function fieldsOf(
  { proposed, text }: UpdateDraft,
  { knowledge, before }: Pick<CardView, "knowledge" | "before">,
): readonly Block[] {
  const { spans } = proposed;
  const fields: readonly LabelledValue[] = before
    ? describeChange(before, proposed, knowledge).map(({ label, value }) => ({ label, value, citations: [] }))
    : labelledFields(proposed, { knowledge, text, spans });
  const marking = proposed.marking === undefined ? [] : [{ label: "Marking", value: proposed.marking, citations: [] }];
  return fields.length + marking.length === 0 ? [] : [{ kind: "fields", fields: [...fields, ...marking] }];
}

function warningsOf(draft: UpdateDraft, { knowledge, note, before }: CardView): readonly Block[] {
  const { proposed, text, amends } = draft;
  const missing = amends === undefined ? missingFields(proposed) : [];
  const personal = sayPersonalData(text, proposed.personalData);
  const closed = knowledge.subject(note.closedFor ?? "");
  return [
    ...(missing.length > 0
      ? [notice(`Not said: ${sayList(missing)}. Add what is missing with Edit, or leave it out.`)]
      : []),
    ...(before && describeChange(before, proposed, knowledge).length === 0 ? [notice("This changes nothing.")] : []),
    ...(closed && closed.id === proposed.programme
      ? [notice(`${closed.name} is not running any more; this is logged all the same.`)]
      : []),
    ...(personal.length > 0
      ? [
          notice(
            `Personal data must not be recorded. Take this out first: ${sayList(personal)}. “Remove it” does it for you, here and in the words that are kept.`,
            "warning",
          ),
        ]
      : []),
  ];
}

function choicesOf({ id, hash, question }: UpdateDraft): readonly Block[] {
  const choices = (question?.choices ?? []).map(({ value, label }) =>
    button(label, { verb: "choose", target: id, hash, value }),
  );
  const others = question?.field === "closed" ? [] : [editButton({ id, hash }), discardButton({ id, hash })];
  return actions([...choices, ...others]);
}

function buttonsOf({ id, hash, proposed }: UpdateDraft, { isWaiting = false }: CardView): readonly Block[] {
  const first =
    proposed.personalData.length > 0
      ? [button("Remove it", { verb: "edit", target: id, hash, value: removePersonal }, { style: "primary" })]
      : isWaiting
        ? []
        : [button("Confirm", { verb: "confirm", target: id, hash }, { style: "primary" })];
  return actions([...first, editButton({ id, hash }), discardButton({ id, hash })]);
}

/** The value of the action that takes personal data out of a draft. */
export const removePersonal = "removePersonalData";

function editButton({ id, hash }: Pick<UpdateDraft, "id" | "hash">): ActionButton {
  return button("Edit", { verb: "edit", target: id, hash });
}

function discardButton({ id, hash }: Pick<UpdateDraft, "id" | "hash">): ActionButton {
  return button("Discard", { verb: "discard", target: id, hash }, { style: "danger" });
}
