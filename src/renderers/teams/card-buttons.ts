import type { CardElement, IExecuteAction, IShowCardAction, ISubmitAction } from "@microsoft/teams.cards";
import type { ActionButton, ActionCall, ActionVerb } from "../../core/action.ts";
import type { Block, Choice } from "../../core/reply.ts";
import { cleanLine } from "../clean-text.ts";
import { actionData, sayData } from "./button-data.ts";
import { cutLine } from "./cut-text.ts";
import { teamsLimits } from "./limits.ts";
import { inline } from "./markdown.ts";

/** Where a card stands: in a conversation, where a button acts at once or opens a dialog, or in a dialog, where it goes on. */
export type Surface = "message" | "dialog";

type CardAction = IExecuteAction | ISubmitAction | IShowCardAction;

/** What opens a dialog, so that the card that it stands on stays as it is. */
const opening: ReadonlySet<ActionVerb> = new Set([
  "edit",
  "amend",
  "withdraw",
  "newUpdate",
  "correct",
  "why",
  "showSource",
  "more",
  "share",
  "askPerson",
  "helpful",
  "unhelpful",
]);

/** What is for the author of an update and for those who may confirm it. */
const deciding: ReadonlySet<ActionVerb> = new Set([
  "confirm",
  "edit",
  "discard",
  "undo",
  "withdraw",
  "amend",
  "keep",
  "choose",
]);

function opensDialog({ verb, value }: ActionCall): boolean {
  // An edit with a value needs no form: it says itself what to change.
  return opening.has(verb) && !(verb === "edit" && value !== undefined);
}

/** A button before it is drawn. */
export interface DrawnButton extends ActionButton {
  /** How many sources the answer has, where the button shows one. */
  readonly sources?: number;
  /** Seldom wanted: Teams shows it behind one sign. */
  readonly isSecondary?: boolean;
}

/** A button as an action of a card. */
function drawButton(button: DrawnButton, surface: Surface): CardAction {
  const { sure, label } = button;
  if (sure === undefined || cleanLine(sure) === "") return plainButton(button, surface);
  return {
    type: "Action.ShowCard",
    title: titleOf(label),
    card: {
      type: "AdaptiveCard",
      version: "1.5",
      body: [{ type: "TextBlock", text: inline(sure), wrap: true }],
      actions: [plainButton(button, surface)],
    },
  };
}

function plainButton(
  { label, call, style, sources, isSecondary = false }: DrawnButton,
  surface: Surface,
): IExecuteAction | ISubmitAction {
  const title = titleOf(label);
  const look = {
    ...(style !== undefined && { style: style === "primary" ? ("positive" as const) : ("destructive" as const) }),
    ...(isSecondary && { mode: "secondary" as const }),
  };
  const counted = sources === undefined ? {} : { sources };
  if (surface === "dialog") {
    return { type: "Action.Submit", title, ...look, data: actionData(call, counted), associatedInputs: "none" };
  }
  return opensDialog(call)
    ? {
        type: "Action.Submit",
        title,
        ...look,
        data: actionData(call, { opens: true, ...counted }),
        associatedInputs: "none",
      }
    : { type: "Action.Execute", title, ...look, verb: call.verb, data: actionData(call), associatedInputs: "none" };
}

function titleOf(label: string): string {
  return cutLine(label, teamsLimits.buttonTitle) || "Choose";
}

function drawChoice({ label, text }: Choice, surface: Surface): IExecuteAction | ISubmitAction {
  const title = titleOf(label);
  return surface === "dialog"
    ? { type: "Action.Submit", title, data: sayData(text), associatedInputs: "none" }
    : { type: "Action.Execute", title, verb: "say", data: sayData(text), associatedInputs: "none" };
}

/** All buttons and choices of a reply, in rows that Teams shows whole; those beyond the room for them are left out. */
export function controlRows(
  blocks: readonly Block[],
  { surface, more = [] }: { readonly surface: Surface; readonly more?: readonly DrawnButton[] },
): readonly CardElement[] {
  const own = blocks.flatMap((block): readonly (readonly CardAction[])[] => {
    if (block.kind === "actions") return [block.buttons.map((button) => drawButton(button, surface))];
    return block.kind === "choices" ? [block.choices.map((choice) => drawChoice(choice, surface))] : [];
  });
  let room: number = teamsLimits.buttonCharacters;
  const fitting = [...own, more.map((button) => drawButton(button, surface))].map((row) =>
    row.filter((action) => {
      room -= JSON.stringify(action).length;
      return room >= 0;
    }),
  );
  return fitting.flatMap(rowsOf);
}

function rowsOf(actions: readonly CardAction[]): readonly CardElement[] {
  const count = Math.ceil(actions.length / teamsLimits.buttonsInRow);
  return Array.from({ length: count }, (_, row): CardElement => {
    const from = row * teamsLimits.buttonsInRow;
    return { type: "ActionSet", actions: actions.slice(from, from + teamsLimits.buttonsInRow) };
  });
}

/** The buttons of a reply. */
export function buttonsOf(blocks: readonly Block[]): readonly ActionButton[] {
  return blocks.flatMap((block) => (block.kind === "actions" ? block.buttons : []));
}

/** What a reply's deciding buttons are about, so that the card can be asked for again; undefined where it has none. */
export function decidedBy(blocks: readonly Block[]): Pick<ActionCall, "target" | "hash"> | undefined {
  const found = buttonsOf(blocks).find(({ call }) => deciding.has(call.verb));
  if (!found) return undefined;
  const { target, hash } = found.call;
  return { target, ...(hash !== undefined && { hash }) };
}
