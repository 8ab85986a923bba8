import { z } from "zod";
import { isDay } from "../../core/time.ts";
import { cleanText } from "../../renderers/clean-text.ts";

/** The most characters a question may have. */
export const maxQuestionCharacters = 2000;

/** The shape of a thread id: what `crypto.randomUUID` makes, or a short id of the caller's own. */
const threadId = /^[A-Za-z0-9_-]{1,64}$/;

/** A question that can be asked, or what is wrong with it in words for the page. */
export type QuestionOutcome =
  | { readonly ok: true; readonly question: string }
  | { readonly ok: false; readonly code: "empty" | "tooLong"; readonly message: string };

/** Checks a question as typed: line ends become line feeds, white space at the ends goes. */
export function checkQuestion(typed: string): QuestionOutcome {
  const question = cleanText(typed).trim();
  const characters = [...question].length;
  if (characters === 0) return { ok: false, code: "empty", message: "Enter a question" };
  if (characters > maxQuestionCharacters) {
    const over = (characters - maxQuestionCharacters).toLocaleString("en-GB");
    const message = `Question must be 2,000 characters or fewer. It is ${over} too long`;
    return { ok: false, code: "tooLong", message };
  }
  return { ok: true, question };
}

/** A thread id as sent, or undefined where it is none. */
export function readThreadId(text: string | null | undefined): string | undefined {
  return text !== null && text !== undefined && threadId.test(text) ? text : undefined;
}

const instant = z.union([z.iso.datetime({ offset: true }), z.string().refine(isDay)], {
  error: "must be a day (2026-03-01) or an instant (2026-03-01T12:00:00Z)",
});

/** The body of `POST /api/ask`. Other fields are refused, so that a misspelt one is not silently left out. */
export const apiQuestionSchema = z.strictObject({
  question: z.string({ error: "must be text" }),
  thread: z.string().regex(threadId, { error: "must be 1 to 64 letters, digits, hyphens or underscores" }).optional(),
  trueAt: z.string().refine(isDay, { error: "must be a day that exists, as 2026-03-01" }).optional(),
  knownAt: instant.optional(),
});

/** A question with its thread and clocks as the JSON interface takes it. */
export type ApiQuestion = z.infer<typeof apiQuestionSchema>;
