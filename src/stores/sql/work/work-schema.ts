import type { Generated } from "kysely";
import type { Instant } from "../../../core/time.ts";
import type { Platform } from "../../../core/origin.ts";
import type { Turn } from "../../../core/turn.ts";
import type { NewPost, PostOperation, PostState, PostTarget, TurnState } from "../../../core/work.ts";
import type { JsonText } from "../json.ts";

/** What turns and posts share: who holds the row, when it is due (null once it is closed), and its content, which ends. */
interface LeasedColumns {
  readonly holder: string | null;
  readonly fence: number;
  readonly tries: number;
  readonly dueAt: Instant | null;
  readonly reason: string | null;
  readonly finishedAt: Instant | null;
  readonly purgeAfter: Instant | null;
  readonly purgedAt: Instant | null;
}

/** The inbox. `body` is empty text once `purgedAt` is set. */
export interface TurnTable extends LeasedColumns {
  readonly arrivedSeq: Generated<number>;
  readonly id: string;
  readonly platform: Platform;
  readonly conversation: string;
  readonly state: TurnState;
  /** 1 for a post that nobody waits for an answer to. */
  readonly overheard: number;
  readonly arrivedAt: Instant;
  readonly body: JsonText<{ readonly turn: Turn; readonly replyTo?: PostTarget }>;
}

/** The names under which a turn may be delivered again. */
export interface TurnKeyTable {
  readonly key: string;
  readonly turn: string;
}

/** The outbox. `body` is empty text once `purgedAt` is set; `offeredAs` is the key of the copy that was offered again. */
export interface OutboxTable extends LeasedColumns {
  readonly number: Generated<number>;
  readonly key: string;
  readonly turn: string | null;
  readonly channel: Platform;
  readonly place: string;
  readonly conversation: string;
  readonly operation: PostOperation;
  readonly changes: string | null;
  readonly state: PostState;
  readonly createdAt: Instant;
  readonly messageId: string | null;
  readonly offeredAs: string | null;
  readonly body: JsonText<OutboxBody>;
}

/** What is shown, and where. `composedAt` is when it was worked out, where that was before the row was made. */
export interface OutboxBody extends Pick<NewPost, "reply">, Pick<PostTarget, "address"> {
  readonly composedAt?: Instant;
}

/** Until when the rate of a place is used up, over all instances. */
export interface PlaceRateTable {
  readonly channel: Platform;
  readonly place: string;
  readonly freeAt: Instant;
}

/** Since when a schedule is known. */
export interface ScheduleTable {
  readonly name: string;
  readonly since: Instant;
}

/** The times of a schedule that were taken. */
export interface FiringTable {
  readonly schedule: string;
  readonly dueAt: Instant;
  readonly firedAt: Instant;
  readonly outcome: "fired" | "skipped";
}

/** The tables of the work. */
export interface WorkTables {
  turn: TurnTable;
  turn_key: TurnKeyTable;
  outbox: OutboxTable;
  place_rate: PlaceRateTable;
  schedule: ScheduleTable;
  firing: FiringTable;
}
