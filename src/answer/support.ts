import type { Draft, Evidence, FactEvidence, PassageEvidence } from "../core/evidence.ts";
import type { Knowledge } from "../core/knowledge.ts";
import { sayDate } from "./say-value.ts";
import { sayFact, updateDay } from "./say-fact.ts";
import type { Support } from "./gate/sentence-gate.ts";

/** What a draft rests on, as the gate reads it. */
export function supportsOf(draft: Draft, knowledge: Knowledge): readonly Support[] {
  const supports = draft.evidence
    .map((evidence) => supportOf(evidence, knowledge))
    .map((support) => (draft.isWorkedOut ? { ...support, words: "", verbatim: false } : support));
  const [first, ...rest] = supports;
  if (draft.computed === undefined || first === undefined) return supports;
  return [{ ...first, words: [first.words, draft.computed].filter(Boolean).join("\n") }, ...rest];
}

function supportOf(evidence: Evidence, knowledge: Knowledge): Support {
  return evidence.kind === "passage" ? supportOfPassage(evidence, knowledge) : supportOfFact(evidence, knowledge);
}

function supportOfPassage({ passage, sentence, quote }: PassageEvidence, knowledge: Knowledge): Support {
  const { meta } = passage;
  const subjects = [meta.programme, meta.participation].filter((id) => id !== undefined);
  const origin = [meta.title, meta.sourceTitle, meta.publisher, ...published(meta.published)];
  return {
    words: `${sentence.text}\n${quote}`,
    names: [...passage.headingPath, ...subjects.flatMap((id) => knowledge.namesOf(id))],
    origin: origin.filter((name) => name !== undefined),
    subjects,
    verbatim: true,
  };
}

function supportOfFact(evidence: FactEvidence, knowledge: Knowledge): Support {
  const { fact, subject, sources } = evidence;
  const { value } = fact;
  const named = value.kind === "reference" ? [value.id] : value.kind === "references" ? value.ids : [];
  const about = [subject.id, ...(subject.programme ? [subject.programme] : []), ...(subject.councils ?? [])];
  const subjects = [...about, ...named, ...named.flatMap((id) => knowledge.subject(id)?.programme ?? [])];
  return {
    words: sayFact(evidence, knowledge),
    names: subjects.flatMap((id) => knowledge.namesOf(id)),
    origin: [
      ...sources.flatMap((source) => [source.title, source.publisher ?? "", ...published(source.published)]),
      updateDay(fact) ?? "",
    ],
    subjects,
    verbatim: false,
  };
}

function published(date: string | undefined): readonly string[] {
  return date ? [sayDate(date)] : [];
}
