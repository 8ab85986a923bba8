import { beforeEach, describe, expect, it } from "vitest";
import type { Outcome, UpdateDesk } from "../updates/open-update-desk.ts";
import { openUpdateDesk, people, places } from "../updates/open-update-desk.ts";

let desk: UpdateDesk;
beforeEach(async () => {
  desk = await openUpdateDesk();
});

const alone = { place: places.alone } as const;
const shown = ({ reply }: Outcome): string =>
  reply.blocks
    .flatMap((block): readonly string[] => {
      if (block.kind === "notice" || block.kind === "heading") return [block.text];
      if (block.kind === "list") return block.items.map(({ text }) => text);
      return block.kind === "choices" ? block.choices.map(({ label }) => `[${label}]`) : [];
    })
    .join("\n");

describe("words of somebody who is finding their way", () => {
  it.each([
    ["hi", "Hello. Ask me about a pilot programme"],
    ["Good morning everyone!", "Hello."],
    ["thanks", "You’re welcome."],
    ["ok great, thank you so much", "You’re welcome."],
    ["Who are you?", "I am Pilotdesk, a program and no person"],
    ["are you a bot or a human?", "I am Pilotdesk"],
    ["/pilots", "“new update” opens the form"],
    ["I am new here", "Your first day"],
    ["where do I start?", "Your first day"],
    ["I'm a new programme officer", "Your first day as an official"],
    ["I'm a new project manager in the programme office", "Your first day in the programme office"],
    ["I've just joined the local team", "Your first day in a local team"],
    ["I'm lost", "Your first day"],
    ["im new to the team", "Your first day in a local team"],
    ["how do I report something wrong?", "Press “That's wrong”"],
    ["how do reminders work?", "three working days before"],
    ["how do I link my accounts", "Say “link accounts”"],
    ["how do I delete my data?", "“what do you hold about me” lists it"],
    ["how do I check your sources?", "Every sentence carries the number"],
    ["how do I follow a pilot?", "“follow” with the name of a pilot"],
    ["how do I change an update?", "Say it after your update"],
    ["how do I add you to this channel?", "says “here”"],
    ["stop", "Nothing was changed yet. Say what is to stop"],
    ["unsubscribe", "Nothing was changed yet"],
    ["How do I log an update?", "Write it in your own words where your team works"],
    ["how do I confirm?", "Press Confirm on its card"],
    ["how can I undo my update", "“undo” within ten minutes"],
    ["how do we set up this channel?", "an administrator or the programme's office says “here”"],
    ["help with digests", "On the first working day of a week"],
    ["help me with reminders", "three working days before it is due"],
  ])("%s", async (text, expected) => {
    const outcome = await desk.say(text, alone);
    expect(outcome.posts).toHaveLength(1);
    expect(outcome.reply.outcome).toBe("answered");
    expect(shown(outcome)).toContain(expected);
  });

  it("are told the path of their own role where they do not say it, and offered the others", async () => {
    const team = shown(await desk.say("where do I start?"));
    expect(team).toContain("Your first day in a local team");
    expect(team).toContain("[I am an official who asks]");
    expect(shown(await desk.say("where do I start?", { who: people.office }))).toContain("in the programme office");
    const stranger = await desk.say("where do I start?", { who: people.stranger, place: places.hall });
    expect(shown(stranger)).toContain("Your first day as an official");
    const choices = stranger.reply.blocks.flatMap((block) => (block.kind === "choices" ? block.choices : []));
    for (const { text } of choices.filter((choice) => choice.text.startsWith("I am")))
      expect(shown(await desk.say(text, { who: people.stranger, place: places.hall }))).toContain("Your first day in");
  });

  it("get every acronym explained with its source", async () => {
    for (const text of ["list acronyms", "what acronyms should I know?", "glossary"]) {
      const { reply } = await desk.say(text, alone);
      expect(shown({ reply } as Outcome)).toContain("SBO means Shore Boarding Officer");
      expect(reply.citations.length).toBeGreaterThan(0);
    }
  });

  it("are told who is who, as the sources name them", async () => {
    const { reply } = await desk.say("who is who?", alone);
    const list = reply.blocks.flatMap((block) => (block.kind === "list" ? block.items : []));
    expect(list.length).toBeGreaterThan(0);
    for (const { citations } of list) expect(citations.length).toBeGreaterThan(0);
  });

  it("leave what was asked before for the next question, and can be explained", async () => {
    await desk.say("What was the quay grant of the night buses?");
    await desk.say("thanks");
    expect((await desk.say("and of the day boats?")).words).toMatch(/Day Boats/);
    const { reply } = await desk.say("who are you?");
    const replayed = await desk.desk.replay(reply.receipt, {
      audiences: ["public", "programme:night-buses", "place:slack-t1-team"],
    });
    expect(replayed?.outcome).toBe("same");
  });
});

describe("questions that only begin like it", () => {
  it.each([
    "Who is who leads the night buses?",
    "What does SBO mean?",
    "How did the night buses do?",
    "hi, who sponsored the day boats?",
    "help wanted from the harbour office",
    "Start date of the night buses?",
    "How do riders get home?",
    "I'm new here, who sponsored the day boats?",
    "im new here what are the night buses",
    "How do I remove barriers to night travel?",
    "How do we follow up on the lease?",
    "How do we know what went wrong with the night buses?",
    "How do they handle personal data on the boats?",
    "How do we report progress to ministers?",
    "How do I confirm the quay grant?",
    "How do councils set up a team?",
  ])("%s", async (text) => {
    expect(shown(await desk.say(text))).not.toMatch(/Your first day|Hello\.|Write it in your own words|Who is who$/m);
  });
});
