import { composeBlocks } from "../../answer/compose-blocks.ts";
import type { DraftBlock } from "../../answer/compose-blocks.ts";
import { markingOf } from "../../answer/compose.ts";
import { assertNever } from "../../core/assert-never.ts";
import type { FactEvidence } from "../../core/evidence.ts";
import type { Knowledge } from "../../core/knowledge.ts";
import type { Choice, Reply } from "../../core/reply.ts";
import type { LedgerReader } from "../../core/store.ts";
import { sayFacts } from "../ask-facts.ts";
import type { Caller } from "../caller.ts";
import { readFactEvidence, saysMeaning } from "../fact-evidence.ts";
import { helpText } from "../fixed-replies.ts";
import { helpReply } from "../help.ts";
import { actions, button, notice, say } from "../replies.ts";
import { suggestQuestions } from "../suggest.ts";
import { pathBlocks, pathChoices, roleOf, shorten } from "./paths.ts";
import type { Orientation } from "./read-orientation.ts";

/** What somebody is shown the way with. */
export interface OrientingParts {
  readonly caller: Caller;
  readonly knowledge: Knowledge;
  readonly ledger: LedgerReader;
}

/** Shows somebody the way who is new, lost, or only polite. Words of ours need no source; what terms mean and who people are does. */
export function orient(orientation: Orientation, parts: OrientingParts): Promise<Reply> | Reply {
  const { knowledge, caller } = parts;
  switch (orientation.kind) {
    case "greeting":
      return words(
        "smallTalk",
        [greeting],
        choicesOf([...suggestQuestions(knowledge).slice(0, 2), "I am new here", "help"]),
      );
    case "thanks":
      return words("smallTalk", ["You’re welcome. Ask again at any time; “help” says what else I do."]);
    case "about":
      return words("help", [...about, helpText(knowledge)], choicesOf(["I am new here", "help"]));
    case "help":
      return helpReply({ knowledge });
    case "stop":
      return stopReply();
    case "path": {
      const role = orientation.role ?? roleOf(caller);
      return say({
        intent: "help",
        outcome: "answered",
        blocks: [...pathBlocks(role, knowledge), { kind: "choices", choices: pathChoices(role, knowledge) }],
      });
    }
    case "how": {
      const { title, lines, tries } = orientation.topic;
      return words("help", lines, choicesOf(tries), title);
    }
    case "acronyms":
      return explainAcronyms(orientation.from, parts);
    case "people":
      return sayWhoIsWho(parts);
    default:
      return assertNever(orientation);
  }
}

const greeting =
  "Hello. Ask me about a pilot programme, a place that took part, or a term, and I answer with sources. Or tell me how your pilot is going, and I put it on record once you confirm.";

const about = [
  "I am Pilotdesk, a program and no person: a desk officer for pilot programmes.",
  "I say only what a source on file supports, and show it. I do not guess, give opinions, foretell, or say anything about residents.",
];

function words(
  intent: "help" | "smallTalk",
  lines: readonly string[],
  choices: readonly Choice[] = [],
  title?: string,
): Reply {
  const blocks = [
    ...(title === undefined ? [] : [{ kind: "heading", text: title } as const]),
    ...lines.map((line) => notice(line)),
    ...(choices.length > 0 ? [{ kind: "choices", choices } as const] : []),
  ];
  return say({ intent, outcome: "answered", blocks });
}

function choicesOf(texts: readonly string[]): readonly Choice[] {
  return texts.map((text) => ({ label: shorten(text), text }));
}

function stopReply(): Reply {
  const ways = [
    "“snooze 30 days”: no reminders, digests or notices for you; “snooze off” ends it",
    "“unfollow everything”: no notices of what you follow",
    "“listen off”: posts without a mention are not read here; any member may say so",
    "“digests off” and “pause”: no digests, or no answers, in this place; for its office",
    "“forget me”: what I hold about you is deleted",
  ];
  return say({
    intent: "help",
    outcome: "answered",
    onlyYou: true,
    blocks: [
      notice("Nothing was changed yet. Say what is to stop:"),
      { kind: "list", items: ways.map((text) => ({ text, citations: [] })) },
      ...actions([button("No notices for 30 days", { verb: "snooze", target: "me", value: "30" })]),
    ],
  });
}

/** How many are told at once. */
const mostTold = 20;

async function explainAcronyms(
  from: string | undefined,
  { knowledge, ledger, caller }: OrientingParts,
): Promise<Reply> {
  const acronyms = knowledge
    .ofKind("term")
    .filter(({ name }) => /^[\p{Lu}\d/&-]{2,12}$/u.test(name) || /^\p{Lu}{2}/u.test(name))
    .toSorted((left, right) => left.name.localeCompare(right.name, "en"));
  const wanted = acronyms.filter(({ name }) => name.toLowerCase() >= (from ?? ""));
  const told = wanted.slice(0, mostTold);
  const facts = await readFactEvidence(ledger, { reader: caller.reader }, knowledge, {
    subjects: told.map(({ id }) => id),
  });
  const meanings = told.flatMap(({ id }) =>
    shortest(facts.filter((one) => one.subject.id === id && saysMeaning(one.attribute))),
  );
  const next = wanted[mostTold];
  const blocks: readonly DraftBlock[] = [
    { kind: "heading", text: "Acronyms on record" },
    { kind: "list", drafts: sayFacts(meanings, knowledge) },
    ...(next ? [more(wanted.length - told.length, `acronyms from ${next.name.charAt(0)}`)] : []),
  ];
  if (meanings.length === 0)
    return words("help", [
      "No acronym is on record that I could explain here. Ask “What does … mean?” with one of yours.",
    ]);
  return composed(blocks, knowledge);
}

function shortest(facts: readonly FactEvidence[]): readonly FactEvidence[] {
  const length = ({ fact: { value } }: FactEvidence): number => (value.kind === "text" ? value.text.length : Infinity);
  return facts.toSorted((left, right) => length(left) - length(right)).slice(0, 1);
}

async function sayWhoIsWho({ knowledge, ledger, caller }: OrientingParts): Promise<Reply> {
  const people = knowledge.ofKind("person");
  const facts = await readFactEvidence(ledger, { reader: caller.reader }, knowledge, {
    subjects: people.map(({ id }) => id),
  });
  const roles = people.flatMap(({ id }) =>
    facts.filter(({ subject, fact }) => subject.id === id && fact.value.kind === "text").slice(0, 1),
  );
  if (roles.length === 0) {
    return words("help", [
      "No people are on record whom I may name here. Ask who led, sponsored or funded a programme.",
    ]);
  }
  return composed(
    [
      { kind: "heading", text: "Who is who" },
      { kind: "list", drafts: sayFacts(roles.slice(0, mostTold), knowledge) },
      ...(roles.length > mostTold ? [more(roles.length - mostTold, "Who was … ?")] : []),
      {
        kind: "notice",
        tone: "info",
        text: "These are people in public office, as the sources name them. Ask “Who led …?” with a programme for its own people.",
      },
    ],
    knowledge,
  );
}

function more(count: number, text: string): DraftBlock {
  return { kind: "notice", tone: "info", text: `There are ${count} more: ask “${text}”.` };
}

function composed(blocks: readonly DraftBlock[], knowledge: Knowledge): Reply {
  const { blocks: written, citations } = composeBlocks(blocks, knowledge);
  const marking = markingOf(citations);
  const reply = say({ intent: "define", outcome: "answered", blocks: written, marking });
  return { ...reply, citations };
}
