import type { WorkSchemaDialect } from "./0003-work.ts";

/** The statements that create people, places, marks and drafts, and that let subjects say when their pilots report. */
export function peopleSchema({ tableOptions, counter = "integer primary key" }: WorkSchemaDialect): readonly string[] {
  const table = (name: string, columns: string): string => `create table ${name} (${columns}) ${tableOptions}`;
  return [
    table("person", `id text primary key, since text not null, "joinedTo" text, "purgedAt" text`),
    `create index person_joined on person ("joinedTo") where "joinedTo" is not null`,
    table(
      "identity",
      `platform text not null, tenant text not null, "user" text not null, person text not null references person(id),
      primary key (platform, tenant, "user")`,
    ),
    `create index identity_person on identity (person)`,
    table(
      "role",
      `person text not null references person(id), role text not null, programme text not null,
      primary key (person, role, programme)`,
    ),
    table(
      "place",
      `id text primary key, platform text not null, name text, programmes text not null, pilots text not null,
      listens integer not null, digests integer not null, contact text, address text, "changedAt" text not null`,
    ),
    table(
      "mark",
      `owner text not null, name text not null, value text not null, at text not null, primary key (owner, name)`,
    ),
    `create index mark_name on mark (name)`,
    table(
      "draft",
      `number ${counter}, id text not null unique, state text not null, author text not null, "onBehalfOf" text,
      place text, conversation text not null, "messagePlace" text, "messageId" text, "update" text,
      "createdAt" text not null, body text not null, "purgeAfter" text not null, "purgedAt" text`,
    ),
    `create index draft_author on draft (author)`,
    `create index draft_conversation on draft (conversation)`,
    `create index draft_message on draft ("messagePlace", "messageId") where "messageId" is not null`,
    `create index draft_due on draft ("purgeAfter") where "purgedAt" is null`,
    `alter table subject add column "returns" text`,
    `alter table subject add column "ratingScale" text`,
    `alter table subject add column "isObserver" integer`,
  ];
}
