import { composeBlocks } from "../../answer/compose-blocks.ts";
import type { Subject } from "../../core/ledger.ts";
import type { Block } from "../../core/reply.ts";
import { dayOf } from "../../core/time.ts";
import type { ReadScope } from "../../core/trust.ts";
import { openBook } from "../ask-updates/update-book.ts";
import { programmeAudience } from "../caller.ts";
import { reminderBlocks, reminderOn } from "./remind.ts";
import type { UnaskedParts } from "./unasked-parts.ts";

/** What a person's own page says about the returns that are near or past their due day, of the pilots that they belong to. */
export async function sayReturnsDue(
  pilots: readonly string[],
  { store, clock, knowledgeFor, loadWorkingDays }: UnaskedParts,
  { reader }: Pick<ReadScope, "reader">,
): Promise<readonly Block[]> {
  const today = dayOf(clock.now());
  const known = await knowledgeFor({ reader });
  const subjects = pilots.flatMap((id) => known.subject(id) ?? []);
  const blocks: Block[] = [];
  for (const [id, own] of Map.groupBy(subjects, ({ programme }) => programme ?? "")) {
    const programme: Subject | undefined = known.subject(id);
    const calendar = programme?.returns;
    if (programme?.status !== "live" || !calendar) continue;
    const scope: ReadScope = { reader: { audiences: [...new Set([...reader.audiences, programmeAudience(id)])] } };
    const knowledge = await knowledgeFor(scope);
    const book = await openBook(programme, own, { ledger: store, scope, knowledge, today, loadWorkingDays });
    const isWorkingDay = await loadWorkingDays();
    const record = { calendar, participations: book.pilots, updates: book.updates, today, isWorkingDay };
    const due = reminderOn(record);
    // A page that is drawn anew has no place for numbered sources.
    const said = due ? composeBlocks(reminderBlocks(book, due), knowledge).blocks : [];
    blocks.push(...said.filter(({ kind }) => kind === "notice"));
  }
  return blocks.length === 0 ? [] : [{ kind: "heading", text: "Returns" }, ...blocks];
}
