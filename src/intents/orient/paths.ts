import type { Knowledge } from "../../core/knowledge.ts";
import type { Block, Choice } from "../../core/reply.ts";
import type { Caller } from "../caller.ts";
import { notice } from "../replies.ts";
import { suggestQuestions } from "../suggest.ts";
import type { PathRole } from "./read-orientation.ts";

/** What somebody does here, as far as it is known: the office by its role, a team by its places, else an official who asks. */
export function roleOf({ isAdmin, roles, memberOf }: Caller): PathRole {
  if (isAdmin || roles.some(({ role }) => role === "office")) return "office";
  return memberOf.some(({ pilots }) => pilots.length > 0) ? "team" : "official";
}

const titles: Readonly<Record<PathRole, string>> = {
  official: "Your first day as an official",
  team: "Your first day in a local team",
  office: "Your first day in the programme office",
};

const steps: Readonly<Record<PathRole, readonly string[]>> = {
  official: [
    "Get to know the programmes: what they were, who took part, who paid. Press one of the questions below.",
    "Look behind an answer: every sentence has the number of its source, and “Show source” opens the words.",
    "Learn the language: “acronyms” explains them, “who is who” names the people, and “What does … mean?” works for any term.",
    "See what is going on: “latest” for the last updates, “who hasn't reported?”, “help wanted”, “digest” for last week.",
    "Keep up: “follow” with a pilot, or with words such as “transport contracts”.",
  ],
  team: [
    "See what your pilot said last: “latest”, and “ratings board” for all of them.",
    "Report in your own words, where your team works: name the pilot, the rating, figures with their target, what worries you, what is next.",
    "Look at the draft: it shows every field with your words behind it. Confirm it, or edit it first.",
    "Put something right: “undo” within ten minutes, “make that green” or “*45” afterwards, “withdraw” with a reason later.",
    "Leave residents out: no names, addresses, telephone numbers or dates of birth. I point them out and record none.",
    "Know when a return is due: “who hasn't reported?”; I remind your place three working days before.",
  ],
  office: [
    "Set places up: in each team's channel say “here” with the name of its pilot; “here” alone shows it.",
    "See who is missing: “who hasn't reported?”, “who was late?”, and “digest” for the week.",
    "See what needs you: “all reds”, “help wanted”, “overdue”, “risks”.",
    "Decide what comes where: “digests on”, “listen on”, “contact me” for questions that I cannot answer.",
    "Put records right: you may confirm, change and withdraw for all of your programme; “history u-…” shows who said what when.",
    "Keep up: “follow” with a pilot or words; “acronyms” and “who is who” for what is new to you.",
  ],
};

/** A first day, step by step. */
export function pathBlocks(role: PathRole, knowledge: Knowledge): readonly Block[] {
  const programmes = knowledge.ofKind("programme").filter(({ status, fictional }) => status === "live" && !fictional);
  const live = programmes.slice(0, 3).map(({ name }) => name);
  return [
    { kind: "heading", text: titles[role] },
    notice("Welcome. Each step is something to say to me, here or alone; none of it can break anything."),
    { kind: "list", items: steps[role].map((text) => ({ text, citations: [] })) },
    ...(live.length > 0 ? [notice(`Running now: ${live.join(", ")}.`)] : []),
  ];
}

const others: Readonly<Record<PathRole, Choice>> = {
  official: { label: "I am an official who asks", text: "I am an official" },
  team: { label: "I am in a local team", text: "I am in a local team" },
  office: { label: "I am in the programme office", text: "I am in the programme office" },
};

/** Words as a button shows them. */
export function shorten(text: string): string {
  return text.length > 75 ? `${text.slice(0, 74).trimEnd()}…` : text;
}

/** What to press next, and the paths of the other roles. */
export function pathChoices(role: PathRole, knowledge: Knowledge): readonly Choice[] {
  const asked: Readonly<Record<PathRole, readonly string[]>> = {
    official: [...suggestQuestions(knowledge).slice(0, 3), "acronyms", "who is who"],
    team: ["new update", "latest", "who hasn't reported?", "acronyms"],
    office: ["who hasn't reported?", "digest", "help wanted", "here"],
  };
  const rest = Object.entries(others).flatMap(([key, choice]) => (key === role ? [] : [choice]));
  return [...asked[role].map((text) => ({ label: shorten(text), text })), ...rest];
}
