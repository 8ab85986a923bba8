import { composeBlocks, type DraftBlock } from "../../answer/compose-blocks.ts";
import { markingOf } from "../../answer/compose.ts";
import type { Knowledge } from "../../core/knowledge.ts";
import type { Subject } from "../../core/ledger.ts";
import type { Reply } from "../../core/reply.ts";
import type { ReadScope } from "../../core/trust.ts";
import type { UpdateReader } from "../../core/update.ts";
import type { IsWorkingDay } from "../../ledger/returns/return-periods.ts";
import { openBook, type UpdateBook } from "../ask-updates/update-book.ts";
import { bannerFor } from "../replies.ts";
import { digestBlocks } from "./digest-blocks.ts";
import type { DigestWeek } from "./digest-week.ts";

/** What posts about a programme are composed from. */
export interface ComposingParts {
  /** A store, or a transaction that sees its own writes. */
  readonly ledger: Pick<UpdateReader, "updates">;
  readonly scope: ReadScope;
  readonly knowledge: Knowledge;
  readonly isWorkingDay: IsWorkingDay;
}

/** The digest of a programme's week for those who may see what the scope shows. The same updates make the same digest. */
export async function composeDigest(programme: Subject, week: DigestWeek, parts: ComposingParts): Promise<Reply> {
  const book = await openBook(programme, [], {
    ...parts,
    today: week.to,
    loadWorkingDays: () => Promise.resolve(parts.isWorkingDay),
  });
  return unaskedReply("digest", book, digestBlocks(book, week, returnsOf(book, parts.isWorkingDay)));
}

function returnsOf({ programme, pilots, updates, today }: UpdateBook, isWorkingDay: IsWorkingDay) {
  const calendar = programme.returns;
  return calendar && { calendar, participations: pilots, updates, today, isWorkingDay };
}

/** A reply that nobody asked for, with every sentence through the gate. It has no receipt. */
export function unaskedReply(
  intent: "digest" | "reminder" | "notice",
  { programme, knowledge }: Pick<UpdateBook, "programme" | "knowledge">,
  blocks: readonly DraftBlock[],
): Reply {
  const { blocks: composed, citations } = composeBlocks(blocks, knowledge);
  const [banner, marking] = [bannerFor([programme.id], knowledge), markingOf(citations)];
  return {
    outcome: "answered",
    intent,
    blocks: composed,
    citations,
    confidence: 1,
    ...(marking !== undefined && { marking }),
    ...(banner !== undefined && { banner }),
    receipt: "",
  };
}
