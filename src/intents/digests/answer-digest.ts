import type { TimeWindow } from "../../router/time-windows.ts";
import { answeredWith, type UpdateAnswer } from "../ask-updates/update-answer.ts";
import { returnsRecordOf, type UpdateBook, type UpdateContext } from "../ask-updates/update-book.ts";
import { digestBlocks } from "./digest-blocks.ts";
import { lastWeek, weekOf } from "./digest-week.ts";

/** The digest of the week that is asked for, else of the last that is over, as it would be composed now. */
export async function answerDigest(
  book: UpdateBook,
  window: TimeWindow | undefined,
  context: Pick<UpdateContext, "loadWorkingDays">,
): Promise<UpdateAnswer> {
  const calendar = book.programme.returns;
  const record = calendar && (await returnsRecordOf(book, calendar, context));
  const week = window ? weekOf(window.from) : lastWeek(book.today);
  return answeredWith(...digestBlocks(book, week, record));
}
