import type { DraftBlock } from "../../answer/compose-blocks.ts";
import type { Draft } from "../../core/evidence.ts";
import type { Subject } from "../../core/ledger.ts";
import type { Audience, Reader } from "../../core/trust.ts";
import { askWhichProgramme } from "../../router/clarify.ts";
import type { RoutedUpdates } from "../../router/route-updates.ts";
import { placeAudience, programmeAudience } from "../caller.ts";
import { candidateOf, type Outcome } from "../outcome.ts";
import { answerTopic } from "./answer-topic.ts";
import { notice } from "./update-answer.ts";
import { openBook, type AskUpdatesContext, type UpdateBook } from "./update-book.ts";

/**
 * Answers a question about updates. Undefined where updates do not answer it and something else may: the question may then be
 * taken as one about records and documents.
 */
export async function askUpdates(routed: RoutedUpdates, context: AskUpdatesContext): Promise<Outcome | undefined> {
  const { target, text } = routed;
  switch (target.outcome) {
    case "none":
      return refused("No programme is live at present, so no returns are due and no updates are expected.", []);
    case "whichProgramme": {
      const asked = askWhichProgramme(text, target.programmes);
      return { outcome: "askedBack", ...asked, candidates: [], programmes: target.programmes.map(({ id }) => id) };
    }
    case "target":
      return answerFor(routed, target, context);
  }
}

function refused(text: string, programmes: readonly Subject[], about: readonly string[] = []): Outcome {
  return { outcome: "refused", text, nearest: [], about, candidates: [], programmes: programmes.map(({ id }) => id) };
}

async function answerFor(
  routed: RoutedUpdates,
  { programme, pilots, isLive }: Extract<RoutedUpdates["target"], { readonly outcome: "target" }>,
  context: AskUpdatesContext,
): Promise<Outcome | undefined> {
  const book = await openBook(programme, pilots, context);
  // Without an update the question means records, unless it is one about updates of a programme where they are expected.
  if (book.updates.length === 0 && !(isLive && (routed.certainty === "sure" || context.isLastResort))) return undefined;
  const hidden = await countHidden(book, context);
  const isInside = context.scope.reader.audiences.includes(programmeAudience(programme.id));
  if (hidden > 0 && !isInside) {
    if (routed.certainty === "maybe") return undefined;
    return refused(`Updates of ${programme.name} are shown only in the places that work on it.`, [programme]);
  }
  const answer = await answerTopic(book, routed, context);
  if (!answer) return undefined;
  const about = pilots.length === 1 && pilots[0] ? `${pilots[0].name}, ${programme.name}` : programme.name;
  if (answer.outcome === "nothing") return refused(answer.text, [programme], [about]);
  const note =
    hidden === 0
      ? undefined
      : notice(`${hidden} more may not be shown here, and ${hidden === 1 ? "is" : "are"} not counted.`);
  return answered([...answer.blocks, ...(note ? [note] : [])], programme, about);
}

/** How many updates a reader may not see: a count must not pass for the whole. */
async function countHidden({ programme, pilots, updates }: UpdateBook, context: AskUpdatesContext): Promise<number> {
  const places = await context.places.places();
  const audiences: readonly Audience[] = [
    ...context.scope.reader.audiences,
    programmeAudience(programme.id),
    ...places.map(({ id }) => placeAudience(id)),
  ];
  const reader: Reader = { audiences: [...new Set(audiences)] };
  const all = await context.ledger.updates({ ...context.scope, reader }, { pilots: pilots.map(({ id }) => id) });
  return all.length - updates.length;
}

/** How many pieces of evidence a receipt lists. */
const mostCandidates = 60;

function answered(layout: readonly DraftBlock[], programme: Subject, about: string): Outcome {
  const drafts = layout.flatMap(draftsIn);
  return {
    outcome: "answered",
    drafts,
    layout,
    confidence: 0.95,
    about: [about],
    candidates: drafts.flatMap(({ evidence }) => evidence.map(candidateOf)).slice(0, mostCandidates),
    programmes: [programme.id],
  };
}

function draftsIn(block: DraftBlock): readonly Draft[] {
  return block.kind === "paragraph" || block.kind === "list" ? block.drafts : [];
}
