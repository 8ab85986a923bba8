/** What differs between engines in the statements that create tables. */
export interface SchemaDialect {
  /** The type of binary columns: `blob`, `bytea`. */
  readonly blob: string;
  /** What follows the closing bracket of a table, such as `strict`. */
  readonly tableOptions: string;
  /** Statements that create the engine's lexical index. */
  readonly lexicalSchema: readonly string[];
}

const derivedColumns = `record text not null, key text not null,
  "recordedSeq" integer not null references event(seq), "closedSeq" integer references event(seq)`;
const derivedKey = `primary key (record, key, "recordedSeq")`;

/** The statements of the first schema. */
export function initialSchema({ blob, tableOptions, lexicalSchema }: SchemaDialect): readonly string[] {
  const table = (name: string, columns: string): string => `create table ${name} (${columns}) ${tableOptions}`;
  return [
    table(
      "payload",
      `id text primary key, class text not null, salt text not null, body text not null, "purgeAfter" text, "purgedAt" text`,
    ),
    table(
      "event",
      `seq integer primary key, id text not null unique, kind text not null, about text not null,
      "occurredAt" text not null, "recordedAt" text not null, actor text not null,
      "payloadId" text references payload(id), "payloadHash" text, "previousHash" text not null, hash text not null`,
    ),
    `create index event_recorded on event ("recordedAt")`,
    table(
      "subject",
      `${derivedColumns}, id text not null, kind text not null, name text not null, programme text,
      "participationKind" text, councils text, status text, fictional integer, audience text not null, marking text,
      ${derivedKey}`,
    ),
    `create index subject_id on subject (id)`,
    table(
      "alias",
      `${derivedColumns}, target text not null, text text not null, ambiguous integer not null, place integer not null,
      "from" text, "to" text, audience text not null, ${derivedKey}`,
    ),
    table(
      "fact",
      `${derivedColumns}, id text not null, subject text not null, attribute text not null, value text not null,
      "validFrom" text, "validTo" text, "sourceClass" text not null, sources text not null,
      "lowConfidence" integer not null, note text, trust text not null, audience text not null, marking text,
      ${derivedKey}`,
    ),
    `create index fact_id on fact (id)`,
    `create index fact_subject on fact (subject, attribute)`,
    `create index fact_attribute on fact (attribute)`,
    table(
      "source",
      `${derivedColumns}, id text not null, title text not null, publisher text, url text, published text,
      trust text not null, note text, ${derivedKey}`,
    ),
    table(
      "attribute",
      `${derivedColumns}, id text not null, label text not null, kind text not null, validity text not null,
      asks text not null, answers text not null, sentence text not null, unit text, ${derivedKey}`,
    ),
    table(
      "document_version",
      `number integer primary key, id text not null, "documentId" text not null, audience text not null,
      meta text not null, sha256 text not null, "recordedSeq" integer not null references event(seq),
      "closedSeq" integer references event(seq), "rawText" text not null`,
    ),
    `create unique index document_open on document_version ("documentId") where "closedSeq" is null`,
    `create index document_version_id on document_version (id)`,
    `create index document_version_recorded on document_version ("recordedSeq")`,
    `create index document_version_closed on document_version ("closedSeq")`,
    table(
      "passage",
      `number integer primary key, id text not null, version integer not null references document_version(number),
      position integer not null, "headingPath" text not null, text text not null, start integer not null,
      "end" integer not null, sentences text not null, sha256 text not null, unique (id, version)`,
    ),
    `create index passage_version on passage (version)`,
    `create index passage_sha256 on passage (sha256, version)`,
    table(
      "embedding",
      `sha256 text not null, model text not null, dimensions integer not null, vector ${blob} not null,
      primary key (sha256, model)`,
    ),
    table("index_generation", `id integer primary key check (id = 1), generation integer not null`),
    `insert into index_generation (id, generation) values (1, 0)`,
    table(
      "receipt",
      `id text primary key, "createdAt" text not null, body text not null, "purgeAfter" text not null, "purgedAt" text`,
    ),
    `create index receipt_created on receipt ("createdAt")`,
    table("thread_state", `conversation text primary key, state text not null, "purgeAfter" text not null`),
    ...lexicalSchema,
  ];
}
