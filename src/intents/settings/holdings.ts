import { markNames } from "../../core/marks.ts";
import { accountKey } from "../../core/origin.ts";
import type { PeopleReader, Person } from "../../core/people.ts";
import type { Block } from "../../core/reply.ts";
import type { LedgerReader, ReceiptReader } from "../../core/store.ts";
import type { Effects } from "../../core/turn-handler.ts";
import { sayList } from "../../answer/say-value.ts";
import { readAsked } from "../answer-turn.ts";
import { programmeAudience } from "../caller.ts";
import type { Handling } from "../desk-parts.ts";
import { callerNow } from "../desk-parts.ts";
import { actions, answerPost, button, notice, say, sayNo, sayOnly } from "../replies.ts";

type Reads = PeopleReader & Pick<ReceiptReader, "receipt"> & Pick<LedgerReader, "updates">;

/** Everything that is kept about a person, counted; accounts by their ids. */
interface Holdings {
  readonly accounts: readonly string[];
  readonly roles: readonly string[];
  readonly drafts: number;
  readonly openDrafts: number;
  readonly questions: number;
  readonly follows: number;
  readonly seen: number;
  readonly others: readonly string[];
  /** On record, by them or confirmed by them: these stay. */
  readonly updates: number;
}

async function holdingsOf(person: Person, reads: Reads, { knowledge }: Handling): Promise<Holdings> {
  const [roles, drafts, marks] = await Promise.all([
    reads.roles(person.id),
    reads.drafts({ author: person.id }),
    reads.marks("", person.id),
  ]);
  const asked = readAsked(marks.find(({ name }) => name === markNames.asked));
  const receipts = await Promise.all(asked.map(({ receipt }) => reads.receipt(receipt)));
  const count = (prefix: string): number => marks.filter(({ name }) => name.startsWith(prefix)).length;
  const audiences = ["public" as const, ...knowledge.ofKind("programme").map(({ id }) => programmeAudience(id))];
  const updates = await reads.updates({ reader: { audiences } });
  const own = await idsOf(
    person,
    updates.flatMap(({ author, confirmedBy }) => [author, confirmedBy]),
    reads,
  );
  const said: readonly (readonly [string, string])[] = [
    [markNames.welcomed, "that you were welcomed"],
    [markNames.snooze, "until when you want no reminders"],
    [markNames.personal, "where I can reach you alone"],
    [markNames.linkCode, "the mark of a code to link accounts"],
  ];
  return {
    accounts: person.accounts.map(accountKey),
    roles: roles.map(({ role, programme }) => `${role}${programme === undefined ? "" : ` of ${programme}`}`),
    drafts: drafts.length,
    openDrafts: drafts.filter(({ state }) => state === "open").length,
    questions: receipts.filter((receipt) => receipt !== undefined && receipt !== "purged").length,
    follows: count(markNames.follow) + count(markNames.theme),
    seen: count(markNames.seen),
    others: said.flatMap(([name, words]) => (count(name) > 0 ? [words] : [])),
    updates: updates.filter(({ author, confirmedBy }) => own.has(author) || own.has(confirmedBy)).length,
  };
}

/** The ids that are a person's, among others: also those that they had before accounts were linked. */
async function idsOf(person: Person, ids: readonly string[], people: PeopleReader): Promise<ReadonlySet<string>> {
  const different = [...new Set(ids)];
  const found = await Promise.all(different.map((id) => people.person(id)));
  return new Set(different.filter((_, index) => found[index]?.id === person.id));
}

const staying =
  "What was confirmed stays on record as your team's, under a random number instead of your account. Questions and answers stay until their time is over, so that answers can be checked: they name no account. Messages as they arrived go within 7 days.";

/** Says what is held about the person who asks, and offers to forget it. */
export async function showHoldings(handling: Handling): Promise<Effects> {
  const { caller, parts } = handling;
  const { person } = caller;
  const held = person && (await holdingsOf(person, parts.store, handling));
  const blocks: readonly Block[] = held
    ? [
        { kind: "heading", text: "What I hold about you" },
        ...linesOf(held).map((line) => notice(line)),
        notice(staying),
        ...forgetButton,
      ]
    : [notice("I hold nothing about you.")];
  return { commit: () => Promise.resolve([answerPost(say({ intent: "settings", blocks, onlyYou: true }))]) };
}

function linesOf(held: Holdings): readonly string[] {
  return [
    `Accounts: ${sayList(held.accounts)}.`,
    held.roles.length > 0 ? `Roles: ${sayList(held.roles)}.` : "No roles.",
    `Drafts: ${held.drafts}, ${held.openDrafts} of them open. A draft's words are deleted after 14 days.`,
    `Updates on record that you wrote or confirmed: ${held.updates}.`,
    `Questions that are still kept: ${held.questions}.`,
    `Programmes, pilots and themes that you follow: ${held.follows}. Places that you were seen in: ${held.seen}.`,
    ...(held.others.length > 0 ? [`Also: ${sayList(held.others)}.`] : []),
  ];
}

const forgetButton = actions([
  button(
    "Forget me",
    { verb: "forgetMe", target: "me" },
    {
      style: "danger",
      sure: "Your accounts, roles, drafts and everything you follow are deleted here. This cannot be undone.",
    },
  ),
]);

/** Asks whether everything that may be deleted about a person is to be deleted. */
export function askToForget(): Effects {
  const text = `I will delete your accounts, roles, drafts, what you follow and what you asked. ${staying}`;
  const blocks = [notice(text, "warning"), ...forgetButton];
  const reply = say({ intent: "settings", outcome: "askedBack", blocks, onlyYou: true });
  return { commit: () => Promise.resolve([answerPost(reply)]) };
}

/** Deletes everything about a person that may be deleted, and says what stays and why. */
export function forgetCaller(handling: Handling): Effects {
  return {
    async commit(transaction) {
      const caller = await callerNow(handling, transaction);
      const { person } = caller;
      if (!person) return [answerPost(sayNo("act", "I hold nothing about you, so there was nothing to delete."))];
      const held = await holdingsOf(person, transaction, handling);
      await transaction.forgetPerson(person.id);
      const kept = held.updates > 0 ? ` ${held.updates} updates stay.` : "";
      const told = `Forgotten: your accounts, roles, ${held.drafts} drafts and everything you followed.${kept} ${staying}`;
      return [answerPost(sayOnly("act", told, { onlyYou: true }))];
    },
  };
}
