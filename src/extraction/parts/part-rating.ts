import type { ProposedUpdate } from "../../core/update.ts";
import { readRating, type RatingContext, type RatingReading } from "../fields/rating/read-rating.ts";
import { readDitto, readRatingInRow } from "../fields/rating/rating-of-several.ts";
import { readRoles } from "../pilots/key-names.ts";
import type { Part } from "../pilots/parts.ts";
import { readClauses } from "../text/clauses.ts";
import { readSentences } from "../text/sentences.ts";
import { headsOf, type PartClauses } from "./part-clauses.ts";
import type { ReadingContext } from "./reading-context.ts";

/** The rating of a part, with the scale that it is on. */
export interface PartRating {
  readonly reading: RatingReading;
  readonly scale: Pick<ProposedUpdate, "scale">;
}

/** Reads the rating of a part, which may be said to be that of the part before it; the scale is that of the word, else the programme's. */
export function readPartRating(
  part: Part,
  { stated }: PartClauses,
  context: ReadingContext,
  before: RatingReading | undefined,
): PartRating {
  const clauses = [...headsOf(context, part.ranges), ...stated];
  const inRow = readRatingInRow(context.text, part.shared);
  const own = inRow ?? readRating(context.text, clauses, ratingContext(part, context));
  const isSilent = own.rating === undefined && own.choices.length === 0;
  const reading = (isSilent ? readDitto(context.text, clauses, before) : undefined) ?? own;
  return { reading, scale: scaleOf(reading, part, context) };
}

/** The last rating: as recorded, or in the words that the message answers. */
function ratingContext(part: Part, context: ReadingContext): RatingContext {
  const [only, ...others] = part.whom.candidates;
  const last = only !== undefined && others.length === 0 ? context.lastRatings.get(only.id) : undefined;
  const { text, own } = context;
  const sentences = readSentences(text, own.others);
  const cuts = readRoles(text, context.names, sentences).map(({ lead, after, name }) => ({
    start: lead,
    end: after,
    name: name.start,
  }));
  const quoted = sentences.flatMap((sentence) => readClauses(text, sentence, cuts));
  const names = [...context.names.pilots, ...context.names.programmes];
  const before = quoted.length === 0 ? undefined : readRating(text, quoted, { names, isAnswered: true }).rating;
  return { names, ...(last && { last }), ...(before && { quoted: before }) };
}

function scaleOf(rating: RatingReading, { whom }: Part, { knowledge }: ReadingContext): Pick<ProposedUpdate, "scale"> {
  if (rating.rating === undefined) return {};
  if (rating.rating === "amber-red" || rating.rating === "amber-green") return { scale: "five-step" };
  const [only] = new Set(whom.candidates.map(({ programme }) => knowledge.subject(programme ?? "")?.ratingScale));
  return only === undefined ? {} : { scale: only };
}
