import type { OneLedger } from "../end-to-end/one-ledger-bench.ts";
import type { FakeEphemeral, FakeMessage } from "../fakes/slack/fake-workspace.ts";
import { createSlackStage } from "./slack-stage.ts";
import type { SlackLine, SlackStage } from "./slack-stage.ts";

/** The people of the conversation, all made up. */
const [priya, tom, guest, bot] = ["U0PRIYA", "U0TOM", "U0GUEST", "U0PILOT"] as const;
const [office, team] = ["C0OFFICE", "C0TEAM"] as const;
const places = { office: "#harbour-night-buses", team: "#eastmere-team" } as const;

/** Where the scenes are played. */
export interface SlackScenes {
  readonly stage: SlackStage;
  readonly desk: OneLedger;
}

/** Sets the stage: the officials' channel of the programme, and the channel of one team. */
export function openSlackScenes(desk: OneLedger): SlackScenes {
  const { workspace } = desk.slack;
  workspace.addChannel(office, [priya, tom], { name: "harbour-night-buses" });
  workspace.addChannel(team, [bot, priya, tom], { name: "eastmere-team" });
  return { stage: createSlackStage(desk.slack), desk };
}

/** A message as it stands on a picture; one that only one person sees is the app's. */
function line(message: FakeMessage | FakeEphemeral, more: { readonly isReply?: boolean } = {}): SlackLine {
  const { text, blocks } = message;
  const isPrivate = "isReplaced" in message;
  return { user: isPrivate ? bot : message.user, text, ...(blocks && { blocks }), isPrivate, ...more };
}

/** Plays everything that an official and a team meet in Slack, in order. */
export async function playSlack(scenes: SlackScenes): Promise<void> {
  await playWelcome(scenes);
  await playQuestions(scenes);
  await playUpdates(scenes);
  await playOwnPages(scenes);
}

async function playWelcome(scenes: SlackScenes): Promise<void> {
  const { stage, desk } = scenes;
  const { people, workspace } = desk.slack;
  await stage.act({ who: "Priya Holm", does: "opens the Home tab, before anything is set up" }, () =>
    people.open(priya, "home"),
  );
  stage.showView(
    "slack-01-home-empty",
    "The Home tab of somebody who belongs to no place yet.",
    desk.slack.homes.get(priya)?.view,
  );
  await stage.act({ who: "Priya Holm", does: "adds Pilotdesk to #harbour-night-buses" }, () =>
    people.join(office, bot),
  );
  stage.showLines("slack-02-welcome-channel", "Added to a channel, Pilotdesk says once what it is.", {
    place: places.office,
    lines: [line(stage.newest(office))],
  });
  const bound = await stage.say({ user: priya, channel: office, text: `<@${bot}> here Harbour Night Buses` });
  stage.showLines("slack-03-here", "An administrator says what a channel is about.", {
    place: places.office,
    lines: [line(bound.message), line(bound.answer, { isReply: true })],
  });
  await stage.say({ user: priya, channel: team, text: `<@${bot}> here Eastmere, Harbour Night Buses` });
  await stage.act({ who: "Tom Reed", does: "joins #harbour-night-buses" }, () => people.join(office, tom));
  stage.showLines(
    "slack-04-welcome-person",
    "A person who joins a bound channel is greeted once, in a message of their own.",
    {
      place: "Messages with Pilotdesk",
      lines: [line(stage.newest(workspace.chatWith(tom).id))],
    },
  );
  await stage.act({ who: "Tom Reed", does: "types /pilots and nothing else" }, () => people.command(tom, office, ""));
  showPrivate(scenes, "slack-05-usage", "/pilots with nothing after it.");
}

interface Asked {
  readonly name: string;
  readonly caption: string;
  readonly text: string;
  readonly channel?: string;
  readonly place?: string;
  readonly user?: string;
  readonly thread?: FakeMessage;
}

async function ask({ stage }: SlackScenes, asked: Asked) {
  const { name, caption, text, channel = office, place = places.office, user = tom, thread } = asked;
  const isPersonal = channel.startsWith("D");
  const words = thread || isPersonal ? text : `<@${bot}> ${text}`;
  const said = await stage.say({ user, channel, text: words, ...(thread && { threadTs: thread.ts }) });
  stage.showLines(name, caption, {
    place,
    lines: [line(said.message), ...said.answers.map((one) => line(one, { isReply: !isPersonal }))],
  });
  return said;
}

/** Shows what one person was answered alone: to what they typed or clicked. */
function showPrivate({ stage }: SlackScenes, name: string, caption: string): void {
  const lines = [{ user: bot, blocks: stage.shown(), isPrivate: true }];
  stage.showLines(name, caption, { place: places.office, lines });
}

async function playQuestions(scenes: SlackScenes): Promise<void> {
  const first = await ask(scenes, {
    name: "slack-10-question",
    caption: "A question about one pilot, with its sources.",
    text: "How is Eastmere doing?",
  });
  await ask(scenes, {
    name: "slack-11-follow-up",
    caption: "A follow-up in the thread, without a mention.",
    text: "and Wexcombe?",
    thread: first.message,
  });
  const back = await ask(scenes, {
    name: "slack-12-ask-back",
    caption: "A question that could mean several things is asked back, with the choices as buttons.",
    text: "How many pilots were there?",
  });
  await scenes.stage.click(tom, back.answer, "Total Place");
  scenes.stage.showLines("slack-13-choice", "The choice is taken by pressing it.", {
    place: places.office,
    lines: [{ user: bot, blocks: scenes.stage.shown(), isReply: true }],
  });
  const refused = await ask(scenes, {
    name: "slack-14-refusal",
    caption: "Nothing on record: it says so, and offers a person.",
    text: "What is the fare on the night bus at Eastmere?",
  });
  await ask(scenes, {
    name: "slack-15-table",
    caption: "A list that a table says better.",
    text: "Which pilots are red or amber-red?",
  });
  await ask(scenes, {
    name: "slack-16-chart",
    caption: "A trend, as a chart with its table.",
    text: "How have passengers at Eastmere gone over time?",
  });
  await ask(scenes, {
    name: "slack-17-documents",
    caption: "An answer from published documents, with links to the publishers.",
    text: "What was Total Place?",
  });
  await ask(scenes, {
    name: "slack-18-returns",
    caption: "Who has not reported.",
    text: "Who has not reported?",
  });
  await ask(scenes, {
    name: "slack-19-long",
    caption: "A long answer, cut at the end of a sentence.",
    text: "Which councils were in Partnerships for People and Place, and which in Total Place?",
  });
  await playJudging(scenes, { first: first.answer, refused: refused.answer });
}

async function playJudging(
  scenes: SlackScenes,
  { first, refused }: Readonly<Record<"first" | "refused", FakeMessage | FakeEphemeral>>,
): Promise<void> {
  const { stage } = scenes;
  await stage.click(tom, first, "why");
  showPrivate(scenes, "slack-20-receipt", "“Why this answer?”: the receipt.");
  await stage.click(tom, first, "showSource");
  showPrivate(scenes, "slack-21-source", "“Show source”: the stored words.");
  await stage.click(tom, first, "unhelpful");
  stage.showView("slack-22-feedback", "The thumb down asks for a reason.", stage.modal().view);
  await stage.act(
    { who: "Tom Reed", does: "submits", what: { reason: "It does not say who is in charge." } },
    () => scenes.desk.slack.people.submit(stage.modal(), { reason: "It does not say who is in charge." }),
    { expect: "nothing" },
  );
  await stage.click(tom, first, "correct");
  stage.showView("slack-23-correct", "“That’s wrong”.", stage.modal().view);
  await stage.click(tom, refused, "askPerson");
  showPrivate(scenes, "slack-24-ask-a-person", "“Ask a person”.");
}

async function draftFrom(scenes: SlackScenes, name: string, caption: string, text: string, channel: string = team) {
  return ask(scenes, { name, caption, text, channel, place: channel === team ? places.team : places.office });
}

function showCard({ stage }: SlackScenes, name: string, caption: string, card: FakeMessage | FakeEphemeral): void {
  stage.showLines(name, caption, { place: places.team, lines: [line(card, { isReply: true })] });
}

async function playUpdates(scenes: SlackScenes): Promise<void> {
  const { stage, desk } = scenes;
  const { people } = desk.slack;
  const { answer: card } = await draftFrom(
    scenes,
    "slack-30-draft",
    "A team writes what happened; the draft shows what was understood, and from which words.",
    "Still amber. 392 passengers a night so far this month (target 400). Worried about the winter timetable: two drivers have left. We interview for both posts on Friday.",
  );
  await stage.click(tom, card, "edit");
  stage.showView("slack-31-edit", "Every field can be changed.", stage.modal().view);
  const wrong = { spent: "lots", metrics: "passengers" };
  await stage.act({ who: "Tom Reed", does: "submits", what: wrong }, () => people.submit(stage.modal(), wrong));
  stage.showView(
    "slack-32-edit-error",
    "What cannot be read is said at its field; nothing typed is lost.",
    stage.modal().view,
    stage.errors(),
  );
  await stage.act({ who: "Tom Reed", does: "submits", what: { metrics: "passengers | 393 | target 400" } }, () =>
    people.submit(stage.modal(), { metrics: "passengers | 393 | target 400" }),
  );
  showCard(scenes, "slack-33-draft-edited", "The draft, edited in its place.", card);
  await stage.click(tom, card, "confirm");
  showCard(scenes, "slack-34-confirmed", "Confirmed: the same card, with what can still be done.", card);
  await ask(scenes, {
    name: "slack-35-answered",
    caption: "Answerable at once, with a link to the team's message.",
    text: "How many passengers did Eastmere carry?",
  });
  await stage.click(tom, card, "undo");
  showCard(scenes, "slack-36-undone", "Undone.", card);
  await playMoreUpdates(scenes);
}

async function playMoreUpdates(scenes: SlackScenes): Promise<void> {
  const { stage } = scenes;
  const { answer: card } = await draftFrom(
    scenes,
    "slack-40-draft-help",
    "An update with money and a request.",
    "Green at last, the depot lease is signed. Spent £52,300 of £120,000. Could the Department for Coasts and Crossings send the letter of comfort by the end of the month?",
  );
  await stage.click(tom, card, "confirm");
  const id = /\bu-[0-9a-f]+/.exec(card.text)?.[0] ?? "";
  await draftFrom(
    scenes,
    "slack-41-withdraw",
    "An update is withdrawn by its number, with a reason.",
    `withdraw ${id}`,
  );
  await draftFrom(
    scenes,
    "slack-42-several",
    "Several pilots in one message.",
    "Eastmere is amber-green, 401 passengers a night. Port Calder red: the operator has given notice.",
    office,
  );
  await draftFrom(
    scenes,
    "slack-43-personal-data",
    "Personal data is pointed out, and not recorded.",
    "Amber. Mrs Joan Pettifer of 4 Quay Street rang on 07700 900123 about the last stop.",
  );
  await stage.act({ who: "Tom Reed", does: "types /pilots log" }, () =>
    scenes.desk.slack.people.command(tom, team, "log"),
  );
  stage.showView("slack-44-new-update", "The empty form.", stage.modal().view);
}

async function playOwnPages(scenes: SlackScenes): Promise<void> {
  const { stage, desk } = scenes;
  const { people, homes, workspace } = desk.slack;
  await ask(scenes, { name: "slack-50-digest", caption: "The weekly digest.", text: "digest" });
  await stage.act({ who: "Tom Reed", does: "opens the Home tab" }, () => people.open(tom, "home"));
  stage.showView("slack-51-home", "The Home tab: what is mine, what is due, what waits for me.", homes.get(tom)?.view);
  await ask(scenes, {
    name: "slack-52-help",
    caption: "help.",
    text: "help",
    channel: workspace.chatWith(tom).id,
    place: "Messages with Pilotdesk",
  });
  await ask(scenes, {
    name: "slack-53-guest",
    caption: "A guest is answered with what is public.",
    text: "How is Eastmere doing?",
    channel: "C0GUESTS",
    place: "#guests",
    user: guest,
  });
  await ask(scenes, {
    name: "slack-54-holdings",
    caption: "What is held about a person.",
    text: "What do you hold about me?",
    channel: workspace.chatWith(tom).id,
    place: "Messages with Pilotdesk",
  });
}

/** Shows the reminder that the app posted after so many calls. */
export function showReminder({ stage, desk }: SlackScenes, from: number): void {
  const calls = desk.slack.calls.slice(from).filter(({ method }) => method === "chat.postMessage");
  stage.keepUnasked("a return is nearly due", calls);
  const reminder = calls.find(({ args }) => String(args["text"]).includes("is due by"));
  const blocks = reminder?.args["blocks"] as readonly unknown[];
  stage.showLines("slack-55-reminder", "A reminder, three working days before a return is due.", {
    place: places.office,
    lines: [{ user: bot, blocks }],
  });
}
