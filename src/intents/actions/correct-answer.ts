import { z } from "zod";
import type { ActionCall } from "../../core/action.ts";
import type { FactCitation } from "../../core/citation.ts";
import type { Form, FormSubmission } from "../../core/form.ts";
import { allProgrammes, markNames } from "../../core/marks.ts";
import type { KeptCorrection } from "../../core/marks.ts";
import type { Place } from "../../core/people.ts";
import type { Receipt } from "../../core/receipt.ts";
import type { Block } from "../../core/reply.ts";
import type { StoreTransaction } from "../../core/store.ts";
import type { Effects, PostDraft } from "../../core/turn-handler.ts";
import type { PostTarget } from "../../core/work.ts";
import type { Handling, TurnOf } from "../desk-parts.ts";
import { placeTarget } from "../place-target.ts";
import { notShared } from "../shared-places.ts";
import { actions, answerPost, bannerFor, button, cutLabel, notice, onlySay, say, sayNo, sayOnly } from "../replies.ts";
import { findUpdate, versionHash } from "../updates/find-update.ts";
import { personalDataIn } from "../updates/personal-data.ts";
import { isPlaceFor } from "../updates/permissions.ts";
import { receiptFor } from "./answer-actions.ts";
import { whoAnswersFor } from "./who-is-told.ts";

/** How long a correction may be, and where it says that the right thing stands, in characters. */
const mostWords = 1000;
const mostSource = 300;

/** Opens the form on which somebody says what is wrong with an answer. */
export async function openCorrection(handling: Handling, { target }: ActionCall): Promise<Effects> {
  const receipt = await receiptFor(handling, target);
  if ("refusal" in receipt) return onlySay(sayNo("act", receipt.refusal));
  return onlySay(formReply(receipt));
}

function formReply(
  receipt: Receipt,
  wrong?: { readonly submission: FormSubmission; readonly errors: ReadonlyMap<string, string> },
): ReturnType<typeof say> {
  const { citations, banner } = receipt.reply;
  const options = citations.slice(0, 25).map(({ number, title, quote }) => ({
    value: String(number),
    label: cutLabel(`[${number}] ${title}: ${quote}`),
  }));
  const field = (name: string): { readonly value?: string | readonly string[]; readonly error?: string } => {
    const [value, error] = [wrong?.submission.values[name], wrong?.errors.get(name)];
    return { ...(value !== undefined && { value }), ...(error !== undefined && { error }) };
  };
  const form: Form = {
    id: "correct",
    target: receipt.id,
    hash: receipt.id,
    title: "What is wrong?",
    intro: "Whoever owns the record is asked to put it right. Nothing changes before they do.",
    fields: [
      ...(options.length > 0
        ? [
            {
              name: "citation",
              label: "Which source is wrong?",
              kind: "choice" as const,
              isRequired: false,
              options,
              ...field("citation"),
            },
          ]
        : []),
      {
        name: "wrong",
        label: "What is wrong, and what is right?",
        kind: "longText",
        isRequired: true,
        maxLength: mostWords,
        ...field("wrong"),
      },
      {
        name: "source",
        label: "Where does that stand?",
        kind: "text",
        isRequired: false,
        maxLength: mostSource,
        ...field("source"),
      },
    ],
    submitLabel: "Send",
  };
  return say({ intent: "act", outcome: wrong ? "refused" : "proposed", blocks: [], onlyYou: true, form, banner });
}

const wordsSchema = z.string().trim().min(3).max(mostWords);

/** Takes the form, and sends what it says to the owner of the fact; where nobody can be told, keeps it and says so. */
export async function submitCorrection(handling: Handling<TurnOf<"form">>): Promise<Effects> {
  const { form } = handling.turn;
  const receipt = await receiptFor(handling, form.target);
  if ("refusal" in receipt) return onlySay(sayNo("act", receipt.refusal));
  const text = (name: string): string => [form.values[name] ?? ""].flat().join(" ").trim();
  const [words, source, citation] = [text("wrong"), text("source"), text("citation")];
  const errors = new Map<string, string>();
  if (!wordsSchema.safeParse(words).success) errors.set("wrong", "Say what is wrong, in 3 to 1,000 characters.");
  if (source.length > mostSource) errors.set("source", `Say where it stands in at most ${mostSource} characters.`);
  if (citation !== "" && !receipt.reply.citations.some(({ number }) => String(number) === citation))
    errors.set("citation", "Choose one of the sources of the answer, or none.");
  for (const [name, said] of [
    ["wrong", words],
    ["source", source],
  ] as const) {
    const personal = personalDataIn(said, handling.knowledge.findMentions(said));
    if (personal !== undefined) errors.set(name, `Take out ${personal}.`);
  }
  if (errors.size > 0) return onlySay(formReply(receipt, { submission: form, errors }));
  const request = { receipt, words, source, citation };
  return { commit: (transaction) => sendCorrection(transaction, request, handling) };
}

interface CorrectionRequest {
  readonly receipt: Receipt;
  readonly words: string;
  readonly source: string;
  readonly citation: string;
}

async function sendCorrection(
  transaction: StoreTransaction,
  request: CorrectionRequest,
  handling: Handling<TurnOf<"form">>,
): Promise<readonly PostDraft[]> {
  const { knowledge, now, turn } = handling;
  const { receipt, words, source } = request;
  const cited = citedFact(request);
  const owner = await ownerOf(transaction, cited, handling);
  const about = cited
    ? `${knowledge.subject(cited.subject)?.name ?? cited.subject}: ${cited.quote}`
    : receipt.question.slice(0, 300);
  const banner = bannerFor([cited?.subject, owner.programme], knowledge) ?? receipt.reply.banner;
  const thank = (text: string): PostDraft => answerPost(sayOnly("act", text, { onlyYou: true, banner }));
  if (owner.targets.length === 0) {
    const value: KeptCorrection = { receipt: receipt.id, words, source, about };
    const name = `${markNames.correction}${turn.id}`;
    await transaction.putMark({ owner: owner.programme ?? allProgrammes, name, value, at: now });
    return [thank(nobodyTold)];
  }
  const post = say({
    intent: "act",
    blocks: [
      { kind: "heading", text: "Somebody says that a record is wrong" },
      notice(`The record: ${about}`),
      { kind: "quote", text: words },
      ...(source === "" ? [] : [notice(`They say it stands here: ${source}`)]),
      ...howToChange(owner),
    ],
    banner,
    marking: cited?.marking,
  });
  const posts = owner.targets.map((target, index): PostDraft => {
    const key = `correction/${turn.id}${index === 0 ? "" : `/${index + 1}`}`;
    return { operation: "post", key, reply: post, target };
  });
  const told = `Thank you. I have asked ${owner.name} to look at it; the record stays as it is until they change it.`;
  return [...posts, thank(told)];
}

const nobodyTold =
  "Thank you. Neither the programme office nor an administrator can be reached from here yet, so nobody has been told. Your words are on the list of whoever runs Pilotdesk, and on the office's own page here, without your name.";

function howToChange({ update }: Owner): readonly Block[] {
  if (!update) return [notice("Put it right in the records, or leave it if it is right.")];
  return actions([button("Change the record", { verb: "amend", target: update.id, hash: versionHash(update) })]);
}

/** The fact that a correction is about: the source that was chosen, else the first fact that the answer cites. */
function citedFact({ receipt, citation }: CorrectionRequest): FactCitation | undefined {
  const facts = receipt.reply.citations.flatMap((one) => (one.kind === "fact" ? [one] : []));
  return facts.find(({ number }) => String(number) === citation) ?? facts[0];
}

interface Owner {
  readonly programme: string | undefined;
  readonly name: string;
  /** Where they are asked; empty where nobody can be. */
  readonly targets: readonly PostTarget[];
  readonly update: Awaited<ReturnType<typeof findUpdate>>;
}

/**
 * Who owns a fact: the place of the update that states it, else the places of its pilot, else its programme's, where nobody else
 * reads along; else those who answer for the programme, each alone.
 */
async function ownerOf(
  transaction: StoreTransaction,
  cited: FactCitation | undefined,
  { knowledge, caller, parts }: Handling,
): Promise<Owner> {
  const subject = knowledge.subject(cited?.subject ?? "");
  const programme = subject?.kind === "programme" ? subject.id : subject?.programme;
  const [fact] = cited ? await transaction.facts({ reader: caller.reader }, { ids: [cited.factId] }) : [];
  const update = fact?.update === undefined ? undefined : await findUpdate(transaction, fact.update);
  const about = { pilot: subject?.kind === "participation" ? subject.id : null, programme: programme ?? null };
  const places = (await transaction.places()).filter((place) => isPlaceFor(place, about));
  const rank = (place: Place): number =>
    place.id === update?.message?.place ? 0 : about.pilot !== null && place.pilots.includes(about.pilot) ? 1 : 2;
  const [place] = (await notShared(places, transaction))
    .filter(({ address }) => address !== undefined)
    .toSorted((left, right) => rank(left) - rank(right));
  const target = place && placeTarget(place);
  if (target) {
    const name = rank(place) < 2 ? "the pilot's own team" : "the programme office";
    return { programme, name, targets: [target], update };
  }
  const answerable = await whoAnswersFor(programme, parts.admins ?? [], transaction);
  return { programme, name: answerable?.name ?? "", targets: answerable?.targets ?? [], update };
}
