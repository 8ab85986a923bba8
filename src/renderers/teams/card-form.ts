import type { CardElement, IExecuteAction, ISubmitAction } from "@microsoft/teams.cards";
import { assertNever } from "../../core/assert-never.ts";
import type { Form, FormField } from "../../core/form.ts";
import { isDay } from "../../core/time.ts";
import { cleanLine, cleanText } from "../clean-text.ts";
import { encodeOption, formData, inputId } from "./button-data.ts";
import { textBlock, textBlocks } from "./card-blocks.ts";
import type { Surface } from "./card-buttons.ts";
import { cutLine, cutText } from "./cut-text.ts";
import { teamsLimits } from "./limits.ts";
import { inline, paragraphs } from "./markdown.ts";

/** Choices up to this many are shown at once, more behind a menu. */
const mostExpanded = 5;

/** A form's fields, each with what is wrong with it above it and its hint below. */
export function formElements(form: Form): readonly CardElement[] {
  const wrong = form.fields.filter(({ error }) => error !== undefined).length;
  return [
    ...(wrong === 0
      ? []
      : [textBlock("There is a problem. Correct what is marked below.", { color: "Attention", weight: "Bolder" })]),
    ...textBlocks(paragraphs(form.intro ?? "")),
    ...form.fields.flatMap(fieldElements),
  ];
}

/** The button that sends a form. */
export function submitButton(form: Form, surface: Surface): IExecuteAction | ISubmitAction {
  const title = cutLine(form.submitLabel, teamsLimits.buttonTitle);
  const data = formData(form);
  return surface === "dialog"
    ? { type: "Action.Submit", title, style: "positive", data }
    : { type: "Action.Execute", title, style: "positive", verb: "submit", data };
}

function fieldElements(field: FormField): readonly CardElement[] {
  const { error } = field;
  const problem =
    error === undefined ? [] : [textBlock(inline(error) || "Correct this", { color: "Attention", weight: "Bolder" })];
  const hint = textBlocks(inline(cutText(cleanLine(field.hint ?? ""), teamsLimits.previewText)), {
    size: "Small",
    isSubtle: true,
    spacing: "Small",
  });
  return [...problem, inputOf(field), ...hint];
}

function inputOf(field: FormField): CardElement {
  const label = cleanLine(field.label);
  const common = {
    id: inputId(field.name),
    label: cutText(label, teamsLimits.previewText),
    ...(field.isRequired && {
      isRequired: true,
      errorMessage: `Enter: ${cutLine(field.label, teamsLimits.optionTitle)}`,
    }),
  };
  const value = textValue(field);
  const text = value === "" ? {} : { value };
  switch (field.kind) {
    case "text":
    case "money":
      return { type: "Input.Text", ...common, ...text, ...lengthOf(field) };
    case "longText":
      return { type: "Input.Text", ...common, ...text, ...lengthOf(field), isMultiline: true };
    case "number":
      // What cannot be a number is kept as it was typed, beside what is wrong with it.
      return value === "" || Number.isFinite(Number(value))
        ? { type: "Input.Number", ...common, ...(value !== "" && { value: Number(value) }) }
        : { type: "Input.Text", ...common, ...text };
    case "date":
      return value === "" || isDay(value)
        ? { type: "Input.Date", ...common, ...text }
        : { type: "Input.Text", ...common, ...text, placeholder: "YYYY-MM-DD" };
    case "choice":
    case "multi":
      return { type: "Input.ChoiceSet", ...common, ...choiceSet(field) };
    default:
      return assertNever(field.kind);
  }
}

function textValue({ value = "" }: FormField): string {
  return typeof value === "string" ? cleanText(value) : "";
}

function lengthOf({ maxLength }: FormField): { readonly maxLength?: number } {
  return maxLength === undefined ? {} : { maxLength };
}

function choiceSet({ kind, options = [], value = "" }: FormField): {
  choices: { title: string; value: string }[];
  style: "expanded" | "compact";
  wrap: boolean;
  isMultiSelect?: boolean;
  value?: string;
} {
  const chosen = typeof value === "string" ? (value === "" ? [] : [value]) : value;
  return {
    choices: options.map((option) => ({
      title: cutLine(option.label, teamsLimits.optionTitle),
      value: encodeOption(option.value),
    })),
    style: options.length <= mostExpanded ? "expanded" : "compact",
    wrap: true,
    ...(kind === "multi" && { isMultiSelect: true }),
    ...(chosen.length > 0 && { value: chosen.map(encodeOption).join(",") }),
  };
}
