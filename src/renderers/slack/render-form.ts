import type { InputBlock, InputBlockElement, KnownBlock, ModalView, PlainTextOption } from "@slack/types";
import { assertNever } from "../../core/assert-never.ts";
import type { Form, FormField } from "../../core/form.ts";
import { isDay } from "../../core/time.ts";
import { cleanLine, cleanText } from "../clean-text.ts";
import { slackLimits } from "./limits.ts";
import { mrkdwnLine, mrkdwnLines, shorten } from "./mrkdwn.ts";
import { contextBlocks, packUnits, plainText, section } from "./piece.ts";

/** What the modal of a form is known by when it comes back. */
export const formCallback = "pilotdesk_form";

/** The one action id in every input: there is one input in a block. */
const inputAction = "value";

const fieldPrefix = "field:";

/** The block id of a field. */
export function fieldBlockId(name: string): string {
  return fieldPrefix + name;
}

/** The name of the field that a block id stands for, or undefined for another block. */
export function fieldOfBlock(blockId: string): string | undefined {
  return blockId.startsWith(fieldPrefix) ? blockId.slice(fieldPrefix.length) : undefined;
}

/** Draws a form as a modal. `metadata` comes back with it: what it is about, at most 3,000 characters. */
export function renderForm(form: Form, metadata: string): ModalView {
  const title = cleanLine(form.title);
  const short = shortTitle(title);
  const whole = short === title ? [] : [section(`*${mrkdwnLine(shorten(title, longestTitle))}*`)];
  const blocks = [...whole, ...introBlocks(form.intro), ...form.fields.flatMap(drawField)];
  return {
    type: "modal",
    callback_id: formCallback,
    title: plainText(short || "Form"),
    submit: plainText(shorten(cleanLine(form.submitLabel), slackLimits.viewTitle) || "Submit"),
    close: plainText("Cancel"),
    private_metadata: metadata.slice(0, slackLimits.privateMetadata),
    blocks: blocks.slice(0, slackLimits.viewBlocks),
  };
}

/** Of ours, in characters. */
const longestTitle = 500;

/** A title as the bar of a window takes it: cut after a word where there is one. */
function shortTitle(title: string): string {
  const shown = shorten(title, slackLimits.viewTitle);
  if (shown === title) return title;
  const cut = shown.slice(0, -1);
  const words = title[cut.length] === " " ? cut : cut.replace(/\s+\S*$/, "");
  return `${words}\u2026`;
}

/** What is wrong with a form's fields, by block id, as `response_action: "errors"` takes it. Empty where nothing is. */
export function fieldErrors({ fields }: Form): Readonly<Record<string, string>> {
  return Object.fromEntries(
    fields.flatMap(({ name, error }) => (error === undefined ? [] : [[fieldBlockId(name), shorten(error, 300)]])),
  );
}

function introBlocks(intro: string | undefined): readonly KnownBlock[] {
  if (intro === undefined) return [];
  const lines = mrkdwnLines(intro).map((mrkdwn) => ({ mrkdwn, text: "", cites: [] }));
  return packUnits(lines, "\n").map(({ mrkdwn }) => section(mrkdwn));
}

function drawField(field: FormField): readonly KnownBlock[] {
  const element = drawElement(field);
  const hint = field.hint === undefined ? "" : shorten(cleanLine(field.hint), slackLimits.inputHint);
  const input: InputBlock = {
    type: "input",
    block_id: fieldBlockId(field.name),
    label: plainText(shorten(cleanLine(field.label), slackLimits.inputLabel) || field.name),
    optional: field.isRequired !== true,
    element,
    ...(hint !== "" && { hint: plainText(hint) }),
  };
  const wrong = field.error === undefined ? [] : contextBlocks([`:warning: ${mrkdwnLine(shorten(field.error, 300))}`]);
  return [input, ...wrong];
}

function drawElement(field: FormField): InputBlockElement {
  switch (field.kind) {
    case "text":
    case "money":
      return textElement(field, { isLong: false });
    case "longText":
      return textElement(field, { isLong: true });
    case "choice":
      return choiceElement(field);
    case "multi":
      return multiElement(field);
    case "date": {
      const day = firstValue(field);
      return {
        type: "datepicker",
        action_id: inputAction,
        ...(day !== undefined && isDay(day) && { initial_date: day }),
      };
    }
    case "number": {
      const number = firstValue(field)?.replaceAll(",", "");
      const isNumber = number !== undefined && /^-?\d{1,15}(?:\.\d{1,6})?$/.test(number);
      return {
        type: "number_input",
        action_id: inputAction,
        is_decimal_allowed: true,
        ...(isNumber && { initial_value: number }),
      };
    }
    default:
      return assertNever(field.kind);
  }
}

function firstValue({ value }: FormField): string | undefined {
  return typeof value === "string" ? value : value?.[0];
}

function textElement(field: FormField, { isLong }: { readonly isLong: boolean }): InputBlockElement {
  const max = Math.min(field.maxLength ?? slackLimits.inputValue, slackLimits.inputValue);
  const value = cleanText(firstValue(field) ?? "");
  const shown = shorten(isLong ? value : cleanLine(value), max);
  return {
    type: "plain_text_input",
    action_id: inputAction,
    multiline: isLong,
    max_length: Math.max(1, max),
    ...(shown !== "" && { initial_value: shown }),
    ...(field.kind === "money" && { placeholder: plainText("\u00A312,500") }),
  };
}

function optionsOf({ options = [] }: FormField): readonly PlainTextOption[] {
  return options
    .filter(({ value }) => value !== "" && value.length <= slackLimits.optionValue)
    .map(({ value, label }) => ({
      text: plainText(shorten(cleanLine(label), slackLimits.optionText) || value.slice(0, slackLimits.optionText)),
      value,
    }));
}

/** Slack takes no menu without an option. */
const nothingToChoose: PlainTextOption = { text: plainText("Nothing to choose"), value: "-" };

/** More options than one list takes stand in groups, each named for its first and last. */
function optionLists(options: readonly PlainTextOption[]) {
  if (options.length <= slackLimits.selectOptions) {
    return { options: options.length === 0 ? [nothingToChoose] : [...options] };
  }
  const count = Math.ceil(options.length / slackLimits.selectOptions);
  const groups = Array.from({ length: count }, (_, index) => {
    const part = options.slice(index * slackLimits.selectOptions, (index + 1) * slackLimits.selectOptions);
    const label = `${shorten(part[0]?.text.text ?? "", 30)} \u2013 ${shorten(part.at(-1)?.text.text ?? "", 30)}`;
    return { label: plainText(label), options: part };
  });
  return { option_groups: groups };
}

function choiceElement(field: FormField): InputBlockElement {
  const options = optionsOf(field);
  const chosen = options.find(({ value }) => value === firstValue(field));
  return {
    type: "static_select",
    action_id: inputAction,
    ...optionLists(options),
    ...(chosen && { initial_option: chosen }),
  };
}

/** More boxes than this are a menu. */
const mostCheckboxes = 10;

function multiElement(field: FormField): InputBlockElement {
  const options = optionsOf(field);
  const values = typeof field.value === "string" ? [field.value] : (field.value ?? []);
  const chosen = options.filter(({ value }) => values.includes(value ?? ""));
  const initial = chosen.length === 0 ? {} : { initial_options: [...chosen] };
  if (options.length > 0 && options.length <= mostCheckboxes) {
    return { type: "checkboxes", action_id: inputAction, options: [...options], ...initial };
  }
  return { type: "multi_static_select", action_id: inputAction, ...optionLists(options), ...initial };
}
