import type { Day } from "../../core/time.ts";
import type { TimeWindow } from "../../router/time-windows.ts";
import { standingEntries } from "./help-and-risks.ts";
import { isExpectedIn, milestoneItem, standingMilestones } from "./milestones.ts";
import { countOf, sayWhen, stated, workedOut } from "./say-update.ts";
import { answeredWith, list, nameOfBook, noUpdateAtAll, paragraph, type UpdateAnswer } from "./update-answer.ts";
import type { UpdateBook } from "./update-book.ts";
import { evidenceThat } from "./update-evidence.ts";
import { textOf } from "./update-items.ts";

/** What is to be done next: with a window the steps and milestones due in it, else every step that stands. */
export function answerNextSteps(book: UpdateBook, window?: TimeWindow, trueAt?: Day): UpdateAnswer {
  const last = book.updates.at(-1);
  if (!last) return noUpdateAtAll(book);
  const { knowledge } = book;
  const standing = standingEntries(book, "nextSteps", { trueAt }).filter(
    ({ isCurrent, entry }) => isCurrent || (entry.due !== undefined && entry.due >= (trueAt ?? book.today)),
  );
  const steps = standing
    .filter(({ entry }) => !window || (entry.due !== undefined && window.from <= entry.due && entry.due < window.to))
    .toSorted((left, right) => ((left.entry.due ?? "9") < (right.entry.due ?? "9") ? -1 : 1));
  const milestones = window ? standingMilestones(book).filter((one) => isExpectedIn(one, window)) : [];
  const when = window ? `due ${window.said}` : "on record";
  const counts = [
    countOf(steps.length, "next step"),
    ...(milestones.length > 0 ? [countOf(milestones.length, "milestone")] : []),
  ].join(" and ");
  const lead =
    steps.length + milestones.length === 0
      ? `No next step of ${nameOfBook(book)} is ${when}.`
      : `${counts} of ${nameOfBook(book)} ${steps.length + milestones.length === 1 ? "is" : "are"} ${when}.`;
  const evidence = [...steps, ...milestones].flatMap((one) => one.evidence.slice(0, 1));
  const undated = window ? standing.filter(({ entry }) => entry.due === undefined).length : 0;
  return answeredWith(
    paragraph(workedOut(lead, evidence.length > 0 ? evidence : evidenceThat(last, knowledge))),
    list([
      ...steps.map(({ pilot, update, evidence: own }) => {
        const day = sayWhen(update);
        return stated(`${pilot.name}: ${textOf(own[0]).replace(/\.$/, "")}; ${day}`, own, day);
      }),
      ...milestones.map(milestoneItem),
    ]),
    undated > 0
      ? {
          kind: "notice",
          tone: "info",
          text: `${countOf(undated, "further step")} without a day ${undated === 1 ? "is" : "are"} on record.`,
        }
      : undefined,
  );
}
