import type { Proposal, ProposedUpdate, Rating } from "../../src/core/update.ts";
import { proposeUpdates } from "../../src/extraction/propose-updates.ts";
import { createInventedKnowledge } from "../router/invented-knowledge.ts";

/** Two programmes that share two places, as the router's tests know them. */
export const inventedKnowledge = createInventedKnowledge();

/** Noon on Friday 20 November 2026, when nothing else is said. */
const friday = "2026-11-20T12:00:00.000Z";

/** What a test may vary about a message. */
export interface Posting {
  readonly postedAt?: string;
  readonly bound?: readonly string[];
  readonly programmes?: readonly string[];
  readonly last?: Readonly<Record<string, Rating>>;
}

/** What a message proposes in the invented knowledge. */
export function proposeText(text: string, { postedAt = friday, bound, programmes, last }: Posting = {}): Proposal {
  return proposeUpdates(
    {
      text,
      postedAt,
      ...(bound && { boundPilots: bound }),
      ...(programmes && { boundProgrammes: programmes }),
      ...(last && { lastRatings: new Map(Object.entries(last)) }),
    },
    inventedKnowledge,
  );
}

/** The one update that a message of a pilot's own place proposes. Throws where there are none or several. */
export function readUpdate(text: string, posting: Posting = {}): ProposedUpdate {
  const { proposals } = proposeText(text, { bound: ["night-buses-wexcombe"], ...posting });
  const [only, ...others] = proposals;
  if (only === undefined || others.length > 0) throw new Error(`${proposals.length} updates are proposed for: ${text}`);
  return only;
}
