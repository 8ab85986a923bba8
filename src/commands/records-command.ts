import { parseArgs } from "node:util";
import { sayFactWithSource } from "../answer/say-fact.ts";
import { subjectKinds } from "../core/ledger.ts";
import type { Subject } from "../core/ledger.ts";
import { publicScope } from "../core/trust.ts";
import { readFactEvidence } from "../intents/fact-evidence.ts";
import { createDirectory } from "../ledger/directory.ts";
import { exitCodes } from "./command.ts";
import type { Command } from "./command.ts";
import { withPilotdesk } from "./ask-command.ts";

/** `records` counts, `records KIND` lists, `records ID` shows a record with its facts and sources. */
export const recordsCommand: Command = async (args, context) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { json: { type: "boolean" } },
    allowPositionals: true,
  });
  const wanted = positionals[0];
  return withPilotdesk({ ...context, config: { ...context.config, vectors: "off" } }, async ({ store }) => {
    const knowledge = await createDirectory(store).at(publicScope);
    const print = (data: unknown, lines: readonly string[]): number => {
      context.print(values.json ? JSON.stringify(data, null, 2) : lines.join("\n"));
      return exitCodes.ok;
    };
    if (wanted === undefined) {
      const counts = subjectKinds.map((kind) => ({ kind, count: knowledge.ofKind(kind).length }));
      return print(
        counts,
        counts.map(({ kind, count }) => `${String(count).padStart(5)}  ${kind}`),
      );
    }
    const kind = subjectKinds.find((name) => name === wanted || `${name}s` === wanted);
    const listed = kind ? knowledge.ofKind(kind) : knowledge.subjects.filter((subject) => subject.id === wanted);
    if (listed.length === 0) {
      context.complain(`There is no record ${wanted}. Name an id, or one of: ${subjectKinds.join(", ")}.`);
      return exitCodes.failed;
    }
    if (kind)
      return print(
        listed,
        listed.map((subject) => `${subject.id}  ${describe(subject)}`),
      );
    const facts = await readFactEvidence(store, publicScope, knowledge, { subjects: [wanted] });
    return print({ subject: listed[0], facts: facts.map((one) => one.fact) }, [
      ...listed.map(describe),
      ...facts.map((one) => `  ${sayFactWithSource(one, knowledge)}`),
    ]);
  });
};

function describe(subject: Subject): string {
  const parts = [subject.participationKind, subject.programme, subject.councils?.join(", ")].filter(Boolean);
  return parts.length > 0 ? `${subject.name} (${parts.join("; ")})` : subject.name;
}
