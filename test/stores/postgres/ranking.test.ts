import { expect, it } from "vitest";
import type { LexicalHit, Store } from "../../../src/core/store.ts";
import type { ReadScope } from "../../../src/core/trust.ts";
import { openPostgresStore } from "../../../src/stores/postgres/open-postgres-store.ts";
import { createRandom } from "../../bench/seeded-random.ts";
import { createSettableClock, newEvent, putDocument, scopeOf } from "../../contracts/store/store-samples.ts";
import { describeOnPostgres } from "../../setup/describe-on-postgres.ts";
import { inFolder, openStore } from "../sqlite/sqlite-folder.ts";
import { readNotes, type Note } from "./note-passages.ts";

const everyone = scopeOf(["public"]);
const notes = readNotes();

/** Stores the notes; every fifth is then reworded, and every seventh withdrawn, so that there is a history. */
async function fill(store: Store): Promise<number> {
  for (const { file, title, paragraphs } of notes) {
    await store.transaction((transaction) => putDocument(transaction, `${file}@1`, paragraphs, { title }));
  }
  const { seq } = await store.head();
  for (const [index, { file, title, paragraphs }] of notes.entries()) {
    if (index % 5 === 0) {
      const reworded = paragraphs.slice(1).map((paragraph) => `Since then: ${paragraph}`);
      await store.transaction((transaction) => putDocument(transaction, `${file}@2`, reworded, { title }));
    } else if (index % 7 === 0) {
      await store.transaction(async (transaction) =>
        transaction.withdrawDocument(await transaction.appendEvent(newEvent(file)), file),
      );
    }
  }
  return seq;
}

/** Seeded questions: one to eight words of a paragraph, as a person would take them from it. */
function questionsOf(notes: readonly Note[], count: number): readonly (readonly string[])[] {
  const random = createRandom(20_261_122);
  const paragraphs = notes.flatMap((note) => note.paragraphs);
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
  return Array.from({ length: count }, () => {
    const words = (pick(paragraphs) ?? "").toLowerCase().match(/[\p{L}\p{N}]+(?:[.,][0-9]+)*/gu) ?? ["pilot"];
    return Array.from({ length: 1 + Math.floor(random() * 8) }, () => pick(words) ?? "");
  });
}

/** True for scores that are one number but for the order in which its parts were added up. */
function isTie(left: number, right: number): boolean {
  return Math.abs(left - right) <= 1e-9 * Math.max(1, Math.abs(left));
}

/** The passages and scores, with passages of equal score in order of id; the last group is cut off by the limit. */
function ranking(hits: readonly LexicalHit[]): readonly (readonly string[])[] {
  const groups: { score: number; ids: string[] }[] = [];
  for (const { passage, score } of hits) {
    const last = groups.at(-1);
    if (last && isTie(last.score, score)) last.ids.push(passage.id);
    else groups.push({ score, ids: [passage.id] });
  }
  return groups.map(({ score, ids }) => [score.toPrecision(9), ...ids.toSorted()]);
}

describeOnPostgres("BM25 on PostgreSQL", (server) => {
  it(
    "ranks and scores the shipped notes as SQLite does, now and as of before",
    inFolder(async (directory) => {
      const sqlite = await openStore(directory);
      const url = await server().createDatabase();
      const postgres = await openPostgresStore({ url, clock: createSettableClock() });
      const [seq] = [await fill(sqlite), await fill(postgres)];
      expect((await postgres.indexCounts("m")).passages).toBe((await sqlite.indexCounts("m")).passages);
      const questions = questionsOf(notes, 300);
      let compared = 0;
      for (const scope of [everyone, scopeOf(["public"], seq)] as readonly ReadScope[]) {
        for (const terms of questions) {
          const [left, right] = [
            await sqlite.searchLexical(scope, { terms, limit: 60 }),
            await postgres.searchLexical(scope, { terms, limit: 60 }),
          ];
          expect(ranking(right).slice(0, 10), terms.join(" ")).toStrictEqual(ranking(left).slice(0, 10));
          compared += right.length > 0 ? 1 : 0;
        }
      }
      // Nearly every question finds something, or the comparison would be of nothing with nothing.
      expect(compared).toBeGreaterThan(590);
      const words = [...new Set(questions.flat())];
      expect(await postgres.documentFrequencies(everyone, words)).toStrictEqual(
        await sqlite.documentFrequencies(everyone, words),
      );
      for (const store of [sqlite, postgres]) await store.close();
    }),
  );
});
