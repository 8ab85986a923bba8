import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { z } from "zod";

/*
 * The knowledge folder as the eye reads it: raw files and plain YAML. It shares no code with the program on purpose, so
 * that a mistake there is not repeated here.
 */

const statement = z.looseObject({
  value: z.unknown(),
  sources: z.array(z.string()).default([]),
  from: z.string().optional(),
  to: z.string().optional(),
  note: z.string().optional(),
});

/** One value of one attribute as a record states it. */
export type Statement = z.infer<typeof statement>;

/** A name; one that stands for several records says of none that it is meant. */
const alias = z.union([
  z.string(),
  z
    .looseObject({ text: z.string(), ambiguous: z.boolean().default(false) })
    .transform(({ text, ambiguous }) => (ambiguous ? "" : text)),
]);

const record = z.looseObject({
  id: z.string(),
  name: z.string(),
  aliases: z
    .array(alias)
    .default([])
    .transform((names) => names.filter((name) => name !== "")),
  programme: z.string().optional(),
  /** Of programmes: where they stand. */
  status: z.string().optional(),
  kind: z.string().optional(),
  councils: z.array(z.string()).default([]),
  facts: z.record(z.string(), z.union([z.array(statement), statement.transform((one) => [one])])).default({}),
});

const source = z.looseObject({
  id: z.string(),
  title: z.string(),
  publisher: z.string().optional(),
  url: z.string().optional(),
  published: z.coerce.string().optional(),
  trust: z.string(),
  note: z.string().optional(),
});

/** A source as written. */
export type SourceRecord = z.infer<typeof source>;

const attribute = z.looseObject({
  id: z.string(),
  label: z.string(),
  kind: z.string(),
  sentence: z.string(),
  unit: z.string().optional(),
});

/** An attribute as declared. */
export type AttributeRecord = z.infer<typeof attribute>;

const lists = ["programmes", "participations", "councils", "departments", "people", "terms"] as const;

const recordFile = z.looseObject({
  sources: z.array(source).default([]),
  attributes: z.array(attribute).default([]),
  ...Object.fromEntries(lists.map((list) => [list, z.array(record).default([])])),
});

/** A record and the list it stands in. */
export type SubjectRecord = z.infer<typeof record> & { readonly list: (typeof lists)[number] };

const frontMatter = z.looseObject({
  title: z.string().optional(),
  source: z.string().optional(),
  sourceTitle: z.string().optional(),
  publisher: z.string().optional(),
  url: z.string().optional(),
  published: z.coerce.string().optional(),
  trust: z.string().optional(),
  programme: z.string().optional(),
  participation: z.string().optional(),
});

/** A document: the whole file, and what its front matter says. */
export interface DocumentText {
  readonly raw: string;
  readonly front: z.infer<typeof frontMatter>;
}

/** Everything in a knowledge folder, by id. */
export interface KnowledgeFiles {
  readonly subjects: ReadonlyMap<string, SubjectRecord>;
  readonly sources: ReadonlyMap<string, SourceRecord>;
  readonly attributes: ReadonlyMap<string, AttributeRecord>;
  /** By path below `documents/`. */
  readonly documents: ReadonlyMap<string, DocumentText>;
}

/** Reads a knowledge folder. Throws where a file is not YAML or has not the shape of records. */
export function readKnowledgeFiles(folder: string): KnowledgeFiles {
  const subjects = new Map<string, SubjectRecord>();
  const sources = new Map<string, SourceRecord>();
  const attributes = new Map<string, AttributeRecord>();
  for (const file of globSync("records/*.yaml", { cwd: folder })) {
    const content = recordFile.parse(parse(readFileSync(path.join(folder, file), "utf8")) ?? {});
    for (const entry of content.sources) sources.set(entry.id, entry);
    for (const entry of content.attributes) attributes.set(entry.id, entry);
    for (const list of lists)
      for (const entry of z.array(record).parse(content[list])) subjects.set(entry.id, { ...entry, list });
  }
  return { subjects, sources, attributes, documents: readDocuments(folder) };
}

function readDocuments(folder: string): ReadonlyMap<string, DocumentText> {
  const root = path.join(folder, "documents");
  const files = globSync("**/*.{md,markdown,txt}", { cwd: root });
  return new Map(
    files.map((file) => {
      const raw = readFileSync(path.join(root, file), "utf8").replace(/^\uFEFF/, "");
      const block = /^---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(raw);
      const front = frontMatter.parse(block ? (parse(block[1] ?? "") ?? {}) : {});
      return [file.split(path.sep).join("/"), { raw, front }];
    }),
  );
}

/** Every way in which a record may be written, its own name first. */
export function namesOfRecord(subject: SubjectRecord): readonly string[] {
  return [subject.name, ...subject.aliases];
}
