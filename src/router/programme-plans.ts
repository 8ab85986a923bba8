import type { RecordPlan } from "../core/intent.ts";
import type { Condition, RecordQuery } from "../core/record-query.ts";
import type { Word } from "../core/words.ts";
import { stemOf } from "../core/words.ts";
import type { Noun } from "./question-shape.ts";
import { asksForCount, asksForList } from "./question-shape.ts";
import type { PlanQuestion, Planning } from "./plan-question.ts";
import { readStanding, standingStems } from "./standing-words.ts";

// Words for being on record: they narrow no list of what is.
const onRecordStems: ReadonlySet<string> = new Set(
  `file files record records database book books system bot desk cover covers covered hold held know knowledge available exist exists
   information data kinds different`
    .split(/\s+/)
    .filter(Boolean)
    .map(stemOf),
);

/** "Which programmes are there?", "how many schemes have ended?", "which pilots are live?": what there is, and where it stands. */
export function planProgrammes(
  question: PlanQuestion,
  noun: Noun | undefined,
  focus: readonly Word[],
): Planning | undefined {
  const { text, blanked, named } = question;
  const asksOther =
    named.places.length > 0 || named.others.some(({ kind }) => kind !== "term") || named.programmes.length > 1;
  if (!noun || noun.participationKind === "member" || asksOther) return undefined;
  const counts = asksForCount(blanked, noun);
  if (!counts && !asksForList(blanked, noun) && !asksWhetherAny(blanked)) return undefined;
  const standing = readStanding(blanked);
  const rest = beforePurpose(focus, text).filter(
    (word) => !onRecordStems.has(word.stem) && !(standing && standingStems.has(word.stem)),
  );
  if (rest.length > 0) return undefined;
  const say = counts ? "count" : "list";
  const clocks = {
    ...(question.trueAt && { trueAt: question.trueAt }),
    ...(question.knownAt && { knownAt: question.knownAt }),
  };
  const plan = (query: Omit<RecordQuery, "do">): Planning => ({
    outcome: "plans",
    plans: [{ query: { ...query, do: say, ...clocks }, say } satisfies RecordPlan],
  });
  if (noun.select !== "programme") return standing ? plan(participationsAt(question, standing)) : undefined;
  if (named.programmes.length > 0) return undefined;
  if (noun.participationKind === "pilot" && !standing) return plan({ ...pilots(), by: "programme" });
  return plan({
    select: "programme",
    where: standing ? [{ attribute: "status", comparison: "is", value: standing }] : [],
  });
}

function pilots(): Pick<RecordQuery, "select" | "where"> {
  return { select: "participation", where: [{ attribute: "participationKind", comparison: "is", value: "pilot" }] };
}

function participationsAt({ named }: PlanQuestion, standing: "live" | "closed"): Omit<RecordQuery, "do"> {
  const [programme] = named.programmes;
  const own: readonly Condition[] = programme
    ? [{ attribute: "programme", comparison: "is", value: programme.id }]
    : [];
  const { select, where } = pilots();
  return {
    select,
    where: [...own, ...where, { attribute: "programme.status", comparison: "is", value: standing }],
  };
}

function asksWhetherAny(text: string): boolean {
  return /\b(?:are|were) there\b|\bany\b|\bdo (?:we|you) have\b/i.test(text);
}

/** The words before "that I can visit": what somebody wants it for narrows nothing. */
function beforePurpose(focus: readonly Word[], text: string): readonly Word[] {
  const purpose = /\b(?:that |which )?(?:i|we|you|they|he|she|someone) (?:can|could|might|may)\b/i.exec(text);
  return purpose && purpose.index > 0 ? focus.filter((word) => word.start < purpose.index) : focus;
}
