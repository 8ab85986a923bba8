import { mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir, totalmem } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { readConfig } from "../../src/config.ts";
import { readQuestions } from "../eval/question.ts";
import { generateKnowledge } from "./generate-knowledge.ts";
import { measureDigest } from "./measure-digest.ts";
import { measureDesk, type DeskMeasure, type VectorOrigin } from "./measure-desk.ts";
import { measurePlatforms } from "./measure-platforms.ts";
import { measureServer, type ServerMeasure } from "./measure-server.ts";

const repository = path.resolve(import.meta.dirname, "../..");
const { values } = parseArgs({ options: { small: { type: "boolean", default: false } } });
const size = values.small ? { documents: 500, passagesADocument: 10 } : { documents: 10_000, passagesADocument: 10 };
const questionCount = values.small ? 40 : 200;

/** Everything measured on one knowledge folder. */
interface Measures {
  readonly desk: DeskMeasure;
  readonly withoutEncoder: ServerMeasure;
  readonly withEncoder: ServerMeasure;
}

function someQuestions(count: number): readonly string[] {
  return readQuestions(path.join(repository, "test/eval/questions.jsonl"))
    .filter(({ held, thread }) => !held && thread === undefined)
    .slice(0, count)
    .map(({ question }) => question);
}

async function measure(root: string, knowledgeFolder: string, origin: VectorOrigin): Promise<Measures> {
  const dataFolder = path.join(root, `data-${origin}`);
  const config = readConfig({ PILOTDESK_DATA: dataFolder, PILOTDESK_KNOWLEDGE: knowledgeFolder, PORT: "0" });
  const questions = someQuestions(questionCount);
  const desk = await measureDesk(config, origin, questions);
  const settings = { PILOTDESK_DATA: dataFolder, PILOTDESK_KNOWLEDGE: knowledgeFolder };
  const some = questions.slice(0, 20);
  const withoutEncoder = await measureServer({ ...settings, PILOTDESK_VECTORS: "off" }, some);
  const withEncoder = await measureServer({ ...settings, PILOTDESK_VECTORS: "on" }, some);
  return { desk, withoutEncoder, withEncoder };
}

function formatRows(shipped: Measures, generated: Measures): readonly (readonly string[])[] {
  const row = (label: string, read: (measures: Measures) => string, target: string): readonly string[] => [
    label,
    read(shipped),
    read(generated),
    target,
  ];
  const ms = (value: number): string => `${value.toFixed(1)} ms`;
  const mb = (value: number): string => `${value.toFixed(0)} MB`;
  const s = (value: number): string => `${value.toFixed(1)} s`;
  return [
    row("documents", ({ desk }) => String(desk.documents), "10,000"),
    row("passages", ({ desk }) => String(desk.passages), "100,000"),
    row("questions, each asked once warm (n)", ({ desk }) => String(desk.questions), ""),
    row("answer p50", ({ desk }) => ms(desk.p50), ""),
    row("answer p95", ({ desk }) => ms(desk.p95), "≤ 100 ms shipped, ≤ 300 ms generated"),
    row("answer slowest", ({ desk }) => ms(desk.slowest), ""),
    row("build: import and index of words", ({ desk }) => s(desk.importSeconds), ""),
    row("build: vectors", ({ desk }) => s(desk.vectorSeconds), ""),
    row("ready on a built index, without encoder", ({ withoutEncoder }) => ms(withoutEncoder.readyMs), "≤ 1 s shipped"),
    row("ready on a built index, with encoder", ({ withEncoder }) => ms(withEncoder.readyMs), "≤ 1 s shipped"),
    row("resident, without encoder", ({ withoutEncoder }) => mb(withoutEncoder.residentMb), "≤ 150 MB shipped"),
    row("resident, with encoder", ({ withEncoder }) => mb(withEncoder.residentMb), "≤ 450 MB shipped"),
    row("vector index", ({ desk }) => desk.vectors.replace(/^vectors: /, ""), ""),
  ];
}

function formatMarkdown(rows: readonly (readonly string[])[]): string {
  const all = [["measure", "shipped notes", "generated", "target"], ...rows];
  const widths = [0, 1, 2, 3].map((at) => Math.max(...all.map((cells) => cells[at]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
  return [line(all[0] ?? []), rule, ...rows.map(line)].join("\n");
}

// Whatever else runs on the machine makes the numbers worse; a reader should know.
const load = loadavg()[0]?.toFixed(1);
const root = mkdtempSync(path.join(tmpdir(), "pilotdesk-bench-"));
try {
  const shipped = await measure(root, path.join(repository, "knowledge"), "encoder");
  const platforms = await measurePlatforms(
    { PILOTDESK_DATA: path.join(root, "data-encoder"), PILOTDESK_VECTORS: "off", PILOTDESK_LOG_LEVEL: "error" },
    someQuestions(20),
  );
  const knowledgeFolder = path.join(root, "knowledge");
  generateKnowledge(path.join(repository, "knowledge"), knowledgeFolder, size);
  const generated = await measure(root, knowledgeFolder, "random");
  const cpu = cpus();
  console.log(
    `${cpu.length} × ${cpu[0]?.model ?? "unknown"}, ${Math.round(totalmem() / 1e9)} GB, Node ${process.version}, load ${load} before the start\n`,
  );
  console.log(formatMarkdown(formatRows(shipped, generated)));
  console.log(
    `\nWith Slack (Socket Mode) and Teams on, middle of ${platforms.starts} starts: connected to both after ` +
      `${platforms.connectedMs.toFixed(0)} ms (processors busy for ${platforms.processorMs.toFixed(0)} ms); target ≤ 2,000 ms. ` +
      `Resident ${platforms.residentIdleMb.toFixed(0)} MB at rest, ${platforms.residentMb.toFixed(0)} MB after 40 answers; ` +
      "target ≤ 200 MB without encoder.",
  );
  const digest = await measureDigest();
  console.log(
    `\nA digest of ${digest.pilots} pilots and ${digest.updates} updates (n = ${digest.rounds}): first ${digest.firstMs.toFixed(0)} ms, ` +
      `slowest of the others ${digest.slowestMs.toFixed(0)} ms; target ≤ 2,000 ms.`,
  );
  console.log(
    "\nThe generated documents are seeded Zipf-like text, and their vectors are seeded random unit vectors, not made by " +
      "the encoder: they cost as much to search and mean nothing. One process, one question at a time; memory is of the " +
      "whole server process after 40 answers.",
  );
} finally {
  rmSync(root, { recursive: true, force: true });
}
