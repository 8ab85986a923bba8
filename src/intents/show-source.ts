import type { SourceView } from "../core/assistant.ts";
import type { Citation, FactCitation, PassageCitation } from "../core/citation.ts";
import { sayDate } from "../answer/say-value.ts";
import type { Reader } from "../core/trust.ts";
import type { Store } from "../core/store.ts";

/** How much of the stored text is shown on each side of the quote, in UTF-16 units. */
const context = 600;

/** Opens a citation for a reader: the stored words around a passage, or the record behind a fact. */
export async function showSource(
  citation: Citation,
  reader: Reader,
  { store }: { readonly store: Store },
): Promise<SourceView | undefined> {
  const shown = {
    title: citation.title,
    ...(citation.publisher !== undefined && { publisher: citation.publisher }),
    ...(citation.published !== undefined && { published: citation.published }),
    ...(citation.url !== undefined && { url: citation.url }),
    trust: citation.trust,
  };
  if (citation.kind === "passage") {
    const around = await wordsAround(citation, reader, store);
    return around && { ...shown, headingPath: citation.headingPath, ...around };
  }
  const facts = await store.facts({ reader }, { ids: citation.factIds });
  if (facts.length === 0 && !reader.audiences.includes(citation.audience)) return undefined;
  const about = citation.update ?? `${citation.subject}, ${citation.attribute}`;
  return {
    ...shown,
    headingPath: [],
    ...(await wordsOfUpdate(citation, reader, store)),
    record: `${about}, recorded ${sayDate(citation.recordedAt.slice(0, 10))}`,
  };
}

/** What a fact is quoted with; of an update that came from a message, and that still stands, among all its words. */
async function wordsOfUpdate(
  { quote, update }: FactCitation,
  reader: Reader,
  store: Store,
): Promise<Pick<SourceView, "before" | "quote" | "after">> {
  const [standing] = update === undefined ? [] : await store.updates({ reader }, { ids: [update] });
  const text = standing?.text;
  if (text === undefined || text === quote) return { before: "", quote, after: "" };
  const at = text.indexOf(quote);
  // Words from several places of it: all of it says them in their order.
  if (at === -1 && quote.split(" … ").every((words) => text.includes(words)))
    return { before: "", quote: text, after: "" };
  if (at === -1) return { before: "", quote, after: `\n\nThe whole message: ${text}` };
  return { before: text.slice(0, at), quote, after: text.slice(at + quote.length) };
}

async function wordsAround(
  citation: PassageCitation,
  reader: Reader,
  store: Store,
): Promise<Pick<SourceView, "before" | "quote" | "after"> | undefined> {
  const version = await store.documentVersion({ reader }, citation.versionId);
  if (!version) return undefined;
  const { rawText } = version;
  const bodyStart = /^---\r?\n[\s\S]*?\r?\n---\r?\n/.exec(rawText)?.[0].length ?? 0;
  const from = Math.max(Math.min(bodyStart, citation.start), citation.start - context);
  return {
    before: rawText.slice(from, citation.start),
    quote: rawText.slice(citation.start, citation.end),
    after: rawText.slice(citation.end, citation.end + context),
  };
}
