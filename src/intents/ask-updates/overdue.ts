import { isOverdue, milestoneItem, standingMilestones } from "./milestones.ts";
import { answerOverdueReturns } from "./returns.ts";
import { list, type UpdateAnswer } from "./update-answer.ts";
import type { UpdateBook, UpdateContext } from "./update-book.ts";

/** What is past its day: returns first, then milestones. */
export async function answerOverdue(
  book: UpdateBook,
  context: Pick<UpdateContext, "loadWorkingDays">,
): Promise<UpdateAnswer> {
  const returns = await answerOverdueReturns(book, context);
  const milestones = list(
    standingMilestones(book)
      .filter((one) => isOverdue(one, book.today))
      .map(milestoneItem),
  );
  if (!milestones) return returns;
  const said =
    returns.outcome === "answered" ? returns.blocks : [{ kind: "notice", tone: "info", text: returns.text } as const];
  return {
    outcome: "answered",
    blocks: [...said, { kind: "heading", text: "Milestones past their due day" }, milestones],
  };
}
