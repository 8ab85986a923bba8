import { z } from "zod";
import { sayShare, share } from "../tally.ts";
import { countFindings, f1, type Counts } from "./field-counts.ts";
import type { MessageFault, ScoredMessage } from "./score-message.ts";

/** Counts over a set of messages. */
export interface UpdateTally {
  readonly n: number;
  readonly updates: number;
  readonly others: number;
  /** All fields together. */
  readonly fields: Counts;
  readonly falseProposals: number;
  readonly missedUpdates: number;
  readonly wrongPilots: number;
  readonly questions: number;
  readonly questionsNotAsked: number;
  readonly questionsWithoutNeed: number;
  readonly errors: number;
}

/** Counts a set of messages. */
export function tallyUpdates(scored: readonly ScoredMessage[]): UpdateTally {
  const having = (fault: MessageFault): number => scored.filter(({ faults }) => faults.includes(fault)).length;
  const updates = scored.filter(({ message }) => message.expected.isUpdate).length;
  return {
    n: scored.length,
    updates,
    others: scored.length - updates,
    fields: countFindings(scored.flatMap(({ findings }) => findings)),
    falseProposals: having("falseProposal"),
    missedUpdates: having("missedUpdate"),
    wrongPilots: scored.reduce((sum, { wrongPilots }) => sum + wrongPilots, 0),
    questions: scored.filter(({ message }) => message.expected.question !== undefined).length,
    questionsNotAsked: having("questionNotAsked"),
    questionsWithoutNeed: having("questionWithoutNeed"),
    errors: having("error"),
  };
}

const limits = z.strictObject({
  /** At least, from 0 to 1. */
  fieldF1: z.number(),
  /** At most, of the messages that are no updates. */
  falseProposals: z.number(),
  /** At most, of the updates. */
  missedUpdates: z.number(),
  wrongPilots: z.int(),
  /** At least, of the questions that have to be asked. */
  questionsAsked: z.number(),
});

/** What update-floors.json holds. */
export const updateFloorsSchema = z.strictObject({ seen: limits, held: limits });

/** The limits that a set of messages falls under, in words; empty when it stands. */
export function underUpdateFloors(counts: UpdateTally, floors: z.infer<typeof limits>): readonly string[] {
  const fieldF1 = f1(counts.fields) ?? 1;
  const falseProposals = share(counts.falseProposals, counts.others) ?? 0;
  const missed = share(counts.missedUpdates, counts.updates) ?? 0;
  const asked = share(counts.questions - counts.questionsNotAsked, counts.questions) ?? 1;
  const rules: readonly (readonly [boolean, string])[] = [
    [counts.n === 0, "there is no message"],
    [counts.errors > 0, `the program failed on ${counts.errors}`],
    [fieldF1 < floors.fieldF1, `field F1 ${fieldF1.toFixed(3)} is under ${floors.fieldF1.toFixed(3)}`],
    [
      falseProposals > floors.falseProposals,
      `false proposals ${sayShare(falseProposals)} are over ${sayShare(floors.falseProposals)}`,
    ],
    [missed > floors.missedUpdates, `missed updates ${sayShare(missed)} are over ${sayShare(floors.missedUpdates)}`],
    [counts.wrongPilots > floors.wrongPilots, `wrong pilots ${counts.wrongPilots} are over ${floors.wrongPilots}`],
    [asked < floors.questionsAsked, `questions asked ${sayShare(asked)} is under ${sayShare(floors.questionsAsked)}`],
  ];
  return rules.filter(([broken]) => broken).map(([, words]) => words);
}
