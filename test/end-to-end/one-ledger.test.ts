import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buttonData, findIn, inputValues, openOneLedger, teamsThread } from "./one-ledger-bench.ts";
import type { OneLedger } from "./one-ledger-bench.ts";
import {
  actInTeams,
  bindPair,
  figuresIn,
  makePairs,
  ownCard,
  percentile,
  pressInSlack,
  pressInTeams,
  questionAbout,
  sayInSlack,
  sayInTeams,
  slackLink,
  slackThread,
  teamsLink,
  until,
  updateWords,
} from "./one-ledger-people.ts";
import type { Pair } from "./one-ledger-people.ts";
import { expectNoStackTrace } from "./run-pilotdesk.ts";

const roundsEachWay = 10;
let desk: OneLedger;
let pairs: readonly Pair[];
/** How many posts of the app each thread of the rounds holds. */
const threads: (() => number)[] = [];

beforeAll(async () => {
  desk = await openOneLedger();
  pairs = makePairs(desk, 6);
  await desk.start();
  for (const pair of pairs) await bindPair(desk, pair);
});
afterAll(() => desk.close());

function pairOf(round: number): Pair {
  const pair = pairs[round % pairs.length];
  if (!pair) throw new Error("There are no pairs.");
  return pair;
}

function textOf(message: { readonly activity: Readonly<Record<string, unknown>> }): string {
  const { text } = message.activity;
  return typeof text === "string" ? text : "";
}

/** Posts an update in Teams and waits for its card. */
async function draftInTeams(pair: Pair, figure: number) {
  const root = await sayInTeams(desk, pair, updateWords(pair, figure));
  const card = await until("card in Teams", () => teamsThread(desk.teams, root)[0]);
  return { root, card };
}

/** The card of Teams as it stands now, once it says something. */
async function cardSaying(root: string, words: string) {
  return until(`card that says ${words}`, () =>
    teamsThread(desk.teams, root).find(({ activity }) => JSON.stringify(activity).includes(words)),
  );
}

async function draftInSlack(pair: Pair, figure: number) {
  const post = await sayInSlack(desk, pair, updateWords(pair, figure));
  const card = await until("card in Slack", () => slackThread(desk, post)[0]);
  return { post, card };
}

async function askInSlack(pair: Pair) {
  const question = await sayInSlack(desk, pair, questionAbout(pair));
  const answer = await until("answer in Slack", () => slackThread(desk, question)[0]);
  return { question, answer };
}

async function askInTeams(pair: Pair) {
  const root = await sayInTeams(desk, pair, questionAbout(pair));
  const answer = await until("answer in Teams", () => teamsThread(desk.teams, root)[0]);
  return { root, answer };
}

function report(way: string, times: readonly number[]): void {
  process.stdout.write(
    `${way}: ${times.length} rounds, confirm to answer p50 ${percentile(times, 0.5)} ms, p95 ${percentile(times, 0.95)} ms\n`,
  );
}

describe("one ledger behind Slack and Teams", () => {
  it("answers in Slack what was confirmed in Teams, with the link to the post", { timeout: 120_000 }, async () => {
    const times: number[] = [];
    for (let round = 0; round < roundsEachWay; round += 1) {
      const [pair, figure] = [pairOf(round), 1001 + round * 137];
      const { root, card } = await draftInTeams(pair, figure);
      const own = await ownCard(desk, pair, card);
      const pressedAt = performance.now();
      const { body } = await actInTeams(desk, pair, { on: card, data: buttonData(own, "Confirm") });
      expect(body).toMatchObject({ statusCode: 200 });
      const { question, answer } = await askInSlack(pair);
      times.push(performance.now() - pressedAt);
      expect(figuresIn(answer.text), answer.text).toEqual([figure]);
      expect(JSON.stringify(answer.blocks)).toContain(teamsLink(pair, root));
      await cardSaying(root, "Recorded for");
      threads.push(
        () => slackThread(desk, question).length,
        () => teamsThread(desk.teams, root).length,
      );
    }
    report("Teams to Slack", times);
  });

  it("answers in Teams what was confirmed in Slack, with the link to the post", { timeout: 120_000 }, async () => {
    const times: number[] = [];
    for (let round = 0; round < roundsEachWay; round += 1) {
      const [pair, figure] = [pairOf(round + 1), 5003 + round * 149];
      const { post, card } = await draftInSlack(pair, figure);
      const pressedAt = performance.now();
      expect(await pressInSlack(desk, card, "Confirm")).toBe(true);
      const { root, answer } = await askInTeams(pair);
      times.push(performance.now() - pressedAt);
      expect(figuresIn(textOf(answer)), textOf(answer)).toEqual([figure]);
      expect(JSON.stringify(answer.activity)).toContain(slackLink(post));
      await until("recorded card in Slack", () => (card.text.includes("Recorded for") ? card : undefined));
      threads.push(
        () => slackThread(desk, post).length,
        () => teamsThread(desk.teams, root).length,
      );
    }
    report("Slack to Teams", times);
  });

  it("confirms what was changed in the dialog of Teams, and takes it back with undo", { timeout: 60_000 }, async () => {
    const pair = pairOf(2);
    const before = (await askInSlack(pair)).answer.text;
    const { root, card } = await draftInTeams(pair, 7001);
    const stale = buttonData(await ownCard(desk, pair, card), "Confirm");
    const edit = buttonData(await ownCard(desk, pair, card), "Edit");
    const dialog = await actInTeams(desk, pair, { name: "task/fetch", on: card, data: edit });
    const save = findIn(dialog.body, (part) => part["type"] === "Action.Submit" && part["style"] === "positive");
    const values = inputValues(dialog.body);
    expect(String(values["field:metrics"])).toContain("7001");
    const changed = { "field:metrics": String(values["field:metrics"]).replace("7001", "7113"), "field:narrative": "" };
    const data = { ...(save?.["data"] as object), ...values, ...changed };
    await actInTeams(desk, pair, { name: "task/submit", on: card, data });
    const edited = await cardSaying(root, "7,113");

    // The old button asks for what does not stand any more.
    await actInTeams(desk, pair, { on: edited, data: stale });
    expect(figuresIn((await askInSlack(pair)).answer.text)).toEqual(figuresIn(before));
    await pressInTeams(desk, pair, { on: edited, title: "Confirm" });
    expect(figuresIn((await askInSlack(pair)).answer.text)).toEqual([7113]);

    const recorded = await cardSaying(root, "Recorded for");
    await pressInTeams(desk, pair, { on: recorded, title: "Undo (10 minutes)" });
    expect(figuresIn((await askInSlack(pair)).answer.text)).toEqual(figuresIn(before));
  });

  it(
    "confirms what was changed in the modal of Slack, once however often it is tapped",
    { timeout: 60_000 },
    async () => {
      const pair = pairOf(1);
      const { post, card } = await draftInSlack(pair, 8001);
      const old = { ...card };
      const open = desk.slack.modals.length;
      await pressInSlack(desk, card, "Edit");
      const modal = await until("modal", () => desk.slack.modals[open]);
      await desk.slack.people.submit(modal, { metrics: "passengers | 8117", narrative: "" });
      await until("edited card", () => (card.text.includes("8,117") ? card : undefined));
      await pressInSlack(desk, old, "Confirm");
      await pressInSlack(desk, card, "Confirm");
      await until("recorded card", () => (card.text.includes("Recorded for") ? card : undefined));
      expect(figuresIn(textOf((await askInTeams(pair)).answer))).toEqual([8117]);
      const text = card.text;
      await pressInSlack(desk, { ...old, blocks: card.blocks ?? [] }, "Undo (10 minutes)");
      await until("undone card", () => (card.text === text ? undefined : card));
      expect(figuresIn(textOf((await askInTeams(pair)).answer))).not.toContain(8117);
      expect(slackThread(desk, post).filter(({ text: one }) => one.startsWith("Update for"))).toHaveLength(1);
    },
  );

  it("keeps a draft over a kill -9 between draft and confirm, on both platforms", { timeout: 90_000 }, async () => {
    const [pair, other] = [pairOf(3), pairOf(5)];
    const teamsDraft = await draftInTeams(pair, 9001);
    const slackDraft = await draftInSlack(other, 9203);
    await desk.kill();
    await desk.start();
    await pressInTeams(desk, pair, { on: teamsDraft.card, title: "Confirm" });
    expect(await pressInSlack(desk, slackDraft.card, "Confirm")).toBe(true);
    expect(figuresIn((await askInSlack(pair)).answer.text)).toEqual([9001]);
    expect(figuresIn(textOf((await askInTeams(other)).answer))).toEqual([9203]);
  });

  it("records nothing again when an old card is tapped again", { timeout: 60_000 }, async () => {
    const pair = pairOf(4);
    const { root, card } = await draftInTeams(pair, 9407);
    const confirm = buttonData(await ownCard(desk, pair, card), "Confirm");
    for (let tap = 0; tap < 3; tap += 1) await actInTeams(desk, pair, { on: card, data: confirm });
    await cardSaying(root, "Recorded for");
    expect(figuresIn((await askInSlack(pair)).answer.text)).toEqual([9407]);
  });

  it("has recorded each of them once, posted each thing once, and written no stack trace", async () => {
    const listed = await desk.run(["updates", "list", "--json"]);
    const values = [...listed.matchAll(/"value":\s*(\d+)/g)].map(([, value]) => Number(value));
    const rounds = Array.from({ length: roundsEachWay }, (_, round) => [1001 + round * 137, 5003 + round * 149]);
    const kept = [...rounds.flat(), 9001, 9203, 9407];
    expect(values.toSorted((left, right) => left - right)).toEqual(kept.toSorted((left, right) => left - right));
    expect(threads.map((count) => count())).toEqual(threads.map(() => 1));
    expectNoStackTrace(desk.stderr());
  });
});
