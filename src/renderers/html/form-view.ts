import type { Form, FormField } from "../../core/form.ts";
import { cleanLine, cleanText } from "../clean-text.ts";
import type { DateBox, DateProblem } from "./date-problem.ts";
import { dateBoxes, dateProblem } from "./date-problem.ts";

/** A field as a template draws it. `values` is what stands in it; of a date its day, month and year. */
export interface FormFieldView {
  readonly name: string;
  readonly label: string;
  readonly kind: FormField["kind"];
  readonly hint?: string;
  readonly error?: string;
  /** The error says which field it is about. */
  readonly isWholeSentence?: boolean;
  readonly value: string;
  readonly parts?: Readonly<Record<DateBox, string>>;
  /** The boxes of a date that are wrong; all of them where that is not known. */
  readonly wrongParts?: readonly DateBox[];
  readonly maxLength?: number;
  /** A choice among too many options for radios. */
  readonly isMenu: boolean;
  /** As the radios, checkboxes and selects of GOV.UK Frontend take them. */
  readonly items: readonly {
    readonly value: string;
    readonly text: string;
    readonly checked: boolean;
    readonly selected: boolean;
  }[];
}

/** A form as a page; `errors` is its summary. */
export interface FormView {
  readonly title: string;
  readonly intro: readonly string[];
  readonly submitLabel: string;
  readonly fields: readonly FormFieldView[];
  readonly errors: readonly { readonly text: string; readonly href: string }[];
}

/** The boxes of a date, and what is wrong with them where the form says that something is. */
function viewDate(field: FormField, value: string): { readonly problem?: DateProblem } & Partial<FormFieldView> {
  const [year = "", month = "", day = ""] = value.split("-");
  const parts = { day: withoutZeros(day), month: withoutZeros(month), year };
  if (field.error === undefined) return { parts };
  const problem = dateProblem(cleanLine(field.label), parts);
  return { parts, wrongParts: problem?.boxes ?? dateBoxes, ...(problem && { problem }) };
}

function viewField(field: FormField): FormFieldView {
  const { name, kind, options = [], maxLength } = field;
  const values = field.value === undefined ? [] : [field.value].flat();
  const [value = ""] = values;
  const { problem, ...date } = kind === "date" ? viewDate(field, value) : {};
  const error = problem?.text ?? field.error;
  return {
    name,
    kind,
    label: cleanLine(field.isRequired === false ? `${field.label} (optional)` : field.label),
    value: cleanText(value),
    items: [...notSaid(field, value), ...options].map((option) => ({
      value: option.value,
      text: cleanLine(option.label),
      checked: option.value === "" ? value === "" : values.includes(option.value),
      selected: option.value === "" ? value === "" : values.includes(option.value),
    })),
    isMenu: options.length > mostRadios,
    ...date,
    ...(field.hint !== undefined && { hint: cleanLine(field.hint) }),
    ...(error !== undefined && { error: cleanLine(error) }),
    ...(problem && { isWholeSentence: true }),
    ...(maxLength !== undefined && { maxLength }),
  };
}

/** More options than this are a menu. */
const mostRadios = 6;

/** A choice that may be left out can be taken back; a menu in which nothing is chosen yet begins with an empty line. */
function notSaid({ kind, isRequired, options = [] }: FormField, value: string): FormField["options"] & object {
  if (kind !== "choice") return [];
  if (isRequired === false) return [{ value: "", label: "Not said" }];
  return value === "" && options.length > mostRadios ? [{ value: "", label: "Choose one" }] : [];
}

function withoutZeros(number: string): string {
  return number.replace(/^0+(?=\d)/, "");
}

/** The first box of a field that is wrong, which an error in the summary leads to. */
function anchorOf({ name, kind, wrongParts = [] }: FormFieldView): string {
  return kind === "date" ? `#${name}-${wrongParts[0] ?? "day"}` : `#${name}`;
}

/** An error as the summary has it: with the name of its field. */
function sayError({ isWholeSentence = false, error = "" }: FormFieldView, label: string): string {
  return isWholeSentence ? error : `${cleanLine(label).replace(/[?:]$/, "")}: ${error}`;
}

/** What a page shows of a form. */
export function viewForm(form: Form): FormView {
  const fields = form.fields.map(viewField);
  const labels = new Map(form.fields.map(({ name, label }) => [name, label]));
  return {
    title: cleanLine(form.title),
    intro: form.intro === undefined ? [] : cleanText(form.intro).trim().split(/\n+/),
    submitLabel: cleanLine(form.submitLabel),
    fields,
    errors: fields
      .filter(({ error }) => error !== undefined)
      .map((field) => ({ text: sayError(field, labels.get(field.name) ?? ""), href: anchorOf(field) })),
  };
}
