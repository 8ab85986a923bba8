import type { Citation, FactCitation, PassageCitation } from "../core/citation.ts";
import type { Draft, Evidence, FactEvidence, PassageEvidence } from "../core/evidence.ts";
import type { Fact } from "../core/ledger.ts";
import type { Sentence } from "../core/reply.ts";
import { isSoundTrust } from "../core/trust.ts";
import { leadSource, sayFact, saySubject, updateDay } from "./say-fact.ts";
import type { Names } from "./say-fact.ts";

/** Sentences with numbered citations; the numbers start at 1 in the order of first use. */
export interface CitedSentences {
  readonly sentences: readonly Sentence[];
  readonly citations: readonly Citation[];
}

/** Numbers what the drafts rest on. Facts that one source states of one attribute share a citation, and so do those of one update. */
export function cite(drafts: readonly Draft[], names: Names): CitedSentences {
  const citations = new Map<string, Citation>();
  const sentences = drafts.map((draft) => {
    const { isTogether, evidence } = gather(draft);
    const numbers = isTogether
      ? [addTogether(citations, evidence, names)].flatMap((citation) => citation?.number ?? [])
      : draft.evidence.map((one) => addCitation(citations, one, names).number);
    return { text: draft.text, citations: [...new Set(numbers)].toSorted((a, b) => a - b) };
  });
  return { sentences, citations: [...citations.values()] };
}

/** A sentence that rests on more sources than this, such as a count, cites them together. */
const mostApart = 20;
/** How many of them such a citation quotes. */
const mostQuoted = 12;

function gather({ evidence, isCitedTogether = false }: Draft): {
  readonly isTogether: boolean;
  readonly evidence: readonly FactEvidence[];
} {
  const facts = evidence.filter((one) => one.kind === "fact");
  const sources = new Set(facts.map(citationKey)).size;
  const isTogether = facts.length === evidence.length && sources > (isCitedTogether ? 1 : mostApart);
  return { isTogether, evidence: facts };
}

/** One citation for many facts: it names how many sources there are and quotes the first. */
function addTogether(
  citations: Map<string, Citation>,
  evidence: readonly FactEvidence[],
  names: Names,
): Citation | undefined {
  const factIds = [...new Set(evidence.map(({ fact }) => fact.id))];
  const key = `together:${factIds.join(" ")}`;
  const known = citations.get(key);
  const [first] = evidence;
  if (known || !first) return known;
  const sources = [...new Map(evidence.map((one) => [citationKey(one), one])).values()];
  const quoted = sources.slice(0, mostQuoted).map((one) => sayFact(one, names));
  const rest = sources.length - quoted.length;
  const { permalink: _permalink, update: _update, words: _words, ...fact } = first.fact;
  const kind = first.fact.update === undefined ? "records" : "updates";
  const citation: Citation = {
    ...citeFact({ ...first, fact }, undefined, citations.size + 1, names),
    title: `${sources.length} ${kind}`,
    quote: [...quoted, ...(rest > 0 ? [`… and ${rest} more`] : [])].join(" "),
    factIds,
  };
  citations.set(key, citation);
  return citation;
}

function addCitation(citations: Map<string, Citation>, evidence: Evidence, names: Names): Citation {
  const key = citationKey(evidence);
  const known = citations.get(key);
  const citation =
    evidence.kind === "passage"
      ? (known ?? citePassage(evidence, citations.size + 1))
      : citeFact(evidence, known?.kind === "fact" ? known : undefined, citations.size + 1, names);
  citations.set(key, citation);
  return citation;
}

function citationKey(evidence: Evidence): string {
  if (evidence.kind === "passage") return `${evidence.passage.id}:${evidence.start}`;
  if (evidence.fact.update !== undefined) return `update:${evidence.fact.update}`;
  return `${evidence.fact.attribute}:${leadSource(evidence.sources)?.id ?? evidence.fact.id}`;
}

/** Cites a run of sentences of a passage; `quote` is the stored words as they stand. */
function citePassage({ passage, start, end, quote }: PassageEvidence, number: number): PassageCitation {
  const { meta } = passage;
  return {
    kind: "passage",
    number,
    title:
      meta.sourceTitle && meta.sourceTitle !== meta.title
        ? `${meta.sourceTitle} (restated in “${meta.title}”)`
        : meta.title,
    ...(meta.publisher && { publisher: meta.publisher }),
    ...(meta.published && { published: meta.published }),
    ...(meta.url && isSoundTrust(meta.trust) && { url: meta.url }),
    quote,
    trust: meta.trust,
    audience: meta.audience,
    ...(meta.marking && { marking: meta.marking }),
    documentId: passage.documentId,
    versionId: passage.versionId,
    passageId: passage.id,
    start,
    end,
    headingPath: passage.headingPath,
  };
}

function citeFact(evidence: FactEvidence, known: FactCitation | undefined, number: number, names: Names): FactCitation {
  const { fact } = evidence;
  const quote = fact.words ?? sayFact(evidence, names);
  if (known) return known.factIds.includes(fact.id) ? known : addFact(known, fact, quote);
  return {
    kind: "fact",
    number,
    ...(fact.update === undefined ? originOf(evidence) : originOfUpdate(evidence, names)),
    quote,
    trust: fact.trust,
    audience: fact.audience,
    ...(fact.marking && { marking: fact.marking }),
    factId: fact.id,
    factIds: [fact.id],
    subject: fact.subject,
    attribute: fact.attribute,
    recordedAt: fact.recordedAt,
  };
}

function addFact(known: FactCitation, { id, update }: Fact, said: string): FactCitation {
  const factIds = [...known.factIds, id];
  if (update !== undefined && known.quote.includes(said)) return { ...known, factIds };
  return { ...known, factIds, quote: `${known.quote}${update === undefined ? " " : " … "}${said}` };
}

type Origin = Pick<FactCitation, "title" | "publisher" | "published" | "url" | "sourceId" | "update">;

function originOf({ sources, attribute }: FactEvidence): Origin {
  const source = leadSource(sources);
  if (!source) return { title: attribute.label };
  return {
    title: source.title,
    ...(source.publisher && { publisher: source.publisher }),
    ...(source.published && { published: source.published }),
    ...(source.url && isSoundTrust(source.trust) && { url: source.url }),
    sourceId: source.id,
  };
}

/** An update is its own source: it opens as the message that it came from, where that is still there. */
function originOfUpdate({ fact, subject }: FactEvidence, names: Names): Origin {
  const day = updateDay(fact);
  return {
    title: `Update of ${saySubject(subject, names)}${day === undefined ? "" : `, ${day}`}`,
    ...(fact.permalink !== undefined && { url: fact.permalink }),
    ...(fact.update !== undefined && { update: fact.update }),
  };
}
