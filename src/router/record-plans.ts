import type { RecordPlan } from "../core/intent.ts";
import type { Knowledge } from "../core/knowledge.ts";
import type { Subject } from "../core/ledger.ts";
import type { Condition, RecordQuery } from "../core/record-query.ts";
import type { Word } from "../core/words.ts";
import type { Noun, SetWord } from "./question-shape.ts";
import { asksForJoint, jointOnes, jointStems } from "./joint-pilots.ts";
import type { PlanQuestion, Planning } from "./plan-question.ts";
import { planProgrammes } from "./programme-plans.ts";
import { realOnes } from "../ledger/fictional.ts";
import { readFilters } from "./council-filters.ts";
import { asksForCount, asksForList, isYesNo, readAnswerType, readNoun, readSetWord } from "./question-shape.ts";

const none: Planning = { outcome: "none" };

/** Plans a question about sets, membership, lists and counts of participations; `none` for a question about values. */
export function planRecords(question: PlanQuestion): Planning {
  const noun =
    readNoun(question.blanked) ??
    countedNoun(question.blanked) ??
    overlapNoun(question.blanked) ??
    takerNoun(question.blanked);
  const filters = readFilters(question.text, question.knowledge);
  const focus = question.focus.filter((word) => !filters.words.has(word.stem));
  return (
    planProgrammes(question, noun, focus) ??
    planSets(question, noun, filters.conditions, focus) ??
    planMembership(question, noun, focus) ??
    planParticipations(question, noun, focus) ??
    planListOrCount(question, noun, filters.conditions, focus) ??
    none
  );
}

/** "Which 13?" and "who were the eleven?" count something without naming it. */
function countedNoun(text: string): Noun | undefined {
  const match =
    /\b(?:which|what|who|list|name)\b.{0,20}\b(?:\d{1,3}|ten|eleven|twelve|thirteen|fifteen|seventeen|twenty)\b(?=\W*$)/i.exec(
      text,
    );
  return match
    ? { select: "participation", start: match.index + match[0].length, end: match.index + match[0].length }
    : undefined;
}

/** "Who took part in A?" asks for those who did. */
function takerNoun(text: string): Noun | undefined {
  const match =
    /\bwho (?:all |else )?(?:took part|takes part|participated|joined|signed up|(?:is|are|was|were) (?:in|part of|involved in))\b/i.exec(
      text,
    );
  return match
    ? { select: "participation", start: match.index + match[0].length, end: match.index + match[0].length }
    : undefined;
}

/** "Overlap between A and B?" asks for what is in both. */
function overlapNoun(text: string): Noun | undefined {
  const match = /\b(?:overlap\w*|in common)\b/i.exec(text);
  return match ? { select: "participation", start: match.index, end: match.index + match[0].length } : undefined;
}

function clocks(question: PlanQuestion): Pick<RecordQuery, "trueAt" | "knownAt"> {
  return {
    ...(question.trueAt && { trueAt: question.trueAt }),
    ...(question.knownAt && { knownAt: question.knownAt }),
  };
}

function participationsIn(programme: Subject, kind?: "pilot" | "member"): RecordQuery {
  const where: Condition[] = [{ attribute: "programme", comparison: "is", value: programme.id }];
  if (kind) where.push({ attribute: "participationKind", comparison: "is", value: kind });
  return { select: "participation", where, do: "list" };
}

/** Programmes that have participations of a kind, in order of id; invented ones only where there are no others. */
function programmesWith(knowledge: Knowledge, kind?: "pilot" | "member"): readonly Subject[] {
  const programmes = knowledge
    .ofKind("programme")
    .filter((programme) =>
      knowledge.participationsOf(programme.id).some((one) => kind === undefined || one.participationKind === kind),
    );
  return realOnes(programmes, knowledge);
}

function planSets(
  question: PlanQuestion,
  noun: Noun | undefined,
  filters: readonly Condition[],
  focus: readonly Word[],
): Planning | undefined {
  const { text, named, knowledge } = question;
  if (
    !noun ||
    noun.select === "programme" ||
    named.places.length > 0 ||
    focus.length > 1 ||
    /\b(?:later|former|new|newer|next)\b/i.test(text)
  )
    return undefined;
  const several = named.programmes.length >= 2;
  const alone = planAlone(question, noun, filters);
  if (alone) return alone;
  const inSeveral =
    /\b(?:more than one|two or more|at least two|several)(?: of)?(?: the| these)?(?: two| three| four| [2-9])? ?(?:programmes?\b|pilot programmes?\b|schemes?\b|(?=\W*$))/i.test(
      text,
    );
  const word = readSetWord(text);
  // How many each has is no question about what they share.
  const weighs =
    asksForCount(question.blanked, noun) || /\b(?:more|fewer|most|fewest|bigger|larger)\b(?! than one)/i.test(text);
  if (several && weighs && word === undefined) return undefined;
  const inAll = /\b(?:both|all (?:three|of|3)|overlap\w*|in common|exactly one)\b/i.test(text);
  if (!several && !inSeveral && !inAll) return undefined;
  const kind = /\bboth\b|\boverlap/i.test(text) ? "pilot" : undefined;
  const programmes = several ? named.programmes : programmesWith(knowledge, kind);
  if (programmes.length < 2) return undefined;
  const query = inSeveral
    ? inSeveralQuery(question, programmes, filters)
    : setQuery(question, word ?? "all", programmes, filters);
  return plan(query, question, noun);
}

/** "Only in X" and "in neither X nor Y": what the other programmes must not have. */
function planAlone(question: PlanQuestion, noun: Noun, filters: readonly Condition[]): Planning | undefined {
  const { text, named, knowledge } = question;
  const [first] = named.programmes;
  if (!first) return undefined;
  const neither = /\bneither\b|\bnone of\b/i.test(text);
  if (neither && named.programmes.length > 1) {
    const everyone: RecordQuery = { select: "participation", where: [], do: "list" };
    const { sets, ...query } = setQuery(question, "none", named.programmes, filters);
    return plan({ ...query, ...(sets && { sets: { ...sets, queries: [everyone, ...sets.queries] } }) }, question, noun);
  }
  const only = /\b(?:only|just|solely|exclusively) (?:ever )?(?:in|part of|a member of)\b/i.test(text);
  if (named.programmes.length > 1 || (!neither && !only)) return undefined;
  const others = programmesWith(knowledge, neither ? "pilot" : undefined).filter((one) => one.id !== first.id);
  return plan(setQuery(question, "none", [first, ...others], filters), question, noun);
}

/** In at least two of the programmes: in exactly two, or three, up to all of them. */
function inSeveralQuery(
  question: PlanQuestion,
  programmes: readonly Subject[],
  filters: readonly Condition[],
): RecordQuery {
  const times = programmes.map((_, index) => index + 1).slice(1);
  const exactly = times.map((count): RecordQuery => {
    const query = setQuery(question, "exactly", programmes, []);
    return { ...query, ...(query.sets && { sets: { ...query.sets, times: count } }) };
  });
  return { ...setQuery(question, "any", programmes, filters), sets: { operator: "any", on: "id", queries: exactly } };
}

function setQuery(
  question: PlanQuestion,
  operator: SetWord,
  programmes: readonly Subject[],
  filters: readonly Condition[],
): RecordQuery {
  const sets = {
    operator,
    on: "councils" as const,
    queries: programmes.map((programme) => participationsIn(programme)),
    ...(operator === "exactly" && { times: 1 }),
  };
  const where = filters.map((filter) => ({ ...filter, attribute: filter.attribute.replace(/^councils\./, "") }));
  return { select: "council", where, do: "list", sets, ...clocks(question) };
}

function plan(query: RecordQuery, question: PlanQuestion, noun: Noun): Planning {
  const counts = asksForCount(question.blanked, noun);
  return {
    outcome: "plans",
    plans: [
      {
        query: counts ? { ...query, do: "count" } : query,
        say: counts ? "count" : isYesNo(question.text) ? "yesNo" : "list",
      },
    ],
  };
}

/** "Was X in Y?": one place or more, one programme, and nothing else asked. */
function planMembership(question: PlanQuestion, noun: Noun | undefined, focus: readonly Word[]): Planning | undefined {
  const { text, blanked, named, knowledge } = question;
  if (
    !isYesNo(text) ||
    named.places.length === 0 ||
    focus.length > 0 ||
    /\b(?:and|or) (?:which|what|who|when|why|how|if)\b|\bif not\b|\bexist/i.test(text)
  )
    return undefined;
  const kind = named.programmes.length > 0 ? undefined : noun?.participationKind;
  const asked =
    /\b(?:an?|one of the|any of the|in the|the first) (?:first |original |later )?(?:pilots?|members?)\b|\bpart\b/i.test(
      blanked,
    );
  const programmes =
    named.programmes.length > 0 ? named.programmes : kind && asked ? programmesWith(knowledge, kind) : [];
  if (programmes.length === 0) return undefined;
  const plans = named.places.flatMap((place) =>
    programmes.map((programme): RecordPlan => {
      const query = participationsIn(programme, kind);
      const council = place.councils[0];
      const own: Condition = council
        ? { attribute: "councils", comparison: "is", value: council.id }
        : { attribute: "id", comparison: "is", value: place.participations[0]?.id ?? "" };
      const denied = /\b(?:not|never)\b|n['\u2019]t\b/i.test(text);
      return {
        query: { ...query, where: [...query.where, own], ...clocks(question) },
        say: denied ? "value" : "yesNo",
      };
    }),
  );
  return { outcome: "plans", plans };
}

/** "Which programmes was X in?", "whose pilot was that?": what took part in what. */
function planParticipations(
  question: PlanQuestion,
  noun: Noun | undefined,
  focus: readonly Word[],
): Planning | undefined {
  const place = question.named.places[0];
  if (!place || focus.length > 0) return undefined;
  const asksProgramme =
    (noun?.select === "programme" && (asksForList(question.blanked, noun) || asksForCount(question.blanked, noun))) ||
    /\b(?:which|what|how many|any|list)\b.{0,30}\b(?:programmes?|schemes?|pilots|networks?)\b/i.test(
      question.blanked,
    ) ||
    /\b(?:take|took|taken|taking) part in\b|\binvolved in\b|\bpart of\b/i.test(question.blanked);
  const asksCouncil =
    /\b(?:which|what|whose) (?:councils?|local authorit(?:y|ies)|authorit(?:y|ies))\b|\bwhose\b/i.test(
      question.blanked,
    );
  const council = place.councils[0];
  if (council && asksProgramme && question.named.programmes.length === 0) {
    const where: Condition[] = [{ attribute: "councils", comparison: "is", value: council.id }];
    return {
      outcome: "plans",
      plans: [{ query: { select: "participation", where, do: "list", ...clocks(question) }, say: "list" }],
    };
  }
  if ((!asksProgramme && !asksCouncil) || council) return undefined;
  const plans = place.participations.map((one): RecordPlan => {
    const where: Condition[] = [{ attribute: "id", comparison: "is", value: one.id }];
    return { query: { select: "participation", where, do: "list", ...clocks(question) }, say: "list" };
  });
  return { outcome: "plans", plans };
}

/** "Which councils were in Y?", "how many pilots in the North East?" */
function planListOrCount(
  question: PlanQuestion,
  noun: Noun | undefined,
  filters: readonly Condition[],
  focus: readonly Word[],
): Planning | undefined {
  const { text, blanked, named, knowledge } = question;
  if (
    !noun ||
    noun.select === "programme" ||
    named.places.length > 0 ||
    named.others.some((one) => one.kind !== "term")
  )
    return undefined;
  const checksCount = isYesNo(text) && readAnswerType(blanked) === "howMany";
  const weighs = named.programmes.length > 1 && /\b(?:more|fewer|most|fewest)\b/i.test(blanked);
  const counts = checksCount || asksForCount(blanked, noun) || weighs;
  if (!counts && !asksForList(blanked, noun) && !takerNoun(blanked)) return undefined;
  // A denial that no filter carries leaves open what is meant: better no list than the wrong one.
  const denies =
    /\b(?:not|never|without|nor|neither|turned (?:down|away)|rejected|refused|unsuccessful(?:ly)?|missed out|lost out|dropped out|pulled out|withdrew|failed)\b|n['\u2019]t\b/i.test(
      text,
    );
  const joint = asksForJoint(text);
  const narrowing = joint ? focus.filter((word) => !jointStems.has(word.stem)) : focus;
  if (narrowing.length > 0 || (denies && !filters.some((filter) => filter.comparison === "isNot"))) return undefined;
  const candidates = named.programmes.length > 0 ? named.programmes : programmesWith(knowledge, noun.participationKind);
  const withParts = candidates.filter((programme) => knowledge.participationsOf(programme.id).length > 0);
  if (withParts.length === 0) return undefined;
  if (named.programmes.length === 0 && withParts.length > 1)
    return { outcome: "whichProgramme", programmes: withParts };
  const plans = withParts.map((programme): RecordPlan => {
    const query = participationsIn(programme, noun.participationKind);
    return {
      query: {
        ...query,
        where: [...query.where, ...filters],
        do: counts ? "count" : "list",
        ...(joint && { sets: jointOnes(programme, knowledge) }),
        ...clocks(question),
      },
      say: counts ? "count" : "list",
    };
  });
  return { outcome: "plans", plans };
}
