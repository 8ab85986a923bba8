import path from "node:path";
import { describe, expect, it } from "vitest";
import { readKnowledgeFiles } from "../knowledge-files.ts";
import { formatSeenFaults, formatUpdateReport } from "./report-updates.ts";
import { scoreMessage } from "./score-message.ts";
import { tallyUpdates, underUpdateFloors } from "./tally-updates.ts";
import { readUpdateMessages } from "./update-message.ts";

const repository = path.resolve(import.meta.dirname, "../../..");
const messages = readUpdateMessages(path.join(repository, "test/eval/updates.jsonl"));
const { subjects } = readKnowledgeFiles(path.join(repository, "knowledge"));
const labels = messages.flatMap(({ id, expected }) => expected.proposals.map((label) => ({ id, label })));

describe("the messages", () => {
  it("are enough, with enough that are no updates and enough held apart", () => {
    expect(messages.length).toBeGreaterThanOrEqual(270);
    expect(messages.filter(({ expected }) => !expected.isUpdate).length).toBeGreaterThanOrEqual(100);
    expect(messages.filter(({ held }) => held).length).toBeGreaterThanOrEqual(65);
  });

  it("have held ones of every kind", () => {
    const kinds = [...new Set(messages.map(({ kind }) => kind))];
    const held = new Set(messages.filter((message) => message.held).map(({ kind }) => kind));
    expect(kinds.filter((kind) => !held.has(kind))).toEqual([]);
  });

  it("name pilots, programmes and departments of the records", () => {
    const unknown = labels.flatMap(({ id, label }) =>
      [label.pilot, label.programme, ...label.help.map(({ department }) => department)]
        .filter((subject) => subject !== null && !subjects.has(subject))
        .map((subject) => `${id}: ${subject}`),
    );
    expect(unknown).toEqual([]);
  });

  it("have periods that begin before they end, and 3 to 300 words", () => {
    expect(labels.filter(({ label }) => label.period && label.period.from >= label.period.to)).toEqual([]);
    const lengths = messages.map(({ text }) => text.split(/\s+/).length);
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(3);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(300);
  });
});

describe("the report", () => {
  const held = messages.filter((message) => message.held);
  const missed = messages.map((message) => scoreMessage(message, { id: message.id, isUpdate: false, proposals: [] }));

  it("shows nothing of a held message", () => {
    const shown = formatSeenFaults(missed).join("\n");
    expect(held.filter(({ id, text }) => shown.includes(`${id} `) || shown.includes(text))).toEqual([]);
    expect(shown).toContain("missedUpdate");
    const table = formatUpdateReport(
      "Held messages",
      missed.filter(({ message }) => message.held),
    );
    expect(held.filter(({ id, text }) => table.includes(id) || table.includes(text))).toEqual([]);
  });

  it("names every floor that is broken, and none that holds", () => {
    const floors = { fieldF1: 0.5, falseProposals: 0.02, missedUpdates: 0.1, wrongPilots: 0, questionsAsked: 0.9 };
    expect(underUpdateFloors(tallyUpdates(missed), floors)).toEqual([
      "field F1 0.000 is under 0.500",
      "missed updates 100.0 % are over 10.0 %",
      "questions asked 0.0 % is under 90.0 %",
    ]);
    const counts = { ...tallyUpdates(missed), falseProposals: 40, others: 100, wrongPilots: 2, errors: 1 };
    expect(underUpdateFloors(counts, { ...floors, fieldF1: 0, missedUpdates: 1, questionsAsked: 0 })).toEqual([
      "the program failed on 1",
      "false proposals 40.0 % are over 2.0 %",
      "wrong pilots 2 are over 0",
    ]);
    expect(underUpdateFloors(tallyUpdates([]), floors)).toEqual(["there is no message"]);
  });
});
