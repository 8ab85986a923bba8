import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { f1 } from "./updates/field-counts.ts";
import { linesById, proposeBatch } from "./updates/propose-batch.ts";
import { formatKinds, formatSeenFaults, formatUpdateReport } from "./updates/report-updates.ts";
import { scoreMessage, type ScoredMessage } from "./updates/score-message.ts";
import { tallyUpdates, underUpdateFloors, updateFloorsSchema } from "./updates/tally-updates.ts";
import { readUpdateMessages } from "./updates/update-message.ts";

const repository = path.resolve(import.meta.dirname, "../..");

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    seen: { type: "boolean", default: false },
    kind: { type: "string" },
    messages: { type: "string", default: path.join(repository, "test/eval/updates.jsonl") },
    knowledge: { type: "string", default: path.join(repository, "knowledge") },
    /** Scores an output that is there already instead of running the program. */
    output: { type: "string" },
  },
});

function printReport(seen: readonly ScoredMessage[], held: readonly ScoredMessage[]): void {
  if (seen.length > 0) console.log(formatUpdateReport("Messages seen while tuning", seen));
  if (values.seen) for (const line of [formatKinds(seen), ...formatSeenFaults(seen)]) console.log(line);
  if (!values.seen && held.length > 0) console.log(formatUpdateReport("Held messages", held));
}

function printJson(seen: readonly ScoredMessage[], held: readonly ScoredMessage[]): void {
  const [ofSeen, ofHeld] = [seen, held].map(tallyUpdates).map((counts) => ({ ...counts, fieldF1: f1(counts.fields) }));
  console.log(JSON.stringify({ seen: ofSeen, ...(!values.seen && { held: ofHeld }), underFloors: broken }));
}

const floors = updateFloorsSchema.parse(
  JSON.parse(readFileSync(path.join(import.meta.dirname, "update-floors.json"), "utf8")),
);
const messages = readUpdateMessages(values.messages);
const lines = values.output
  ? linesById(readFileSync(values.output, "utf8"), messages)
  : await proposeBatch(messages, path.resolve(values.knowledge));
const scored = messages.flatMap((message) => {
  const line = lines.get(message.id);
  return line && (values.kind === undefined || values.kind === message.kind) ? [scoreMessage(message, line)] : [];
});
const seen = scored.filter(({ message }) => !message.held);
const held = scored.filter(({ message }) => message.held);
const heldBroken = held.length > 0 && !values.seen ? underUpdateFloors(tallyUpdates(held), floors.held) : [];
const broken = [...underUpdateFloors(tallyUpdates(seen), floors.seen), ...heldBroken.map((words) => `held: ${words}`)];
if (values.json) printJson(seen, held);
else {
  printReport(seen, held);
  console.log(broken.length === 0 ? "All floors hold." : `Under the floors: ${broken.join("; ")}.`);
}
process.exitCode = broken.length === 0 ? 0 : 1;
