import type { ISubmitActionData } from "@microsoft/teams.cards";
import { z } from "zod";
import { decodeAction, encodeAction } from "../../core/action.ts";
import type { ActionCall } from "../../core/action.ts";
import { formIds } from "../../core/form.ts";
import type { Form, FormField, FormSubmission } from "../../core/form.ts";

/** What a button of ours brings back, read from the data of its card. */
export type PressedButton =
  /** `sources` is how many sources the answer has, where the button shows one of them. */
  | { readonly kind: "action"; readonly call: ActionCall; readonly sources?: number }
  /** The person takes up a choice by saying its text. */
  | { readonly kind: "say"; readonly text: string }
  | { readonly kind: "form"; readonly form: FormSubmission };

/** The id of a field's input: the client sends it back as a name beside our own data. */
export function inputId(field: string): string {
  return `field:${field}`;
}

/** The data of a button. `opens` makes the client ask for a dialog instead of acting at once. */
export function actionData(
  call: ActionCall,
  { opens = false, sources }: { readonly opens?: boolean; readonly sources?: number } = {},
): ISubmitActionData {
  return {
    action: encodeAction(call),
    ...(sources !== undefined && { sources }),
    ...(opens && { msteams: { type: "task/fetch" } }),
  };
}

/** The data of a choice. */
export function sayData(text: string): ISubmitActionData {
  return { say: text };
}

/** The data that a form is submitted with; the client adds what stands in its inputs. */
export function formData({ id, target, hash, fields }: Form): ISubmitActionData {
  const namesOf = (kind: FormField["kind"]): readonly string[] =>
    fields.filter((field) => field.kind === kind).map(({ name }) => name);
  return { form: { id, target, hash }, one: namesOf("choice"), many: namesOf("multi") };
}

/** The value of an option, without the comma that stands between several chosen ones. */
export function encodeOption(value: string): string {
  return encodeURIComponent(value);
}

function decodeOption(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch (error) {
    if (error instanceof URIError) return value;
    throw error;
  }
}

const short = z.string().max(300);
const buttonSchema = z.looseObject({
  action: z.string().max(2000).optional(),
  sources: z.int().min(1).max(1000).optional(),
  say: z.string().min(1).max(2000).optional(),
  form: z.object({ id: z.enum(formIds), target: short, hash: short }).optional(),
  one: z.array(short).max(100).default([]),
  many: z.array(short).max(100).default([]),
});
const inputSchema = z.union([z.string().max(20_000), z.number(), z.boolean()]).transform(String);

/** Reads the data of a button, or undefined for any that is not ours. Nothing in it is believed before it is checked. */
export function readButton(data: unknown): PressedButton | undefined {
  const read = buttonSchema.safeParse(data).data;
  if (!read) return undefined;
  if (read.form) return { kind: "form", form: { ...read.form, values: valuesOf(read) } };
  if (read.say !== undefined) return { kind: "say", text: read.say };
  const call = decodeAction(read.action ?? "");
  return call && { kind: "action", call, ...(read.sources !== undefined && { sources: read.sources }) };
}

function valuesOf(data: z.infer<typeof buttonSchema>): FormSubmission["values"] {
  const prefix = inputId("");
  return Object.fromEntries(
    Object.entries(data).flatMap(([id, given]): readonly (readonly [string, string | readonly string[]])[] => {
      const text = inputSchema.safeParse(given).data;
      if (!id.startsWith(prefix) || text === undefined) return [];
      const name = id.slice(prefix.length);
      if (data.many.includes(name)) return [[name, text === "" ? [] : text.split(",").map(decodeOption)]];
      return [[name, data.one.includes(name) ? decodeOption(text) : text]];
    }),
  );
}
