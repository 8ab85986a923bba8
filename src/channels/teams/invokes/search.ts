import { z } from "zod";
import type { Reply } from "../../../core/reply.ts";
import type { MessageTurn } from "../../../core/turn.ts";
import { cleanLine } from "../../../renderers/clean-text.ts";
import { cutText } from "../../../renderers/teams/cut-text.ts";
import { teamsLimits } from "../../../renderers/teams/limits.ts";
import { leadWords } from "../../../renderers/teams/message-text.ts";
import { searchResults } from "../../../renderers/teams/search-results.ts";
import type { SearchResult } from "../../../renderers/teams/search-results.ts";
import { askedArrival } from "../inbound/arrivals.ts";
import type { Pressed } from "../inbound/arrivals.ts";
import type { ComposeParts } from "./compose.ts";
import { answerNow, sayFailed } from "./respond.ts";
import type { InvokeResponse } from "./respond.ts";

/** The longest question that is asked, in characters. */
const mostQuestion = 2000;

const querySchema = z.object({
  commandId: z.string().max(100),
  parameters: z
    .array(z.object({ name: z.string(), value: z.union([z.string(), z.number(), z.boolean()]).transform(String) }))
    .default([]),
  /** Which part of the results the client wants, as somebody scrolls. */
  queryOptions: z
    .object({ skip: z.int().min(0).catch(0), count: z.int().min(1).catch(25) })
    .catch({ skip: 0, count: 25 })
    .default({ skip: 0, count: 25 }),
});

/** How the words of a search are asked. The commands are those of `manifest/teams/manifest.json`. */
function askedAs(command: string, words: string): Pick<MessageTurn, "text" | "as"> {
  if (command === "searchDocuments") return { text: cutText(words, mostQuestion), as: "documents" };
  const isQuestion = words.endsWith("?");
  // Words as a question, so that nobody takes them for an answer to something else.
  const text =
    command === "searchUpdates" && !isQuestion
      ? `What is the latest update from ${words}?`
      : isQuestion
        ? words
        : `${words}?`;
  return { text: cutText(text, mostQuestion), as: "question" };
}

/** Answers a search: each result is a card with its source. */
export async function answerSearch(about: Pressed, { delivery, onFailure }: ComposeParts): Promise<InvokeResponse> {
  const query = querySchema.safeParse(about.activity.value).data;
  if (!query) return sayInSearch("This search could not be read. Type it again.");
  const words = cleanLine(query.parameters.find(({ name }) => name !== "initialRun")?.value ?? "");
  if (words === "" || query.parameters.some(({ name, value }) => name === "initialRun" && value === "true")) {
    return sayInSearch("Type a pilot, a place, a programme or a question.");
  }
  const { place, sender } = about.origin;
  // A conversation of its own: what is looked up must not change what a follow-up in the channel means.
  const conversation = `${place.id}:search:${sender.user}`;
  const arrival = askedArrival({ ...askedAs(query.commandId, words), conversation }, about);
  const answered = await answerNow(arrival, delivery, onFailure);
  if (answered.outcome === "failed") return sayInSearch(sayFailed(answered.id));
  const results = answered.replies.flatMap((reply) => searchResults(reply));
  // Of documents each is a result, and not the list of them.
  const shown = query.commandId === "searchDocuments" ? results.slice(1) : results;
  if (shown.length === 0) return sayInSearch(sayNothingFound(words, answered.replies.at(-1)));
  const { skip, count } = query.queryOptions;
  return listResults(shown.slice(skip, skip + count));
}

/** A question back is said with what may be chosen; else that nothing was found. */
function sayNothingFound(words: string, reply: Reply | undefined): string {
  if (reply?.outcome !== "askedBack") return `Nothing on record about “${cutText(words, 80)}”.`;
  const choices = reply.blocks.flatMap((block) => (block.kind === "choices" ? block.choices : []));
  const labels = choices.map(({ label }) => label).join("; ");
  return cutText(`${leadWords(reply)} ${labels}`.trim(), teamsLimits.previewText);
}

function sayInSearch(text: string): InvokeResponse {
  return { status: 200, body: { composeExtension: { type: "message", text } } };
}

function listResults(attachments: readonly SearchResult[]): InvokeResponse {
  return { status: 200, body: { composeExtension: { type: "result", attachmentLayout: "list", attachments } } };
}
