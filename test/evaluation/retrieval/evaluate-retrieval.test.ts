import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readRetrievalSet } from "../../../src/evaluation/retrieval/beir.ts";
import { evaluateRetrieval, type RetrievalReport } from "../../../src/evaluation/retrieval/evaluate-retrieval.ts";
import { findRetrievalFailures, retrievalFloors } from "../../../src/evaluation/retrieval/floors.ts";
import { formatRetrievalReport } from "../../../src/evaluation/retrieval/format-report.ts";
import { openSqliteStore } from "../../../src/stores/sqlite/open-sqlite-store.ts";
import { createHashingEmbedder } from "../../fakes/hashing-embedder.ts";

const clock = { now: () => new Date("2026-03-01T12:00:00Z") };
let root: string;
let directory: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "pilotdesk-evaluation-"));
  directory = join(root, "tiny-set");
  await mkdir(join(directory, "qrels"), { recursive: true });
  const documents = [
    { _id: "d1", title: "Luton", text: "Luton worked on street safety." },
    { _id: "d2", title: "Hackney", text: "Hackney worked on loneliness." },
    { _id: "d3", text: `${"Filler sentence about nothing much. ".repeat(40)}Wakefield worked on carers.` },
    { _id: "d4", title: "Empty", text: "" },
  ];
  const queries = [
    { _id: "q1", text: "What did Luton work on?" },
    { _id: "q2", text: "Who worked on carers?" },
    { _id: "q3", text: "Not judged" },
  ];
  await writeFile(join(directory, "corpus.jsonl"), documents.map((row) => JSON.stringify(row)).join("\n"));
  await writeFile(join(directory, "queries.jsonl"), `${queries.map((row) => JSON.stringify(row)).join("\n")}\n`);
  await writeFile(join(directory, "qrels", "test.tsv"), "query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\td3\t2\n");
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

function evaluate(workDirectory?: string): Promise<RetrievalReport & { readonly embedded: readonly string[] }> {
  const embedder = createHashingEmbedder();
  const openStore = (folder: string): ReturnType<typeof openSqliteStore> =>
    openSqliteStore({ directory: folder, clock });
  return evaluateRetrieval({ directory, openStore, clock, embedder, ...(workDirectory && { workDirectory }) }).then(
    (report) => Object.assign({}, report, { embedded: embedder.embedded }),
  );
}

describe("evaluateRetrieval", () => {
  it("measures the three systems over the judged questions with the shipped pipeline", async () => {
    const report = await evaluate();
    expect(report).toMatchObject({ set: "tiny-set", documents: 4, questions: 2, model: "hashing" });
    expect(report.systems.map(({ system }) => system)).toEqual(["lexical", "features", "vectors"]);
    // Both answers stand first: every word of either question but the common ones is in one document only.
    for (const { scores } of report.systems) expect(scores).toMatchObject({ ndcg10: 1, hit1: 1, mrr: 1, recall5: 1 });
    // The long document is cut, and its best passage counts.
    expect(report.passages).toBe(4);
  });

  it("encodes only the questions when its folder is used again", async () => {
    const work = join(root, "work");
    expect((await evaluate(work)).embedded).toHaveLength(6);
    expect((await evaluate(work)).embedded).toEqual(["What did Luton work on?", "Who worked on carers?"]);
  });

  it("works without an encoder", async () => {
    const openStore = (folder: string): ReturnType<typeof openSqliteStore> =>
      openSqliteStore({ directory: folder, clock });
    const report = await evaluateRetrieval({ directory, openStore, clock });
    expect(report.systems.map(({ system }) => system)).toEqual(["lexical", "features"]);
    expect(report.model).toBeUndefined();
  });
});

describe("readRetrievalSet", () => {
  it("says what is missing, and in which line a row is wrong", async () => {
    await expect(readRetrievalSet(join(root, "nowhere"))).rejects.toThrow(/A retrieval set has corpus.jsonl/);
    await writeFile(join(directory, "queries.jsonl"), '{"_id":"q1","text":"a"}\n{"_id":"q2"}\n');
    await expect(readRetrievalSet(directory)).rejects.toThrow(/queries.jsonl, line 2/);
  });

  it("refuses a judgement without a grade", async () => {
    await writeFile(join(directory, "qrels", "test.tsv"), "query-id\tcorpus-id\tscore\nq1\td1\n");
    await expect(readRetrievalSet(directory)).rejects.toThrow(/test.tsv, line 2/);
  });
});

const scores = { ndcg10: 0.9, recall5: 0.8, recall10: 0.85, mrr: 0.7, hit1: 0.6 };
const report: RetrievalReport = {
  set: "xquad-en",
  documents: 240,
  passages: 360,
  questions: 1190,
  model: "use",
  systems: [
    { system: "lexical", scores: { ...scores, ndcg10: 0.88 }, medianMs: 1.25, p95Ms: 3 },
    { system: "vectors", scores, medianMs: 12, p95Ms: 20.06 },
  ],
};

describe("findRetrievalFailures", () => {
  it("passes what meets its floors", () => {
    expect(findRetrievalFailures(report, { "xquad-en": { ndcg10: 0.9, hit1: 0.5 }, other: { mrr: 1 } })).toEqual([]);
  });

  it("names each floor that is missed, and a system worse than words alone", () => {
    const worse = {
      ...report,
      systems: report.systems.map((one) => ({
        ...one,
        scores: { ...one.scores, ndcg10: one.system === "vectors" ? 0.5 : 0.88 },
      })),
    };
    expect(findRetrievalFailures(worse, { "xquad-en": { ndcg10: 0.975, mrr: 0.7 } })).toEqual([
      "xquad-en: ndcg10 of vectors is 0.5000, below its floor 0.975",
      "xquad-en: ndcg10 of vectors is 0.5000, below words alone 0.8800",
    ]);
  });
});

describe("the floors that ship", () => {
  it("are well-formed and hold the two numbers promised", async () => {
    const floors = retrievalFloors.parse(JSON.parse(await readFile(new URL("./floors.json", import.meta.url), "utf8")));
    expect(floors["xquad-en"]?.ndcg10).toBe(0.975);
    expect(floors["cranfield"]?.ndcg10).toBe(0.38);
  });
});

describe("formatRetrievalReport", () => {
  it("prints a table", () => {
    expect(formatRetrievalReport(report)).toBe(
      [
        "xquad-en: 240 documents in 360 passages, 1190 questions, vectors of use",
        "system      nDCG@10  recall@5 recall@10       MRR     hit@1 median ms    p95 ms",
        "lexical      0.8800    0.8000    0.8500    0.7000    0.6000       1.3       3.0",
        "vectors      0.9000    0.8000    0.8500    0.7000    0.6000      12.0      20.1",
      ].join("\n"),
    );
  });
});
