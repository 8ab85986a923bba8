import type { AttributeKind } from "../core/attribute.ts";
import type { Draft, FactEvidence } from "../core/evidence.ts";
import type { Knowledge } from "../core/knowledge.ts";
import type { Subject } from "../core/ledger.ts";
import { synonymsOf } from "../core/synonyms.ts";
import type { Word } from "../core/words.ts";
import { contentWords, stemOf, substanceOf, wordsOf } from "../core/words.ts";
import { realOnes } from "../ledger/fictional.ts";
import { blankNames } from "../router/asked-words.ts";
import { asksForList, readNoun } from "../router/question-shape.ts";
import type { Routed } from "../router/route.ts";
import { isNeutralWord } from "../router/route.ts";
import { sayFacts } from "./ask-facts.ts";
import type { RecordContext } from "./record-context.ts";
import { readFactEvidence } from "./fact-evidence.ts";

// Verbs and nouns for having something as a subject: they say that a topic follows, and are no part of it.
const topicStems: ReadonlySet<string> = new Set(
  `work worked working look looked looking tackle tackled deal dealt dealing focus focused focusing cover covered covering address
   addressed target targeted concern concerned concentrate concentrated theme themes themed topic topics about do did done run ran
   hold held use used using have had involve involved try tried feature featured specialise specialised issue issues problem
   problems concerning include included mention mentioned help helped project projects scheme schemes board`
    .split(/\s+/)
    .filter(Boolean)
    .map(stemOf),
);

const worded: readonly AttributeKind[] = ["text", "list", "name", "names", "span"];

/**
 * Answers "which pilots worked on …" by every pilot or member of which one fact says all of it; each sentence names its
 * programme. Empty where the question asks for something else, or where no fact does.
 */
export async function askTopic(routed: Routed, context: RecordContext): Promise<readonly Draft[]> {
  const { knowledge } = context;
  const { question, named, focus } = routed;
  if (named.places.length > 0 || !asksForPilots(routed, knowledge)) return [];
  const departments = named.others.filter(({ kind }) => kind === "department");
  const topic = focus.filter(
    (word) => !isNeutralWord(word) && !topicStems.has(word.stem) && substanceOf(word.stem) === 1,
  );
  if (topic.length === 0 && departments.length === 0) return [];
  if (/\b(?:not|never|without|neither|nor)\b|n['\u2019]t\b/i.test(question)) return [];
  const parts = realOnes(
    named.programmes.length > 0
      ? named.programmes.flatMap(({ id }) => knowledge.participationsOf(id))
      : knowledge.ofKind("participation"),
    knowledge,
  );
  const facts = await readFactEvidence(context.ledger, context.scope, knowledge, {
    subjects: parts.map(({ id }) => id),
  });
  const about = facts.filter((one) => namesAll(one, departments));
  const literal = about.filter((one) => saysAll(one, topic, () => false));
  // Another word for the topic counts only where nobody uses its own.
  const saying = literal.length > 0 ? literal : about.filter((one) => saysAll(one, topic, saysSynonym));
  const perSubject = [...Map.groupBy(saying, ({ subject }) => subject.id).values()];
  return sayFacts(
    perSubject.flatMap((own) => bestOf(own, topic)),
    knowledge,
  ).slice(0, mostListed);
}

const mostListed = 13;

// "Which two pilots", "what … pilots" with a name as blanks: nothing but what narrows them stands between.
const asksAtOnce =
  /\b(?:which|what|any|list|name|show me|give me|are there)\s+(?:(?!was|were|is|are|did|does|do\b)[\p{L}\p{N}-]+\s+){0,2}$/iu;

/** "Which pilots …", "where did they …", "who did …": what took part is asked for, by what it did. */
function asksForPilots({ question, named, intent }: Routed, knowledge: Knowledge): boolean {
  const blanked = blankNames(question, named.mentions, knowledge);
  const noun = readNoun(blanked);
  if (noun?.select === "participation" && asksAtOnce.test(blanked.slice(0, noun.start)) && asksForList(blanked, noun))
    return true;
  const { answers } = intent.slots;
  const didIt =
    /\bwho (?:else )?(?:did|worked on|looked at|tackled|focused on|dealt with|covered|ran|tried|used|held)\b|\bwhere (?:did|were|was)\b/i;
  return (answers === "who" || answers === "where") && named.programmes.length > 0 && didIt.test(blanked);
}

type Said = ReadonlySet<string>;

function saysAll(
  evidence: FactEvidence,
  topic: readonly Word[],
  saysOtherwise: (stem: string, said: Said) => boolean,
): boolean {
  const said = valueStems(evidence);
  return topic.every(({ stem }) => said.has(stem) || saysOtherwise(stem, said));
}

function saysSynonym(stem: string, said: Said): boolean {
  return [...synonymsOf(stem)].some((other) => said.has(other));
}

function namesAll({ fact: { value } }: FactEvidence, departments: readonly Subject[]): boolean {
  const ids = value.kind === "references" ? value.ids : value.kind === "reference" ? [value.id] : [];
  return departments.every(({ id }) => ids.includes(id));
}

function valueStems({ fact: { value }, attribute }: FactEvidence): ReadonlySet<string> {
  if (!worded.includes(attribute.kind)) return new Set();
  const text = "items" in value ? value.items.join(" ") : "text" in value ? value.text : "";
  return new Set(contentWords(text).map(({ stem }) => stem));
}

/** Of one subject the facts of the attribute that says it in the fewest words. */
function bestOf(own: readonly FactEvidence[], topic: readonly Word[]): readonly FactEvidence[] {
  const length = ({ fact: { value } }: FactEvidence): number =>
    wordsOf("items" in value ? value.items.join(" ") : "text" in value ? value.text : "").length;
  const [first] = own.toSorted((a, b) => length(a) - length(b));
  return topic.length === 0 || !first ? own.slice(0, 1) : own.filter(({ attribute }) => attribute === first.attribute);
}
