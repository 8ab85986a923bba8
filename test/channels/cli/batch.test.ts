import { publicReader } from "../../../src/core/trust.ts";
import { describe, expect, it } from "vitest";
import { answerBatchLine } from "../../../src/channels/cli/batch.ts";
import { createFakeAssistant, failingQuestion } from "../../fakes/fake-assistant.ts";

const clock = { now: () => new Date("2026-03-01T09:00:00.000Z") };

function openBatch() {
  const assistant = createFakeAssistant();
  const context = { assistant, clock, reader: publicReader, runId: "run-7" };
  const answer = async (line: unknown, number = 1): Promise<Record<string, unknown>> => {
    const text = typeof line === "string" ? line : JSON.stringify(line);
    return JSON.parse(await answerBatchLine(text, number, context)) as Record<string, unknown>;
  };
  return { assistant, context, answer };
}

describe("answerBatchLine", () => {
  it("gives an answer with its sentences and citations", async () => {
    const { answer } = openBatch();
    const { ms, text, ...rest } = await answer({ id: "a", question: "When did the Harbour Trial start?" });
    expect(ms).toEqual(expect.any(Number));
    expect(text).toEqual(expect.stringContaining("The Harbour Trial started on 8 November 2021."));
    expect(rest).toEqual({
      id: "a",
      intent: "ask",
      outcome: "answered",
      sentences: [
        { text: "The Harbour Trial started on 8 November 2021.", citations: [1] },
        { text: "It ran in three places: Eastmere, Northholm and Saltby.", citations: [1, 2] },
      ],
      citations: [
        {
          number: 1,
          kind: "passage",
          title: "Harbour Trial: launch note",
          url: "https://www.example.org/harbour-trial/launch",
          quote: "The trial started on 8 November 2021 in three places",
          publisher: "Department for Estuaries",
          published: "2021-11-08",
          trust: "official",
          documentId: "harbour/launch.md",
          start: 120,
          end: 172,
        },
        expect.objectContaining({ number: 2, kind: "passage", trust: "spun" }),
      ],
      confidence: 0.92,
      receipt: "r-1",
    });
  });

  it("tells the subject, attribute and facts of a cited record", async () => {
    const { answer } = openBatch();
    const { citations } = await answer({ id: 1, question: "What is the Harbour Trial grant?" });
    expect(citations).toEqual([
      expect.objectContaining({ kind: "passage" }),
      expect.objectContaining({
        kind: "fact",
        subject: "harbour-eastmere",
        attribute: "grant",
        factIds: ["fact-7"],
        quote: "grant: £175,000 a pilot",
      }),
    ]);
  });

  it.each([
    ["What did the Harbour Trial spend on boats?", "refused"],
    ["Who leads Eastmere?", "askedBack"],
  ])("says how %s ended: %s", async (question, outcome) => {
    const { answer } = openBatch();
    expect(await answer({ id: 1, question })).toMatchObject({ id: 1, outcome, citations: [] });
  });

  it("writes one line of JSON whatever the reply holds", async () => {
    const { context } = openBatch();
    const line = await answerBatchLine('{"id":1,"question":"Show me hostile content"}', 1, context);
    expect(line).not.toMatch(/[\r\n]/);
    expect(JSON.parse(line)).toMatchObject({ id: 1, outcome: "answered" });
  });

  it.each([
    ["not JSON", "Which pilots?", "not a line of JSON", undefined],
    ["half of JSON", '{"id": 1, "question": ', "not a line of JSON", undefined],
    ["a text", '"Which pilots?"', "the line: ", undefined],
    ["null", "null", "the line: ", undefined],
    ["a list", "[]", "the line: ", undefined],
    ["no id", '{"question":"Which pilots?"}', "id: ", undefined],
    ["no question", '{"id":"x"}', "question: ", "x"],
    ["a question that is no text", '{"id":7,"question":42}', "question: ", 7],
    ["a day that does not exist", '{"id":7,"question":"q","trueAt":"2024-02-30"}', "trueAt: a day (YYYY-MM-DD)", 7],
    ["an instant where a day is meant", '{"id":7,"question":"q","trueAt":"2024-02-03T00:00:00Z"}', "trueAt: ", 7],
    ["a moment that is none", '{"id":7,"question":"q","knownAt":"soon"}', "knownAt: ", 7],
    ["a thread that is no name", '{"id":7,"question":"q","thread":{}}', "thread: ", 7],
  ])("says which line it could not read and why: %s", async (_, line, error, id) => {
    const { answer, assistant } = openBatch();
    const said = await answer(line, 12);
    expect(said).toEqual({
      ...(id !== undefined && { id }),
      line: 12,
      error: expect.stringContaining(error),
    });
    expect(assistant.turns).toEqual([]);
  });

  it("reads a line that begins with a byte order mark or has members it does not know", async () => {
    const { answer } = openBatch();
    const line = { id: 1, question: "Which pilots take part?", note: "from the minister" };
    expect(await answer(`\uFEFF${JSON.stringify(line)}`)).toMatchObject({ id: 1, outcome: "answered" });
  });

  it("goes on after a question whose answering failed", async () => {
    const { answer } = openBatch();
    expect(await answer({ id: "bad", question: failingQuestion }, 3)).toEqual({
      id: "bad",
      line: 3,
      error: expect.any(String),
    });
    expect(await answer({ id: "good", question: "Which pilots take part?" }, 4)).toMatchObject({
      id: "good",
      outcome: "answered",
    });
  });

  it("asks as a public reader, at the clock's time, with the moments given", async () => {
    const { answer, assistant } = openBatch();
    await answer({ id: 1, question: "Who leads Eastmere?", trueAt: "2022-03-01", knownAt: "2026-02-01T10:00:00Z" }, 5);
    expect(assistant.turns).toEqual([
      {
        id: "run-7:5",
        kind: "message",
        platform: "cli",
        conversation: "run-7:line:5",
        reader: { audiences: ["public"] },
        text: "Who leads Eastmere?",
        arrivedAt: "2026-03-01T09:00:00.000Z",
        trueAt: "2022-03-01",
        knownAt: "2026-02-01T10:00:00Z",
      },
    ]);
  });

  it("puts questions of one thread into one conversation of this run, and the others each into their own", async () => {
    const { answer, assistant } = openBatch();
    await answer({ id: 1, question: "a", thread: "t" }, 1);
    await answer({ id: 2, question: "b" }, 2);
    await answer({ id: 3, question: "c", thread: "t" }, 3);
    await answer({ id: 4, question: "d" }, 4);
    expect(assistant.turns.map(({ conversation }) => conversation)).toEqual([
      "run-7:thread:t",
      "run-7:line:2",
      "run-7:thread:t",
      "run-7:line:4",
    ]);
  });

  it("keeps order, ids and lines apart over a batch with good and bad lines", async () => {
    const { context } = openBatch();
    const lines = ['{"id":1,"question":"Which pilots take part?"}', "{", '{"id":"1","question":"Who leads Eastmere?"}'];
    const answers: unknown[] = [];
    for (const [index, line] of lines.entries())
      answers.push(JSON.parse(await answerBatchLine(line, index + 1, context)));
    expect(answers).toMatchObject([
      { id: 1, outcome: "answered" },
      { line: 2, error: "not a line of JSON" },
      { id: "1", outcome: "askedBack" },
    ]);
  });
});
