import { sayDate } from "../../answer/say-value.ts";
import type { Draft, FactEvidence } from "../../core/evidence.ts";
import type { Subject } from "../../core/ledger.ts";
import type { Day, DaySpan } from "../../core/time.ts";
import type { ConfirmedUpdate, Milestone } from "../../core/update.ts";
import { wordsOf } from "../../core/words.ts";
import type { UpdateQuestion } from "../../router/update-question.ts";
import { sayPosted, stated, workedOut } from "./say-update.ts";
import { answeredWith, list, nameOfBook, noUpdateAtAll, paragraph, type UpdateAnswer } from "./update-answer.ts";
import { byValidity, type UpdateBook } from "./update-book.ts";
import { evidenceOfField, evidenceThat } from "./update-evidence.ts";

/** A milestone as the last update that names it has it, with what an earlier one had. */
export interface StandingMilestone {
  readonly pilot: Subject;
  readonly update: ConfirmedUpdate;
  readonly milestone: Milestone;
  /** The due day as it is known: of this update, else of an earlier one. */
  readonly due?: Day;
  /** The first due day on record, where it was an earlier one. */
  readonly firstDue?: Day;
  readonly evidence: readonly FactEvidence[];
}

function keyOf({ name }: Milestone): string {
  return wordsOf(name)
    .map(({ stem }) => stem)
    .join(" ");
}

/** The milestones of the pilots as they stand: each by its name, in the order in which a pilot first named them. */
export function standingMilestones({ pilots, updatesOf, knowledge }: UpdateBook): readonly StandingMilestone[] {
  return pilots.flatMap((pilot) => {
    const named = byValidity(updatesOf(pilot.id)).flatMap((update) =>
      update.fields.milestones.map((milestone, index) => ({ update, milestone, index })),
    );
    return [...Map.groupBy(named, ({ milestone }) => keyOf(milestone)).values()].flatMap((states) => {
      const last = states.at(-1);
      if (!last) return [];
      const dated = states.filter(({ milestone }) => milestone.due !== undefined);
      const due = dated.at(-1);
      const first = dated.find(({ milestone }) => due && (milestone.due ?? "") < (due.milestone.due ?? ""));
      const sources = [last, ...(due && due !== last ? [due] : []), ...(first ? [first] : [])];
      return [
        {
          pilot,
          update: last.update,
          milestone: last.milestone,
          ...(due?.milestone.due !== undefined && { due: due.milestone.due }),
          ...(first?.milestone.due !== undefined && { firstDue: first.milestone.due }),
          evidence: sources.flatMap(({ update, index }) => evidenceOfField(update, `milestones.${index}`, knowledge)),
        },
      ];
    });
  });
}

/** True for a milestone past its due day that is not recorded as done. */
export function isOverdue({ milestone, due }: StandingMilestone, today: Day): boolean {
  return milestone.done === undefined && due !== undefined && due < today;
}

/** True for a milestone that is expected, or now due, later than it was due. */
function hasSlipped({ milestone, due, firstDue }: StandingMilestone): boolean {
  if (firstDue !== undefined) return true;
  const until = typeof milestone.done === "string" ? milestone.done : milestone.forecast;
  return due !== undefined && until !== undefined && until > due;
}

/** True for a milestone that is not done and expected, or due, in a stretch of days. */
export function isExpectedIn({ milestone, due }: StandingMilestone, { from, to }: DaySpan): boolean {
  const day = milestone.forecast ?? due;
  return milestone.done === undefined && day !== undefined && from <= day && day < to;
}

/** A milestone in one line with everything known of its days. */
export function milestoneItem({ pilot, milestone, due, firstDue, update, evidence }: StandingMilestone): Draft {
  const { forecast, done, name } = milestone;
  const parts = [
    due === undefined ? "" : `due ${sayDate(due)}`,
    firstDue === undefined ? "" : `first due ${sayDate(firstDue)}`,
    forecast === undefined || forecast === due ? "" : `forecast ${sayDate(forecast)}`,
    done === undefined ? "not recorded as done" : done === true ? "done" : `done ${sayDate(done)}`,
    `posted on ${sayPosted(update)}`,
  ].filter((part) => part !== "");
  const words = parts.join("; ");
  return stated(`${pilot.name}: ${name} (${words})`, evidence, words);
}

type MilestonesQuestion = Extract<UpdateQuestion, { readonly kind: "milestones" }>;

/** How many milestones are listed. */
const mostListed = 30;

/** The milestones asked for: overdue, slipped, done, ahead, or all. */
export function answerMilestones(book: UpdateBook, { which, window }: MilestonesQuestion): UpdateAnswer {
  const last = book.updates.at(-1);
  if (!last) return noUpdateAtAll(book);
  const { today, pilots, programme } = book;
  const all = standingMilestones(book);
  const isIn = (day: Day | undefined): boolean =>
    !window || (day !== undefined && window.from <= day && day < window.to);
  const matches: Readonly<Record<MilestonesQuestion["which"], (one: StandingMilestone) => boolean>> = {
    all: ({ due, milestone }) => isIn(milestone.forecast ?? due),
    overdue: (one) => isOverdue(one, today),
    slipped: hasSlipped,
    done: ({ milestone }) => milestone.done !== undefined && isIn(milestone.done === true ? undefined : milestone.done),
    ahead: (one) => isExpectedIn(one, window ?? { from: today, to: "9999-12-31" }),
  };
  const found = all.filter(matches[which]).toSorted((left, right) => ((left.due ?? "9") < (right.due ?? "9") ? -1 : 1));
  const what = {
    all: "on record",
    overdue: "overdue",
    slipped: "slipped",
    done: "recorded as done",
    ahead: "still to come",
  }[which];
  const when = window ? ` ${window.said}` : "";
  const count = `${found.length} of ${all.length} milestone${all.length === 1 ? "" : "s"}`;
  const verb = which === "slipped" ? (found.length === 1 ? "has" : "have") : found.length === 1 ? "is" : "are";
  const whose = pilots.length === 1 ? nameOfBook(book) : programme.name;
  const lead =
    all.length === 0
      ? `No milestone of ${nameOfBook(book)} is on record.`
      : which === "all" && !window
        ? `${all.length} milestone${all.length === 1 ? "" : "s"} of ${whose} ${verb} on record.`
        : `${count} of ${whose} ${verb} ${what}${when}, on ${sayDate(today)}.`;
  const evidence = (found.length > 0 ? found : all).flatMap((one) => one.evidence.slice(0, 1));
  return answeredWith(
    paragraph(workedOut(lead, evidence.length > 0 ? evidence : evidenceThat(last, book.knowledge))),
    list(found.slice(0, mostListed).map(milestoneItem)),
    found.length > mostListed
      ? { kind: "notice", tone: "info", text: `${found.length - mostListed} more are left out.` }
      : undefined,
  );
}
