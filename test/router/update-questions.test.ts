import { describe, expect, it } from "vitest";
import { readUpdateQuestion } from "../../src/router/update-questions.ts";

const today = "2026-11-22";
const read = (text: string) => readUpdateQuestion(text, today);

describe("a question about updates", () => {
  it.each([
    ["latest", "sure", { kind: "latest" }],
    ["Updates?", "sure", { kind: "latest" }],
    ["any news from        ?", "sure", { kind: "latest" }],
    ["how's         getting on", "likely", { kind: "latest" }],
    ["where are we with        ?", "likely", { kind: "latest" }],
    ["what did         say in its last update?", "sure", { kind: "latest" }],
    ["show all updates from        ", "sure", { kind: "history" }],
    ["what changed since the last return?", "sure", { kind: "changes", since: "lastReturn" }],
    ["what's changed since I last asked?", "sure", { kind: "changes", since: "lastAsked" }],
    ["anything new?", "sure", { kind: "changes", since: "lastAsked" }],
    ["who hasn't reported?", "sure", { kind: "returns", wants: "missing" }],
    ["Who hasn\u2019t reported yet", "sure", { kind: "returns", wants: "missing" }],
    ["which pilots have not sent in a return", "sure", { kind: "returns", wants: "missing" }],
    ["missing returns", "sure", { kind: "returns", wants: "missing" }],
    ["who do we need to chase?", "sure", { kind: "returns", wants: "missing" }],
    ["who has gone quiet?", "sure", { kind: "returns", wants: "missing" }],
    ["who has reported by now", "sure", { kind: "returns", wants: "reported" }],
    ["has everyone reported?", "sure", { kind: "returns", wants: "reported" }],
    ["how many pilots have reported?", "sure", { kind: "returns", wants: "reported" }],
    ["when is the next return due?", "sure", { kind: "returns", wants: "due" }],
    ["what's overdue?", "likely", { kind: "overdue" }],
    ["all ambers", "sure", { kind: "ratings", ratings: ["amber"], counts: false }],
    ["reds and ambers", "sure", { kind: "ratings", ratings: ["red", "amber"], counts: false }],
    ["how many pilots are green?", "sure", { kind: "ratings", ratings: ["green"], counts: true }],
    ["who is amber/red?", "sure", { kind: "ratings", ratings: ["amber-red"], counts: false }],
    ["any \u{1f534}?", "sure", { kind: "ratings", ratings: ["red"], counts: false }],
    ["ratings board", "likely", { kind: "ratings", ratings: [], counts: false }],
    ["which pilots got worse", "likely", { kind: "moves", direction: "down" }],
    ["who has improved?", "likely", { kind: "moves", direction: "up" }],
    ["rating trend for        ", "sure", { kind: "ratingTrend" }],
    ["how have referrals gone in        ?", "maybe", { kind: "figures", says: "trend" }],
    ["total referrals across pilots", "maybe", { kind: "figures", says: "total" }],
    ["numbers", "likely", { kind: "figures", says: "latest" }],
    ["who needs help from the Ministry of Lamps?", "likely", { kind: "help", from: "ministry of lamps" }],
    ["help wanted", "likely", { kind: "help", from: "" }],
    ["what are the risks across pilots?", "likely", { kind: "risks" }],
    ["overdue milestones", "likely", { kind: "milestones", which: "overdue" }],
    ["which milestones have slipped?", "likely", { kind: "milestones", which: "slipped" }],
    ["next steps", "likely", { kind: "nextSteps" }],
    ["how much has         spent?", "maybe", { kind: "spend", totals: false }],
    ["digest", "sure", { kind: "digest" }],
    ["who was late for September?", "sure", { kind: "returns", wants: "late" }],
    ["who missed the deadline?", "sure", { kind: "returns", wants: "late" }],
    ["how many returns are in for October?", "sure", { kind: "returns", wants: "reported" }],
    ["what percentage have reported?", "sure", { kind: "returns", wants: "reported" }],
    ["has         ever been red?", "sure", { kind: "ratingTrend" }],
    ["why is         amber-red?", "sure", { kind: "latest" }],
    ["what did         say last month?", "likely", { kind: "latest", window: { from: "2026-10-01" } }],
    ["what's new in         since September?", "sure", { kind: "changes", since: { from: "2026-09-01" } }],
    ["tell me about        ", "likely", { kind: "latest" }],
    ["which pilots need attention?", "likely", { kind: "ratings", ratings: [] }],
    ["what are pilots asking for?", "likely", { kind: "help" }],
  ] as const)("%s", (text, certainty, question) => {
    expect(read(text)).toMatchObject({ certainty, question });
  });

  it.each([
    "who led the pilots?",
    "which pilots reported savings?",
    "which councils reported a fall in arrears?",
    "who reported that homelessness fell?",
    "what did the green paper say",
    "why did the programme end?",
    "what lessons were learned",
    "how did the pilots change services?",
    "which pilots were in the north?",
  ])("is not: %s", (text) => {
    expect(read(text)).toBeUndefined();
  });

  it("carries the days that it names", () => {
    expect(read("who hasn't reported for Q2 yet?")?.question).toMatchObject({
      window: { from: "2026-07-01", how: "named" },
    });
    expect(read("what's due this week?")?.question).toMatchObject({ window: { from: "2026-11-16", to: "2026-11-23" } });
    expect(read("what has         posted since 4 October")?.question).toMatchObject({ window: { from: "2026-10-04" } });
  });

  it("sets when it was true, and what was known when, only where its words do", () => {
    expect(read("what's         rating on 1 March")).toMatchObject({ trueAt: "2026-03-01" });
    expect(read("what's         rating on 1 March")?.knownAt).toBeUndefined();
    expect(read("how many pilots were green in October?")).toMatchObject({ trueAt: "2026-10-31" });
    expect(read("what did we think of         on 1 March?")).toMatchObject({
      trueAt: "2026-03-01",
      knownAt: "2026-03-01T23:59:59.999Z",
    });
    expect(read("what was its rating in October as we knew then?")).toMatchObject({
      trueAt: "2026-10-31",
      knownAt: "2026-10-31T23:59:59.999Z",
      standsAlone: false,
    });
  });
});
