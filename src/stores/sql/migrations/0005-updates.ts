import type { SchemaDialect } from "./0001-initial.ts";

/** The statements that create updates, and that let facts say which update states them and in which words. */
export function updateSchema({ tableOptions }: Pick<SchemaDialect, "tableOptions">): readonly string[] {
  return [
    `create table pilot_update (record text not null, key text not null,
      "recordedSeq" integer not null references event(seq), "closedSeq" integer references event(seq),
      id text not null, pilot text not null, programme text not null, "postedAt" text not null, place text, message text,
      source text, fictional integer not null, audience text not null, content text not null,
      primary key (record, key, "recordedSeq")) ${tableOptions}`,
    `create index pilot_update_id on pilot_update (id)`,
    `create index pilot_update_pilot on pilot_update (pilot, "postedAt")`,
    `create index pilot_update_programme on pilot_update (programme, "postedAt")`,
    `create index pilot_update_posted on pilot_update ("postedAt")`,
    `create index pilot_update_message on pilot_update (place, message) where message is not null`,
    `create index pilot_update_deleted on pilot_update (id) where source = 'deleted'`,
    `create index event_about on event (about, seq)`,
    ...["part", "unit", "update", "postedAt", "permalink", "words"].map(
      (column) => `alter table fact add column "${column}" text`,
    ),
    `create index fact_update on fact ("update") where "update" is not null`,
  ];
}
