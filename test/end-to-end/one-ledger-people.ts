import { setTimeout as pause } from "node:timers/promises";
import type { FakeMessage as SlackMessage } from "../fakes/slack/fake-workspace.ts";
import { people } from "../fakes/teams/activities.ts";
import type { FakeMessage as TeamsMessage } from "../fakes/teams/fake-connector.ts";
import {
  buttonData,
  findIn,
  furtherPilots,
  newActivityId,
  teamsInvoke,
  teamsPost,
  teamsThread,
} from "./one-ledger-bench.ts";
import type { Delivered, OneLedger, TeamsPlace } from "./one-ledger-bench.ts";

/** A pilot, the Teams channel of its team, and the Slack channel of the officials of its programme. */
export interface Pair {
  readonly pilot: string;
  readonly programme: string;
  readonly teams: TeamsPlace;
  readonly slack: string;
}

/** Somebody of the local team, who is no administrator; the administrator of both platforms binds the places. */
const author = people.bram;
const slackAdmin = "U0PRIYA";
/** The official who asks and posts in Slack. */
export const slackOfficial = "U0TOM";

const pilots = [
  ["Port Calder", "Harbour Night Buses"],
  ["Eastmere", "Harbour Night Buses"],
  ["Long Strand", "Quay Lights"],
  ...furtherPilots.map((name) => [name, "Harbour Night Buses"] as const),
] as const;

/** So many pairs of channels, made on both fakes, with their people in them. */
export function makePairs({ slack, teams }: OneLedger, count: number): readonly Pair[] {
  return Array.from({ length: count }, (_, index): Pair => {
    const [pilot, programme] = pilots[index % pilots.length] ?? pilots[0];
    const place = { id: `19:channel-${index}@thread.tacv2`, name: `${pilot} ${index}` };
    teams.install(place.id, [people.asha, author]);
    const channel = `C0PAIR${index}`;
    slack.workspace.addChannel(channel, [slack.workspace.bot.user, slackAdmin, slackOfficial]);
    return { pilot, programme, teams: place, slack: channel };
  });
}

/** Does something again and again until it gives a value; throws with `what` after `patienceMs`. */
export async function until<Value>(
  what: string,
  look: () => Value | undefined | Promise<Value | undefined>,
  patienceMs = 15_000,
): Promise<Value> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error(`There was no ${what} after ${patienceMs} ms.`);
    await pause(5);
  }
}

/** Binds the places of a pair as an administrator does, in words. */
export async function bindPair(desk: OneLedger, pair: Pair): Promise<void> {
  const root = newActivityId();
  const saying = { place: pair.teams, url: desk.teams.url, from: people.asha, id: root };
  await desk.deliver(teamsPost(`here ${pair.pilot}, ${pair.programme}`, saying));
  const { bot } = desk.slack.workspace;
  await desk.slack.people.say({ user: slackAdmin, channel: pair.slack, text: `<@${bot.user}> here ${pair.programme}` });
  const bound = await until("binding in Teams", () => teamsThread(desk.teams, root)[0]);
  const shown = await until("binding in Slack", () => desk.slack.posted(pair.slack)[0]);
  const isRight = JSON.stringify(bound.activity).includes(`This place is for ${pair.pilot}`);
  if (!isRight || !shown.text.startsWith(`This place is for ${pair.programme}`)) {
    throw new Error(`Not bound: ${JSON.stringify(bound.activity)} ${shown.text}`);
  }
}

/** What a local team writes. */
export function updateWords({ pilot }: Pair, figure: number): string {
  return `${pilot} update: we carried ${figure.toLocaleString("en-GB")} passengers this month and we are amber.`;
}

/** What an official asks. */
export function questionAbout({ pilot }: Pair): string {
  return `How many passengers did ${pilot} carry?`;
}

/** Delivers to Teams until it is acknowledged, however often the process dies on the way. */
async function deliverToTeams(desk: OneLedger, activity: Readonly<Record<string, unknown>>): Promise<Delivered> {
  return until(
    "acknowledgement by the Teams endpoint",
    async () => {
      const answer = await desk.deliver(activity);
      if (answer.status === 200) return answer;
      await pause(50);
      return undefined;
    },
    120_000,
  );
}

/** Posts in the Teams channel of a pair, with a mention; the id of the post, which its thread begins with. */
export async function sayInTeams(desk: OneLedger, pair: Pair, text: string): Promise<string> {
  const id = newActivityId();
  await deliverToTeams(desk, teamsPost(text, { place: pair.teams, url: desk.teams.url, from: author, id }));
  return id;
}

/** The card that the author sees: the client asks for it by the refresh of the card that all see. */
export async function ownCard(desk: OneLedger, pair: Pair, on: TeamsMessage): Promise<unknown> {
  const refresh = findIn(on.activity, (part) => part["title"] === "Refresh" && part["verb"] === "view");
  if (!refresh) return on.activity;
  const { body } = await actInTeams(desk, pair, { on, data: refresh["data"] });
  return body;
}

/** What is done with a card of Teams. */
export interface TeamsAct {
  readonly on: TeamsMessage;
  readonly data: unknown;
  readonly name?: "adaptiveCard/action" | "task/fetch" | "task/submit";
}

/** Does something with a card of Teams, as its author. */
export async function actInTeams(
  desk: OneLedger,
  pair: Pair,
  { on, data, name = "adaptiveCard/action" }: TeamsAct,
): Promise<Delivered> {
  const saying = { on, place: pair.teams, url: desk.teams.url, from: author };
  return deliverToTeams(desk, teamsInvoke(name, data, saying));
}

/** Presses a button of the author's own card; throws where the card has none of that name. */
export async function pressInTeams(
  desk: OneLedger,
  pair: Pair,
  { on, title }: { readonly on: TeamsMessage; readonly title: string },
): Promise<Delivered> {
  const card = await ownCard(desk, pair, on);
  const data = buttonData(card, title);
  if (data === undefined) throw new Error(`There is no button ${title} on ${JSON.stringify(card)}`);
  return actInTeams(desk, pair, { on, data });
}

/** Posts in the Slack channel of a pair, with a mention. */
export async function sayInSlack(desk: OneLedger, pair: Pair, text: string): Promise<SlackMessage> {
  const { bot } = desk.slack.workspace;
  const words = { user: slackOfficial, channel: pair.slack, text: `<@${bot.user}> ${text}` };
  return (await desk.slack.people.say(words)).message;
}

/** What the app has posted in the thread of a Slack message, oldest first. */
export function slackThread({ slack }: OneLedger, { channel, ts }: SlackMessage): readonly SlackMessage[] {
  return slack.posted(channel).filter(({ threadTs }) => threadTs === ts);
}

/** Presses a button of a message in Slack; true where it was acknowledged. */
export async function pressInSlack(desk: OneLedger, on: SlackMessage, label: string): Promise<boolean> {
  return (await desk.slack.people.click(slackOfficial, on, label)).isAcknowledged;
}

/** The permalink of a Slack message, as the workspace gives it. */
export function slackLink({ channel, ts }: SlackMessage): string {
  return `https://harbour.slack.com/archives/${channel}/p${ts.replace(".", "")}`;
}

/** How the permalink of a post in Teams begins, up to what names tenant and team. */
export function teamsLink({ teams }: Pair, id: string): string {
  return `https://teams.microsoft.com/l/message/${encodeURIComponent(teams.id)}/${id}`;
}

/** Every number of four digits or more that a text states. */
export function figuresIn(text: string): readonly number[] {
  return [...text.matchAll(/\b\d{1,3}(?:,\d{3})+\b/g)].map(([figure]) => Number(figure.replaceAll(",", "")));
}

/** The value that a part of them does not exceed (nearest rank), rounded; 0 for none. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return Math.round(sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0);
}
