import type { Knowledge } from "../../core/knowledge.ts";
import type { MessageRef } from "../../core/origin.ts";
import type { LedgerReader } from "../../core/store.ts";
import type { Instant } from "../../core/time.ts";
import type { Proposal, Rating } from "../../core/update.ts";
import { proposeUpdates } from "../../extraction/propose-updates.ts";
import { programmeAudience } from "../caller.ts";

/** Words to be read as an update. `binding` is what their place is bound to. */
export interface WordsToPropose {
  readonly text: string;
  readonly postedAt: Instant;
  readonly binding: { readonly pilots: readonly string[]; readonly programmes: readonly string[] };
  /** The last recorded ratings by pilot, for the trend. */
  readonly lastRatings?: ReadonlyMap<string, Rating>;
}

/** What words propose, for whoever may know what `knowledge` knows. */
export function proposeWords({ text, postedAt, binding, lastRatings }: WordsToPropose, knowledge: Knowledge): Proposal {
  const { pilots: boundPilots, programmes: boundProgrammes } = binding;
  return proposeUpdates(
    { text, postedAt, boundPilots, boundProgrammes, ...(lastRatings && { lastRatings }) },
    knowledge,
  );
}

/** What words are read with. */
interface ProposeContext {
  readonly knowledge: Knowledge;
  readonly updates: Pick<LedgerReader, "updates">;
  /** The message that the words stand in: what was recorded of it before is not what they are compared with. */
  readonly message?: MessageRef | undefined;
}

/** The same with the trend against what was recorded last of the pilots that may be meant. */
export async function proposeMessageWords(
  words: Omit<WordsToPropose, "lastRatings">,
  context: ProposeContext,
): Promise<Proposal> {
  const { knowledge } = context;
  const meant = new Set([...words.binding.pilots, ...pilotsNamed(words.text, knowledge)]);
  return proposeWords({ ...words, lastRatings: await ratingsOf([...meant], context) }, knowledge);
}

function pilotsNamed(text: string, knowledge: Knowledge): readonly string[] {
  return knowledge.findMentions(text).flatMap(({ candidates }) =>
    candidates.flatMap(({ subject }) => {
      const kind = knowledge.subject(subject)?.kind;
      if (kind === "council") return knowledge.participationsOf(subject).map(({ id }) => id);
      return kind === "participation" ? [subject] : [];
    }),
  );
}

async function ratingsOf(
  pilots: readonly string[],
  { knowledge, updates, message: own }: ProposeContext,
): Promise<ReadonlyMap<string, Rating>> {
  const programmes = new Set(pilots.flatMap((pilot) => knowledge.subject(pilot)?.programme ?? []));
  if (programmes.size === 0) return new Map();
  const audiences = ["public" as const, ...[...programmes].map(programmeAudience)];
  const ratings = new Map<string, Rating>();
  for (const { pilot, fields, message } of await updates.updates({ reader: { audiences } }, { pilots })) {
    const isOwn = own !== undefined && message?.place === own.place && message.id === own.id;
    if (fields.rating && !isOwn && !ratings.has(pilot)) ratings.set(pilot, fields.rating);
  }
  return ratings;
}
