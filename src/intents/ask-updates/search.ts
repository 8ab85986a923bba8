import { sayFact } from "../../answer/say-fact.ts";
import { stemOf, substanceOf, type Word } from "../../core/words.ts";
import { rankFacts } from "../../ledger/fact-search.ts";
import { sayWhen, stated } from "./say-update.ts";
import { answeredWith, paragraph, type UpdateAnswer } from "./update-answer.ts";
import type { UpdateBook } from "./update-book.ts";
import { evidenceOf } from "./update-evidence.ts";

// Words that ask for whatever is new.
const newsWords = new Set(
  "update updates news status progress position return report state picture latest doing going getting coming along faring performing post posted send sent date speed brief"
    .split(" ")
    .map(stemOf),
);

/** How much of what is asked a statement must speak of. */
const leastCoverage = 0.75;
/** How many statements are told. */
const most = 3;

/**
 * Looks for what is asked in everything that the updates say, the newest first among those that fit as well. Undefined where
 * nothing speaks of it.
 */
export function answerSearch(book: UpdateBook, asked: readonly Word[]): UpdateAnswer | undefined {
  const telling = asked.filter((word) => substanceOf(word.stem) === 1 && !newsWords.has(word.stem));
  // One word of many pilots' updates is too little to know what is meant.
  if (telling.length < (book.isWhole ? 2 : 1)) return undefined;
  const { knowledge } = book;
  const said = book.updates.flatMap((update) =>
    evidenceOf(update, knowledge, "narrative", "risk", "help", "nextStep", "milestone").map((evidence) => ({
      update,
      evidence,
    })),
  );
  const updates = new Map(said.map(({ update, evidence }) => [evidence.fact.id, update]));
  const ranked = rankFacts(
    { words: asked, focus: telling, weightOf: () => 1 },
    said.map(({ evidence }) => evidence),
  );
  const fitting = ranked
    .filter((one) => one.coverage >= leastCoverage && one.missing.length === 0)
    .toSorted((left, right) => right.evidence.fact.recordedSeq - left.evidence.fact.recordedSeq)
    .slice(0, most);
  if (fitting.length === 0) return undefined;
  return answeredWith(
    paragraph(
      ...fitting.map(({ evidence }) => {
        const update = updates.get(evidence.fact.id);
        const when = update ? sayWhen(update) : "";
        return stated(`${sayFact(evidence, knowledge).replace(/\.$/, "")}; ${when}.`, [evidence], when);
      }),
    ),
  );
}
