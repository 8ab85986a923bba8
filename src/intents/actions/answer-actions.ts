import type { ActionCall } from "../../core/action.ts";
import type { Form } from "../../core/form.ts";
import { markNames } from "../../core/marks.ts";
import type { Receipt } from "../../core/receipt.ts";
import type { Block } from "../../core/reply.ts";
import type { Effects } from "../../core/turn-handler.ts";
import { sayDate, sayList } from "../../answer/say-value.ts";
import { dayOf } from "../../core/time.ts";
import { readReceipt } from "../answer-turn.ts";
import type { Handling } from "../desk-parts.ts";
import { answerPost, notice, onlySay, say, sayNo, sayOnly } from "../replies.ts";
import { audiencesOf } from "../caller.ts";
import type { Audience } from "../../core/trust.ts";

/** A receipt that the caller may see, or the sentence that says why there is none. */
export async function receiptFor(handling: Handling, id: string): Promise<Receipt | { readonly refusal: string }> {
  const { parts, caller } = handling;
  const found = await readReceipt(id, caller.reader, parts.store);
  if (found === "purged")
    return { refusal: `That answer was deleted: answers are kept for ${parts.receiptDays} days.` };
  return found ?? { refusal: "I hold no such answer, or it may not be shown here. Ask the question again." };
}

/** Posts an answer that only one person saw for everybody in the place, if all of them may see it. */
export async function shareAnswer(handling: Handling, { target }: ActionCall): Promise<Effects> {
  const { turn, context, caller, parts, now } = handling;
  const receipt = await receiptFor(handling, target);
  if ("refusal" in receipt) return onlySay(sayNo("act", receipt.refusal));
  if (!turn.place || turn.place.kind === "personal") {
    return onlySay(sayNo("act", "There is nobody to share it with here. Ask in the channel that should see it."));
  }
  const bound = turn.place.isShared === true || !caller.bound ? [] : await audiencesOf(caller.bound, parts.store);
  const everybody: readonly Audience[] = [
    "public",
    ...(turn.place.isShared === true ? [] : turn.reader.audiences),
    ...bound,
  ];
  const { visibility: _visibility, ...reply } = receipt.reply;
  if (!reply.citations.every(({ audience }) => everybody.includes(audience))) {
    return onlySay(
      sayNo("act", "Not everybody in this channel may see what that answer rests on, so it was not shared."),
    );
  }
  const { replyTo } = context;
  const everywhere = replyTo && { ...replyTo, conversation: replyTo.place };
  const name = markNames.sharedIn + turn.place.id;
  return {
    async commit(transaction) {
      const before = await transaction.mark(receipt.id, name);
      if (before && Date.parse(now) - Date.parse(before.at) < sharedAgainMs) return [answerPost(sharedAlready)];
      await transaction.putMark({ owner: receipt.id, name, value: true, at: now });
      return [{ operation: "post", reply, ...(everywhere && { target: everywhere }) }];
    },
  };
}

/** A second press within this time is not another wish to share. */
const sharedAgainMs = 5 * 60_000;

const sharedAlready = sayNo(
  "act",
  "That answer was shared here a moment ago. If it did not arrive, press the button again in five minutes.",
);

/** Shows an answer once more; whoever draws it turns the page. */
export async function showMore(handling: Handling, { target }: ActionCall): Promise<Effects> {
  const receipt = await receiptFor(handling, target);
  return onlySay("refusal" in receipt ? sayNo("act", receipt.refusal) : receipt.reply);
}

/** Explains in a few lines how an answer came about. */
export async function explainAnswer(handling: Handling, { target }: ActionCall): Promise<Effects> {
  const receipt = await receiptFor(handling, target);
  if ("refusal" in receipt) return onlySay(sayNo("act", receipt.refusal));
  const { verdicts, candidates, createdAt, question, reply } = receipt;
  const failed = verdicts.filter(({ passed }) => !passed);
  const considered = [...new Set(candidates.map(({ title }) => title))].slice(0, 5);
  const sources = [...new Set(reply.citations.map(({ title }) => title))].slice(0, 5);
  const lines = [
    `Asked on ${sayDate(dayOf(new Date(createdAt)))}: “${question.slice(0, 300)}”`,
    sources.length > 0 ? `It rests on ${sayList(sources.map((title) => `“${title}”`))}.` : "No source was cited.",
    considered.length > 0
      ? `Looked at: ${sayList(considered.map((title) => `“${title}”`))}.`
      : "Nothing on file came close.",
    `${verdicts.length - failed.length} of ${verdicts.length} sentences passed the check against their sources.`,
    ...failed.slice(0, 3).map(({ failures }) => `Left out because ${failures[0] ?? "it was not supported"}.`),
    `The number of this answer is ${receipt.id}. Whoever runs Pilotdesk can show every step of it.`,
  ];
  const blocks: readonly Block[] = [{ kind: "heading", text: "Why this answer" }, ...lines.map((line) => notice(line))];
  return onlySay(say({ intent: "act", blocks, onlyYou: true, banner: reply.banner, marking: reply.marking }));
}

/** Opens a source at the words that an answer cites, after the audience check. */
export async function showSource(handling: Handling, { target, value }: ActionCall): Promise<Effects> {
  const { parts, caller } = handling;
  const receipt = await receiptFor(handling, target);
  if ("refusal" in receipt) return onlySay(sayNo("act", receipt.refusal));
  const { citations } = receipt.reply;
  const citation = citations.find(({ number }) => String(number) === (value ?? String(citations[0]?.number)));
  if (!citation) return onlySay(sayNo("act", "That answer has no such source."));
  const view = await parts.answerer.showSource(citation, caller.reader);
  if (!view) return onlySay(sayNo("act", "That source may not be shown here, or is not held any more."));
  const about = [view.publisher, view.published && sayDate(view.published), view.record].filter(
    (part) => part !== undefined,
  );
  const where = view.headingPath.length > 0 ? `Under: ${view.headingPath.join(" › ")}` : undefined;
  // What an update says stands in sentences of its own, put together for one citation.
  const quote = citation.kind === "fact" ? view.quote.replaceAll(" … ", "\n") : view.quote;
  const words = [view.before.slice(-300).trimStart(), quote, view.after.slice(0, 300).trimEnd()].join("");
  const blocks: readonly Block[] = [
    { kind: "heading", text: `Source ${citation.number}: ${view.title}` },
    ...(about.length > 0 ? [notice(about.join(", "))] : []),
    ...(where === undefined ? [] : [notice(where)]),
    { kind: "quote", text: words },
    ...(view.url === undefined ? [] : [notice(view.url)]),
  ];
  return onlySay(
    say({ intent: "act", blocks, onlyYou: true, marking: citation.marking, banner: receipt.reply.banner }),
  );
}

/** How long a word on an answer may be, in characters. */
const mostFeedback = 1000;

/** Remembers whether an answer helped; asks why where it did not. */
export async function rateAnswer(handling: Handling, { verb, target }: ActionCall): Promise<Effects> {
  const receipt = await receiptFor(handling, target);
  if ("refusal" in receipt) return onlySay(sayNo("act", receipt.refusal));
  const thanks = sayOnly("act", "Thank you. That is noted with the answer.", { onlyYou: true });
  return keepFeedback(
    handling,
    { target, value: { helped: verb === "helpful" } },
    verb === "helpful" ? thanks : { ...thanks, form: feedbackForm(receipt) },
  );
}

function feedbackForm({ id }: Receipt, reason: { readonly value?: string; readonly error?: string } = {}): Form {
  return {
    id: "feedback",
    target: id,
    hash: id,
    title: "What was wrong?",
    fields: [
      {
        name: "reason",
        label: "In a few words",
        kind: "longText",
        isRequired: false,
        maxLength: mostFeedback,
        ...reason,
      },
    ],
    submitLabel: "Send",
  };
}

/** Takes the reason why an answer did not help. */
export async function submitFeedback(handling: Handling, target: string, reason: string): Promise<Effects> {
  const receipt = await receiptFor(handling, target);
  if ("refusal" in receipt) return onlySay(sayNo("act", receipt.refusal));
  const said = reason.trim();
  if (said.length > mostFeedback) {
    const form = feedbackForm(receipt, { value: said, error: "Shorten this to 1,000 characters." });
    return onlySay(say({ intent: "act", outcome: "refused", blocks: [], onlyYou: true, form }));
  }
  const thanks = sayOnly("act", "Thank you. That is noted with the answer.", { onlyYou: true });
  return keepFeedback(handling, { target, value: { helped: false, ...(said !== "" && { reason: said }) } }, thanks);
}

function keepFeedback(
  { caller, now }: Handling,
  { target, value }: { readonly target: string; readonly value: unknown },
  reply: ReturnType<typeof sayOnly>,
): Effects {
  return {
    async commit(transaction) {
      const person = caller.sender && (await transaction.ensurePerson(caller.sender, now)).id;
      const name = `${markNames.feedback}${person ?? "somebody"}`;
      await transaction.putMark({ owner: target, name, value, at: now });
      return [answerPost(reply)];
    },
  };
}
