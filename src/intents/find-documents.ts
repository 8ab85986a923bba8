import { composeBlocks } from "../answer/compose-blocks.ts";
import { markingOf } from "../answer/compose.ts";
import type { Passage, PassageSentence } from "../core/document.ts";
import type { Draft, PassageEvidence } from "../core/evidence.ts";
import type { Reply } from "../core/reply.ts";
import type { MessageTurn } from "../core/turn.ts";
import type { Effects } from "../core/turn-handler.ts";
import { contentWords } from "../core/words.ts";
import type { Handling } from "./desk-parts.ts";
import { onlySay, sayNo } from "./replies.ts";

/** At most this many documents are listed, the best first. */
const mostDocuments = 10;
/** So many passages are looked through for them. */
const mostPassages = 60;
/** Words of a search beyond these change nothing. */
const mostWords = 30;

/** Lists the documents that hold somebody's words, each with the sentence that holds most of them. Keeps no receipt. */
export async function findDocuments(handling: Handling<MessageTurn>): Promise<Effects> {
  const words = contentWords(handling.turn.text).slice(0, mostWords);
  const terms = words.map(({ folded }) => folded);
  if (terms.length === 0) return onlySay(nothingFound);
  const { store } = handling.parts;
  const { reader } = handling.caller;
  const hits = await store.searchLexical({ reader }, { terms, limit: mostPassages });
  const passages = hits.map(({ passage }) => passage);
  const best = passages.filter(
    ({ documentId }, index) => passages.findIndex((other) => other.documentId === documentId) === index,
  );
  const stems = new Set(words.map(({ stem }) => stem));
  const found: PassageEvidence[] = [];
  for (const passage of best.slice(0, mostDocuments)) {
    const evidence = await quoteOf(passage, stems, handling);
    if (evidence) found.push(evidence);
  }
  return onlySay(listOf(found, handling));
}

const nothingFound = sayNo("ask", "No document that may be shown here holds these words.");

async function quoteOf(
  passage: Passage,
  stems: ReadonlySet<string>,
  { parts, caller }: Handling,
): Promise<PassageEvidence | undefined> {
  const held = ({ text }: PassageSentence): number =>
    new Set(contentWords(text).flatMap(({ stem }) => (stems.has(stem) ? [stem] : []))).size;
  const [sentence] = passage.sentences.toSorted((left, right) => held(right) - held(left));
  const version = sentence && (await parts.store.documentVersion({ reader: caller.reader }, passage.versionId));
  if (!sentence || !version) return undefined;
  const { start, end } = sentence;
  return { kind: "passage", passage, sentence, start, end, quote: version.rawText.slice(start, end), score: 1 };
}

function listOf(found: readonly PassageEvidence[], { knowledge }: Handling): Reply {
  const drafts = found.map((evidence): Draft => ({ text: evidence.sentence.text, evidence: [evidence] }));
  const { blocks, citations } = composeBlocks([{ kind: "list", drafts }], knowledge);
  if (citations.length === 0) return nothingFound;
  const marking = markingOf(citations);
  return {
    outcome: "answered",
    intent: "ask",
    blocks,
    citations,
    confidence: 1,
    ...(marking !== undefined && { marking }),
    receipt: "",
  };
}
