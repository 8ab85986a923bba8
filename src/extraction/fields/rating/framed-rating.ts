import type { Rating } from "../../../core/update.ts";
import type { Clause } from "../../text/clauses.ts";
import type { Range } from "../../text/reading-text.ts";

/**
 * What a rating's words say: the rating as it is, as it was, of one aspect only (`finance amber`), one of several that it may be
 * (`amber or red`), as it may become, or as the reader's is told (`we have you down as red`).
 */
export type RatingRole = "current" | "previous" | "aspect" | "possible" | "hypothetical" | "told";

/** A rating in a clause, with how surely it is the pilot's: 3 behind a label, 2 in a sentence about it, 1 by phrases like on track. */
export interface FramedRating extends Range {
  readonly rating: Rating;
  readonly role: RatingRole;
  readonly weight: number;
  readonly clause: Clause;
}

/** The same before it is known which clause it is in. */
export type Framed = Omit<FramedRating, "clause">;
