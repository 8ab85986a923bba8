import type { SchemaDialect } from "./0001-initial.ts";

/** What differs between engines in the tables of the work. */
export type WorkSchemaDialect = Pick<SchemaDialect, "tableOptions"> & {
  /** The column that numbers rows in the order they are written; `integer primary key` where it is left out. */
  readonly counter?: string;
};

/** The statements that create inbox, outbox and schedule. A row is open while it has a `dueAt`. */
export function workSchema({ tableOptions, counter = "integer primary key" }: WorkSchemaDialect): readonly string[] {
  const table = (name: string, columns: string): string => `create table ${name} (${columns}) ${tableOptions}`;
  const leased = `holder text, fence integer not null, tries integer not null, "dueAt" text, reason text,
      "finishedAt" text, body text not null, "purgeAfter" text, "purgedAt" text`;
  return [
    table(
      "turn",
      `"arrivedSeq" ${counter}, id text not null unique, platform text not null, conversation text not null,
      state text not null, "arrivedAt" text not null, ${leased}`,
    ),
    `create index turn_open on turn (conversation, "arrivedSeq") where "dueAt" is not null`,
    `create index turn_due on turn ("dueAt") where "dueAt" is not null`,
    `create index turn_state on turn (state)`,
    table("turn_key", `key text primary key, turn text not null`),
    `create index turn_key_turn on turn_key (turn)`,
    table(
      "outbox",
      `number ${counter}, key text not null unique, turn text, channel text not null, place text not null,
      conversation text not null, operation text not null, changes text, state text not null,
      "createdAt" text not null, "messageId" text, "offeredAs" text, ${leased}`,
    ),
    `create index outbox_open on outbox (channel, conversation, number) where "dueAt" is not null`,
    `create index outbox_due on outbox ("dueAt") where "dueAt" is not null`,
    `create index outbox_state on outbox (state)`,
    `create index outbox_changes on outbox (changes) where changes is not null`,
    table(
      "place_rate",
      `channel text not null, place text not null, "freeAt" text not null, primary key (channel, place)`,
    ),
    table("schedule", `name text primary key, since text not null`),
    table(
      "firing",
      `schedule text not null, "dueAt" text not null, "firedAt" text not null, outcome text not null,
      primary key (schedule, "dueAt")`,
    ),
  ];
}
