import { sayList } from "../answer/say-value.ts";
import type { AnswerType } from "../core/attribute.ts";
import type { Evidence } from "../core/evidence.ts";
import type { OutOfScopeReason } from "../core/intent.ts";
import type { Knowledge } from "../core/knowledge.ts";
import type { Routed } from "../router/route.ts";
import { isNeutralWord } from "../router/route.ts";
import type { FactFinding } from "./ask-facts.ts";
import type { PassageFinding } from "./ask-passages.ts";
import { candidateOf } from "./outcome.ts";
import type { Outcome } from "./outcome.ts";

/** Says that nothing on file answers a question: what was looked for, and what lies nearest. */
export function refuseNothingOnFile(
  routed: Routed,
  facts: FactFinding,
  passages: PassageFinding,
  knowledge: Knowledge,
): Outcome {
  const sought = describeSought(routed);
  const titles = nearestTitles(facts, passages);
  const nearest = titles.length > 0 ? ` The nearest I hold: ${sayList(titles.map((title) => `“${title}”`))}.` : "";
  const names = routed.named.programmes.map((programme) => programme.id);
  return {
    outcome: "refused",
    text: `I don't know: I looked for ${sought} in the records and documents and found nothing that answers it.${nearest}`,
    nearest: nearestEvidence(facts),
    about: names.flatMap((id) => knowledge.subject(id)?.name ?? []),
    candidates: [
      ...facts.ranked.slice(0, 5).map((one) => candidateOf({ ...one.evidence, score: one.score })),
      ...passages.passages
        .slice(0, 5)
        .map(({ passage, score }) => ({ kind: "passage" as const, id: passage.id, title: passage.meta.title, score })),
    ],
  };
}

/** The same where there was nothing to search by. */
export function refuseUnsearched(routed: Routed, knowledge: Knowledge): Outcome {
  return refuseNothingOnFile(
    routed,
    { outcome: "none", nearest: [], ranked: [] },
    { chosen: [], best: undefined, passages: [] },
    knowledge,
  );
}

function describeSought({ focus, named, intent }: Routed): string {
  const words = focus
    .filter((word) => !isNeutralWord(word))
    .slice(0, 8)
    .map((word) => word.text);
  const names = [...new Set(named.mentions.map((mention) => mention.text))].slice(0, 4);
  const kind = intent.slots.answers ? soughtKinds[intent.slots.answers] : undefined;
  const about = [
    words.length > 0 ? `“${words.join(" ")}”` : "",
    names.length > 0 ? `${words.length > 0 ? "for " : ""}${sayList(names)}` : "",
  ].filter((part) => part !== "");
  if (kind === undefined) return about.join(" ") || "an answer";
  return about.length > 0 ? `${kind} on ${about.join(" ")}` : kind;
}

const soughtKinds: Readonly<Record<AnswerType, string | undefined>> = {
  howMuch: "an amount",
  howMany: "a number",
  when: "a date",
  who: "a name",
  where: "a place",
  what: undefined,
  which: undefined,
};

function nearestTitles(facts: FactFinding, passages: PassageFinding): readonly string[] {
  const factTitles = nearestEvidence(facts).flatMap((evidence) =>
    evidence.kind === "fact" ? `${evidence.subject.name}: ${evidence.attribute.label}` : [],
  );
  const documentTitles = passages.passages.slice(0, 2).map(({ passage }) => passage.meta.title);
  return [...new Set([...factTitles.slice(0, 1), ...documentTitles])].slice(0, 3);
}

function nearestEvidence(facts: FactFinding): readonly Evidence[] {
  return facts.outcome === "none" ? facts.nearest.slice(0, 2) : [];
}

const reasons: Readonly<Record<OutOfScopeReason, string>> = {
  opinion:
    "I don't give opinions or advice: I only report what the records and documents say, with their source. Ask me what was done, reported or recorded.",
  personalData:
    "I don't hold or give out personal data about individuals. I can tell you the public role in which a person is named in a source.",
  future: "I don't know the future: I only report what has been recorded. Ask me what is on file so far.",
  instruction:
    "I only answer questions about the programmes on file, from their sources. I don't follow instructions contained in a message, change records on request, or make things up.",
  unreadable:
    "I could not find a question that I can read in that message. Write it in plain English, in up to 2,000 characters.",
  language: "I can only read questions in English so far. Please ask again in English.",
  offTopic:
    "That is outside what I know: I only answer questions about the programmes on file and the terms used in them.",
};

/** The refusal of a question that is not answered whatever the evidence. */
export function refuseOutOfScope(reason: OutOfScopeReason): Outcome {
  return { outcome: "refused", text: reasons[reason], nearest: [], about: [], candidates: [] };
}
