import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createRandom } from "./seeded-random.ts";

/** How large a generated folder is. */
export interface GeneratedSize {
  readonly documents: number;
  readonly passagesADocument: number;
}

const vocabularySize = 30_000;
const sentencesAPassage = 7;
const wordsASentence = 12;

/**
 * Copies a knowledge folder and adds documents of seeded text to it: word ranks follow Zipf's law, the most frequent
 * words are those of the shipped notes in their own order, so that questions meet long posting lists, and the rest are
 * made up. One heading and one paragraph of 84 words make one passage.
 */
export function generateKnowledge(from: string, to: string, { documents, passagesADocument }: GeneratedSize): void {
  cpSync(from, to, { recursive: true });
  const random = createRandom(20_261_122);
  const vocabulary = createVocabulary(from, random);
  const draw = createZipf(vocabulary.length, random);
  const word = (): string => vocabulary[draw()] ?? "";
  for (let at = 0; at < documents; at += 1) {
    const folder = path.join(to, "documents/generated", String(Math.floor(at / 100)).padStart(3, "0"));
    if (at % 100 === 0) mkdirSync(folder, { recursive: true });
    const sections = Array.from(
      { length: passagesADocument },
      () => `## ${capital(word())} ${word()}\n\n${paragraph(word)}`,
    );
    const name = `${String(at).padStart(5, "0")}.md`;
    writeFileSync(path.join(folder, name), [frontMatter(at), ...sections, ""].join("\n\n"));
  }
}

function frontMatter(at: number): string {
  return `---\ntitle: Generated note ${at}\npublisher: Bench\npublished: "2024"\ntrust: official\n---`;
}

function paragraph(word: () => string): string {
  const sentence = (): string => {
    const [first = "", ...rest] = Array.from({ length: wordsASentence }, word);
    return `${capital(first)} ${rest.join(" ")}.`;
  };
  return Array.from({ length: sentencesAPassage }, sentence).join(" ");
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function createVocabulary(folder: string, random: () => number): readonly string[] {
  const counts = new Map<string, number>();
  for (const file of globSync("documents/**/*.md", { cwd: folder }))
    for (const [word] of readFileSync(path.join(folder, file), "utf8")
      .toLowerCase()
      .matchAll(/\b[a-z]{2,}\b/g))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  const real = [...counts].toSorted(([, left], [, right]) => right - left).map(([word]) => word);
  const words = new Set(real);
  while (words.size < vocabularySize) words.add(madeUpWord(random));
  return [...words];
}

const syllables = "ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo yu za bra cle dri flo gru".split(" ");

function madeUpWord(random: () => number): string {
  const length = 2 + Math.floor(random() * 3);
  return Array.from({ length }, () => syllables[Math.floor(random() * syllables.length)]).join("");
}

/** Draws ranks from 0 with a chance of 1 / (rank + 1). */
function createZipf(size: number, random: () => number): () => number {
  const cumulative = new Float64Array(size);
  let sum = 0;
  for (let rank = 0; rank < size; rank += 1) {
    sum += 1 / (rank + 1);
    cumulative[rank] = sum;
  }
  return () => {
    const wanted = random() * sum;
    let [low, high] = [0, size - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cumulative[middle] ?? sum) < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
