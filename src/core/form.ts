/** What a form asks. Dates are YYYY-MM-DD, money is as typed (`£12,500`), choices are the values of their options. */
export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly kind: "text" | "longText" | "choice" | "multi" | "date" | "number" | "money";
  readonly hint?: string;
  readonly isRequired?: boolean;
  /** What stands in it; of `multi` every chosen value. */
  readonly value?: string | readonly string[];
  /** What is wrong with it, in words. */
  readonly error?: string;
  /** In characters. */
  readonly maxLength?: number;
  /** For choice and multi. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
}

/** The forms there are. */
export const formIds = ["update", "withdraw", "feedback", "correct", "linkCode"] as const;
export type FormId = (typeof formIds)[number];

/** Fields to fill in: a modal in Slack, a dialog in Teams, a page on the web, prompts in the terminal. */
export interface Form {
  readonly id: FormId;
  /** What it changes: a draft, an update, a receipt; `new` for something new. */
  readonly target: string;
  /** The hash of what was shown. Submitting is idempotent by (target, hash). */
  readonly hash: string;
  readonly title: string;
  readonly intro?: string;
  readonly fields: readonly FormField[];
  readonly submitLabel: string;
}

/** A form as it came back: values as typed, by name of the field; nothing in it is believed before it is checked. */
export interface FormSubmission {
  readonly id: FormId;
  readonly target: string;
  readonly hash: string;
  readonly values: Readonly<Record<string, string | readonly string[]>>;
}
