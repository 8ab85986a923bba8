import {
  buttonData,
  findIn,
  inputValues,
  newActivityId,
  teamsInvoke,
  teamsPost,
} from "../end-to-end/one-ledger-bench.ts";
import type { OneLedger } from "../end-to-end/one-ledger-bench.ts";
import { eventActivity, invokeActivity, messageActivity, people, personalChatId } from "../fakes/teams/activities.ts";
import type { FakeActivity } from "../fakes/teams/activities.ts";
import { fakeBot } from "../fakes/teams/fake-teams.ts";
import type { FakeMember, FakeMessage } from "../fakes/teams/fake-connector.ts";
import { createTeamsStage } from "./teams-stage.ts";
import type { TeamsStage } from "./teams-stage.ts";

const { asha, bram } = people;
const place = { id: "19:eastmere-channel@thread.tacv2", name: "Eastmere night buses" };
/** The channel of a team that has not reported. */
const silent = { id: "19:harrowdene-channel@thread.tacv2", name: "Harrowdene night buses" };
const title = { kind: "place", text: "Eastmere night buses (channel)" } as const;

/** Where the scenes are played. */
export interface TeamsScenes {
  readonly stage: TeamsStage;
  readonly desk: OneLedger;
}

/** Sets the stage: the channel of one team, with an administrator and somebody of the team in it. */
export function openTeamsScenes(desk: OneLedger): TeamsScenes {
  for (const { id } of [place, silent]) desk.teams.install(id, [asha, bram]);
  desk.teams.install(personalChatId, [asha]);
  return { stage: createTeamsStage(desk), desk };
}

/** Plays everything that a local team and an official meet in Teams, in order. */
export async function playTeams(scenes: TeamsScenes): Promise<void> {
  await playWelcome(scenes);
  await playQuestions(scenes);
  await playUpdates(scenes);
  await playMore(scenes);
}

function now(activity: FakeActivity): FakeActivity {
  return { ...activity, timestamp: new Date().toISOString() };
}

async function playWelcome({ stage, desk }: TeamsScenes): Promise<void> {
  const url = desk.teams.url;
  const added = eventActivity(
    "conversationUpdate",
    { membersAdded: [{ id: fakeBot.id, name: "Pilotdesk" }] },
    { serviceUrl: url, place: "channel", id: newActivityId() },
  );
  await stage.act({ who: "Asha Reed", does: "adds Pilotdesk to the team" }, now(added));
  stage.show("teams-01-welcome", "Added to a team, Pilotdesk says once what it is.", [
    title,
    { kind: "post", activity: stage.newest().activity },
  ]);
  await say(
    { stage, desk },
    {
      name: "teams-02-here",
      caption: "An administrator says what the channel is for.",
      text: "here Eastmere, Harbour Night Buses",
      from: asha,
    },
  );
}

interface Saying {
  readonly name: string;
  readonly caption: string;
  readonly text: string;
  readonly from?: FakeMember;
}

/** Somebody posts with a mention; the newest post answers it. */
async function say({ stage, desk }: TeamsScenes, { name, caption, text, from = bram }: Saying) {
  const id = newActivityId();
  const before = desk.teams.messages().length;
  const activity = teamsPost(text, { place, url: desk.teams.url, from, id });
  await stage.act({ who: from.name, does: "posts in the channel, with a mention", what: text }, activity);
  const answer = stage.newest();
  stage.show(name, caption, [
    title,
    { kind: "said", who: from.name, text: `@Pilotdesk ${text}` },
    ...desk.teams
      .messages()
      .slice(before)
      .map(({ activity: post, isTargeted }) => ({ kind: "post", activity: post, isPrivate: isTargeted }) as const),
  ]);
  return { id, answer };
}

interface Pressing {
  readonly on: FakeMessage;
  readonly label: string;
  readonly card?: unknown;
  readonly from?: FakeMember;
  readonly opens?: boolean;
  readonly expect?: "post";
  readonly values?: Readonly<Record<string, unknown>>;
}

/** Somebody presses a button of a card; resolves with what the request was answered with. */
async function press(
  { stage, desk }: TeamsScenes,
  { on, label, card = on.activity, from = bram, opens = false, values, expect }: Pressing,
): Promise<unknown> {
  const data = buttonData(card, label);
  if (data === undefined) throw new Error(`There is no button ${label} on ${JSON.stringify(card)}`);
  const name = values ? "task/submit" : opens ? "task/fetch" : "adaptiveCard/action";
  const sent = values ? { ...(data as object), ...values } : data;
  const activity = teamsInvoke(name, sent, { on, place, url: desk.teams.url, from });
  return stage.act({ who: from.name, does: `presses ${label}`, ...(values && { what: values }) }, activity, {
    ...(expect && { expect }),
  });
}

async function playQuestions(scenes: TeamsScenes): Promise<void> {
  const { stage } = scenes;
  const first = await say(scenes, {
    name: "teams-10-question",
    caption: "A question, with citations.",
    text: "How is Eastmere doing?",
  });
  const back = await say(scenes, {
    name: "teams-12-ask-back",
    caption: "Asked back, with the choices as buttons.",
    text: "How many pilots were there?",
  });
  await press(scenes, { on: back.answer, label: "Total Place", expect: "post" });
  stage.show("teams-13-choice", "The choice is taken by pressing it.", [
    title,
    { kind: "post", activity: stage.newest().activity },
  ]);
  await say(scenes, {
    name: "teams-14-refusal",
    caption: "Nothing on record.",
    text: "What is the fare on the night bus at Eastmere?",
  });
  await say(scenes, { name: "teams-15-table", caption: "A list.", text: "Which pilots are red or amber-red?" });
  await say(scenes, {
    name: "teams-16-chart",
    caption: "A trend, as a chart with its table.",
    text: "How have passengers at Eastmere gone over time?",
  });
  await say(scenes, {
    name: "teams-17-documents",
    caption: "An answer from published documents.",
    text: "What was Total Place?",
  });
  await say(scenes, { name: "teams-18-returns", caption: "Who has not reported.", text: "Who has not reported?" });
  const why = await press(scenes, { on: first.answer, label: "Why this answer?", opens: true });
  stage.show("teams-19-receipt", "“Why this answer?”.", [{ kind: "dialog", answered: why }]);
  const source = await press(scenes, { on: first.answer, label: "Show sources", opens: true });
  stage.show("teams-20-source", "“Show sources”.", [{ kind: "dialog", answered: source }]);
  const wrong = await press(scenes, { on: first.answer, label: "That’s wrong", opens: true });
  stage.show("teams-21-correct", "“That’s wrong”.", [{ kind: "dialog", answered: wrong }]);
  const person = await press(scenes, { on: first.answer, label: "Ask a person", opens: true });
  stage.show("teams-22-ask-a-person", "“Ask a person”.", [{ kind: "dialog", answered: person }]);
}

/** The card that one reader gets when Teams asks for it again for them. */
async function cardOf({ stage, desk }: TeamsScenes, on: FakeMessage, from: FakeMember): Promise<unknown> {
  const refresh = findIn(on.activity, (part) => part["verb"] === "view");
  const activity = teamsInvoke("adaptiveCard/action", refresh?.["data"], { on, place, url: desk.teams.url, from });
  const body = await stage.act({ who: from.name, does: "sees the card: Teams asks for it for them" }, activity);
  return (body as { readonly value: unknown }).value;
}

async function playUpdates(scenes: TeamsScenes): Promise<void> {
  const { stage, desk } = scenes;
  const text =
    "Still amber. 392 passengers a night so far this month (target 400). Worried about the winter timetable: two drivers have left. We interview for both posts on Friday.";
  const { id, answer } = await say(scenes, {
    name: "teams-30-draft-bystander",
    caption: "The draft as everybody else sees it.",
    text,
  });
  const own = await cardOf(scenes, answer, bram);
  stage.show("teams-31-draft-author", "The draft as its author sees it.", [
    title,
    { kind: "said", who: "Bram Holt", text },
    { kind: "card", card: own, note: "Pilotdesk, as Bram Holt sees it" },
  ]);
  const edit = await press(scenes, { on: answer, label: "Edit", card: own, opens: true });
  stage.show("teams-32-edit", "Every field can be changed.", [{ kind: "dialog", answered: edit }]);
  const save = findIn(edit, (part) => part["type"] === "Action.Submit" && part["style"] === "positive");
  const label = String(save?.["title"]);
  const wrong = { ...inputValues(edit), "field:metrics": "passengers", "field:spent": "lots" };
  const refused = await press(scenes, { on: answer, label, card: edit, values: wrong });
  stage.show("teams-33-edit-error", "What cannot be read is said at its field.", [
    { kind: "dialog", answered: refused },
  ]);
  const right = { ...inputValues(edit), "field:metrics": "passengers | 393 | target 400" };
  await press(scenes, { on: answer, label, card: edit, values: right });
  const edited = await cardOf(scenes, current(desk, answer), bram);
  await press(scenes, { on: answer, label: "Confirm", card: edited });
  stage.show("teams-34-confirmed", "Confirmed, as everybody sees it.", [
    title,
    { kind: "post", activity: current(desk, answer).activity },
  ]);
  const after = await cardOf(scenes, current(desk, answer), bram);
  stage.show("teams-35-confirmed-author", "Confirmed, as its author sees it.", [
    title,
    { kind: "card", card: after, note: "Pilotdesk, as Bram Holt sees it" },
  ]);
  await say(scenes, {
    name: "teams-36-answered",
    caption: "Answerable at once.",
    text: "How many passengers did Eastmere carry?",
  });
  await press(scenes, { on: answer, label: "Undo (10 minutes)", card: after });
  stage.show("teams-37-undone", "Undone.", [title, { kind: "post", activity: current(desk, answer).activity }]);
  void id;
}

/** A post as it stands now. */
function current({ teams }: OneLedger, { id }: FakeMessage): FakeMessage {
  const found = teams.messages().find((message) => message.id === id);
  if (!found) throw new Error(`There is no post ${id}.`);
  return found;
}

async function playMore(scenes: TeamsScenes): Promise<void> {
  const { stage, desk } = scenes;
  await say(scenes, {
    name: "teams-40-several",
    caption: "Several pilots in one message.",
    text: "Eastmere is amber-green, 401 passengers a night. Port Calder red: the operator has given notice.",
  });
  await say(scenes, {
    name: "teams-41-personal-data",
    caption: "Personal data is pointed out, and not recorded.",
    text: "Amber. Mrs Joan Pettifer of 4 Quay Street rang on 07700 900123 about the last stop.",
  });
  await say(scenes, { name: "teams-50-digest", caption: "The weekly digest.", text: "digest" });
  const query = (commandId: string, value: string) =>
    now(
      invokeActivity(
        "composeExtension/query",
        { commandId, parameters: [{ name: "query", value }] },
        { serviceUrl: desk.teams.url, from: bram, place: "channel", id: newActivityId() },
      ),
    );
  const updates = await stage.act(
    { who: "Bram Holt", does: "searches updates", what: "Eastmere" },
    query("searchUpdates", "Eastmere"),
  );
  stage.show("teams-51-search-updates", "The search in the message box: updates.", [
    { kind: "results", answered: updates },
  ]);
  const documents = await stage.act(
    { who: "Bram Holt", does: "searches documents", what: "Total Place" },
    query("searchDocuments", "Total Place"),
  );
  stage.show("teams-52-search-documents", "The search in the message box: documents.", [
    { kind: "results", answered: documents },
  ]);
  const form = await stage.act(
    { who: "Bram Holt", does: "chooses New pilot update" },
    now(
      invokeActivity(
        "composeExtension/fetchTask",
        { commandId: "newUpdate", commandContext: "compose" },
        { serviceUrl: desk.teams.url, from: bram, place: "channel", id: newActivityId() },
      ),
    ),
  );
  stage.show("teams-53-new-update", "The empty form.", [{ kind: "dialog", answered: form }]);
  const help = now(
    messageActivity("help", { serviceUrl: desk.teams.url, from: asha, place: "personal", id: newActivityId() }),
  );
  await stage.act({ who: "Asha Reed", does: "writes in the chat with the app", what: "help" }, help);
  stage.show("teams-54-help", "help, in the chat with the app.", [
    { kind: "said", who: "Asha Reed", text: "help" },
    { kind: "post", activity: stage.newest().activity },
  ]);
}

/** Binds the channel of a team that says nothing more, so that it is reminded. */
export async function bindSilentTeam({ stage, desk }: TeamsScenes): Promise<void> {
  const text = "here Harrowdene, Harbour Night Buses";
  const activity = teamsPost(text, { place: silent, url: desk.teams.url, from: asha });
  await stage.act({ who: asha.name, does: "posts in another channel, with a mention", what: text }, activity);
}

/** Shows the reminder that the app posted after so many requests. */
export function showReminder({ stage, desk }: TeamsScenes, from: number): void {
  const posts = desk.teams.requests().slice(from);
  stage.keepUnasked("a return is nearly due", posts);
  const reminder = posts.find(({ body }) => JSON.stringify(body ?? "").includes("is due by"));
  stage.show("teams-55-reminder", "A reminder, three working days before a return is due.", [
    { kind: "place", text: `${silent.name} (channel)` },
    { kind: "post", activity: reminder?.body },
  ]);
}
