import type { ActionCall } from "../../core/action.ts";
import { markNames } from "../../core/marks.ts";
import type { Place } from "../../core/people.ts";
import type { Receipt } from "../../core/receipt.ts";
import type { Reply } from "../../core/reply.ts";
import type { StoreTransaction } from "../../core/store.ts";
import type { Effects } from "../../core/turn-handler.ts";
import type { PostTarget } from "../../core/work.ts";
import type { Audience } from "../../core/trust.ts";
import { threadSchema } from "../../router/follow-up.ts";
import { audiencesOf } from "../caller.ts";
import type { Handling } from "../desk-parts.ts";
import { aloneTarget, placeTarget } from "../place-target.ts";
import { audiencesAt } from "../shared-places.ts";
import { answerPost, notice, onlySay, say, sayNo, sayOnly } from "../replies.ts";
import { receiptFor } from "./answer-actions.ts";
import { readAccount } from "./who-is-told.ts";

/** Passes a question on to a person: the contact of this place, else of a place of the programme, else the place itself. */
export async function askPerson(handling: Handling, { target }: ActionCall): Promise<Effects> {
  const receipt = await receiptFor(handling, target);
  if ("refusal" in receipt) return onlySay(sayNo("act", receipt.refusal));
  return {
    async commit(transaction) {
      const found = await whoToAsk(transaction, receipt, handling);
      if (!found) return [answerPost(sayNo("act", nobody))];
      if (await wasPassedOn(transaction, { receipt, to: found.target.place }, handling))
        return [answerPost(sayNo("act", passedAlready))];
      const thread = found.isHere ? threadOf(handling) : undefined;
      const seen =
        thread === undefined
          ? "They see the question and what I answered, and who asked only if you tell them."
          : "They see the question, what I answered and the thread that it was asked in.";
      const told = `I have passed your question on to ${found.name}. ${seen}`;
      return [
        {
          operation: "post",
          key: `asked/${receipt.id}/${handling.turn.id}`,
          reply: questionFor(receipt, found, thread),
          target: found.target,
        },
        answerPost(sayOnly("act", told, { onlyYou: true, banner: receipt.reply.banner })),
      ];
    },
  };
}

/** Pressing again within this time asks nobody twice. */
const askAgainMs = 24 * 3_600_000;

const passedAlready = "Your question was passed on already. Nobody is asked twice within a day.";

/** True where this person's question was passed on to the same people before; remembers that it is now. */
async function wasPassedOn(
  transaction: StoreTransaction,
  { receipt: { id: owner }, to }: { readonly receipt: Receipt; readonly to: string },
  { caller, turn, now }: Handling,
): Promise<boolean> {
  const person = caller.sender && (await transaction.ensurePerson(caller.sender, now)).id;
  const name = markNames.passedOn + (person ?? turn.conversation);
  const before = await transaction.mark(owner, name);
  if (before?.value === to && Date.parse(now) - Date.parse(before.at) < askAgainMs) return true;
  await transaction.putMark({ owner, name, value: to, at: now });
  return false;
}

/** Where it was asked, for those who are in the same place; a chat of one person's own is nobody else's. */
function threadOf({ turn }: Handling): string | undefined {
  if (turn.kind !== "action" || turn.place?.kind === "personal") return undefined;
  return turn.message?.permalink;
}

const nobody =
  "Nobody is set down to take questions from here, so nobody was asked. An administrator can change that: “here” binds this place to a programme, and “contact me” makes somebody its contact.";

/** The question with the one before it, and what was answered as far as everybody there may see what it rests on. */
function questionFor(
  { question, reply, id, threadBefore }: Receipt,
  { audiences }: Somebody,
  thread: string | undefined,
): Reply {
  const before = threadSchema.safeParse(threadBefore).data?.question ?? "";
  const answer = reply.blocks.flatMap((block) => {
    if (block.kind === "notice") return [block.text];
    return block.kind === "paragraph" || block.kind === "list"
      ? (block.kind === "paragraph" ? block.sentences : block.items).map(({ text }) => text)
      : [];
  });
  const mayShow = reply.citations.every(({ audience }) => audience === "public" || audiences.includes(audience));
  return say({
    intent: "act",
    blocks: [
      { kind: "heading", text: "A question for you" },
      ...(before === "" ? [] : [notice(`Before that they asked: ${before.slice(0, 500)}`)]),
      { kind: "quote", text: question.slice(0, 2000) },
      ...(mayShow ? [notice(`What I answered: ${answer.join(" ").slice(0, 1500)}`)] : []),
      ...(thread === undefined ? [] : [notice("It was asked here:"), notice(thread)]),
      notice(`The answer's receipt is ${id}.`),
    ],
    banner: reply.banner,
    marking: mayShow ? reply.marking : undefined,
  });
}

interface Somebody {
  readonly name: string;
  readonly target: PostTarget;
  /** What they may see. */
  readonly audiences: readonly Audience[];
  /** They are set down for the place that the question was asked in. */
  readonly isHere?: boolean;
}

async function whoToAsk(
  transaction: StoreTransaction,
  receipt: Receipt,
  handling: Handling,
): Promise<Somebody | undefined> {
  const { caller, knowledge } = handling;
  const here = caller.bound;
  const programmes = receipt.reply.citations.flatMap((citation) => {
    const subject = citation.kind === "fact" ? knowledge.subject(citation.subject) : undefined;
    return subject?.kind === "programme" ? [subject.id] : (subject?.programme ?? []);
  });
  const own = [...programmes, ...(here?.programmes ?? [])];
  const others = (await transaction.places()).filter(
    (place) => place.id !== here?.id && place.programmes.some((programme) => own.includes(programme)),
  );
  const places = [...(here ? [here] : []), ...others];
  for (const place of places) {
    const contact = await contactOf(transaction, place);
    if (contact) return { ...contact, isHere: place.id === here?.id };
  }
  const place = others.find(({ address }) => address !== undefined);
  const target = place && placeTarget(place);
  return target && { name: "the programme's own channel", target, audiences: await audiencesAt(place, transaction) };
}

async function contactOf(transaction: StoreTransaction, place: Place): Promise<Somebody | undefined> {
  const account = place.contact === undefined ? undefined : readAccount(place.contact);
  const person = account && (await transaction.personOf(account));
  const mark = person && account && (await transaction.mark(person.id, markNames.personal + account.platform));
  const target = aloneTarget(mark);
  return target && { name: "the contact of this place", target, audiences: await audiencesOf(place, transaction) };
}
