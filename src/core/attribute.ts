import type { DaySpan } from "./time.ts";
import type { Money } from "./money.ts";

/** The kinds of value an attribute may have; docs/knowledge-format.md says how each is written. */
export const attributeKinds = [
  "text",
  "list",
  "count",
  "percent",
  "money",
  "date",
  "span",
  "name",
  "names",
  "reference",
  "references",
  "flag",
] as const;
export type AttributeKind = (typeof attributeKinds)[number];

/** What kind of question an attribute answers. */
export const answerTypes = ["who", "what", "which", "when", "howMany", "howMuch", "where"] as const;
export type AnswerType = (typeof answerTypes)[number];

/** `point` holds from a day until replaced; `period` belongs to a stretch of days. */
export type Validity = "point" | "period";

/** An attribute's one declaration: its value kind, the words that ask for it and the sentence that states it. */
export interface Attribute {
  readonly id: string;
  readonly label: string;
  readonly kind: AttributeKind;
  readonly validity: Validity;
  readonly asks: readonly string[];
  readonly answers: AnswerType;
  /** Plain English with `{subject}`, `{value}` and, where wanted, `{programme}` and `{part}`. */
  readonly sentence: string;
  readonly unit?: string;
}

/** The value of a fact. Lists keep the order of their source. `reference` ids are ids of subjects. */
export type Value =
  | { readonly kind: "text" | "span" | "name"; readonly text: string }
  | { readonly kind: "list" | "names"; readonly items: readonly string[] }
  | { readonly kind: "count"; readonly count: number }
  | { readonly kind: "percent"; readonly percent: number }
  | { readonly kind: "money"; readonly money: Money }
  | { readonly kind: "date"; readonly text: string; readonly days?: DaySpan }
  | { readonly kind: "reference"; readonly id: string }
  | { readonly kind: "references"; readonly ids: readonly string[] }
  | { readonly kind: "flag"; readonly flag: boolean };
