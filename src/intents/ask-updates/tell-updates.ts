import type { Knowledge } from "../../core/knowledge.ts";
import type { Asking } from "../../core/receipt.ts";
import type { Store } from "../../core/store.ts";
import type { ReadScope } from "../../core/trust.ts";
import type { IsWorkingDay } from "../../ledger/returns/return-periods.ts";
import type { RoutedUpdates } from "../../router/route-updates.ts";
import type { Outcome } from "../outcome.ts";
import { askUpdates } from "./ask-updates.ts";

/** What telling updates works with. */
export interface TellingContext {
  readonly store: Pick<Store, "updates" | "places">;
  readonly scope: ReadScope;
  readonly knowledge: Knowledge;
  readonly asking: Asking | undefined;
  readonly loadWorkingDays?: () => Promise<IsWorkingDay>;
}

/** True unless the words may as well mean something that records or documents tell: then these are asked first. */
export function isTakenFirst({ question, certainty, isBeside }: RoutedUpdates): boolean {
  if (isBeside) return question.kind === "figures" || question.kind === "returns";
  return certainty !== "maybe" || (question.kind !== "search" && question.kind !== "ratings");
}

/** Answers from the updates of a programme, as far as they answer; see `askUpdates`. */
export async function tellUpdates(
  updates: RoutedUpdates,
  context: TellingContext,
  { isLastResort = false } = {},
): Promise<Outcome | undefined> {
  const { store, scope, knowledge, asking, loadWorkingDays = async () => isWeekday } = context;
  const { lastAsked } = asking ?? {};
  return askUpdates(updates, {
    ledger: store,
    places: store,
    scope,
    knowledge,
    today: updates.today,
    loadWorkingDays,
    isLastResort,
    ...(lastAsked && { lastAsked }),
  });
}

/** Without a calendar every day from Monday to Friday counts. */
const isWeekday: IsWorkingDay = (day) => ![0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay());
