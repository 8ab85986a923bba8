import { allProgrammes, keptCorrectionSchema, markNames } from "../core/marks.ts";
import type { Block, Choice, Reply } from "../core/reply.ts";
import type { UpdateDraft } from "../core/update.ts";
import { dayOf } from "../core/time.ts";
import { sayDate } from "../answer/say-value.ts";
import { readAsked, visibleReceipt } from "./answer-turn.ts";
import { programmeAudience } from "./caller.ts";
import type { Handling } from "./desk-parts.ts";
import { actions, bannerFor, button, cutLabel, notice, say } from "./replies.ts";
import { suggestQuestions } from "./suggest.ts";
import { sayRating } from "./updates/describe-fields.ts";
import { isExpired, titleOf } from "./updates/drafts/draft.ts";
import { isOfficeOf, mayChange, mayConfirm } from "./updates/permissions.ts";
import { labelOf } from "./updates/form/update-form.ts";

/** Rows of the table; the others are counted below it, and what they owe stands under Returns all the same. */
const mostPilots = 50;
const mostDrafts = 10;
const mostAnswers = 5;
const mostCorrections = 5;
const mostSuggestions = 3;

/** A person's own page: their pilots, what is due, drafts that wait for them, and what they asked lately. */
export async function showHome(handling: Handling): Promise<Reply> {
  const { caller, parts, knowledge } = handling;
  const pilots = pilotsOf(handling);
  const due = (await parts.returnsDue?.(pilots, caller)) ?? [];
  const blocks = [
    // First, so that a page which a platform cuts still has it.
    ...actions([button("New update", { verb: "newUpdate", target: "new" }, { style: "primary" })]),
    ...due,
    ...(await draftBlocks(handling)),
    ...(await correctionBlocks(handling)),
    ...(await pilotBlocks(pilots, handling)),
    ...(await answerBlocks(handling)),
  ];
  return say({ intent: "home", blocks, onlyYou: true, banner: bannerFor(pilots, knowledge) });
}

/** The pilots that a person belongs to: those of their places, and those they follow come with their digest. */
function pilotsOf({ caller, knowledge }: Handling): readonly string[] {
  const programmes = [
    ...caller.memberOf.flatMap((place) => place.programmes),
    ...caller.roles.flatMap(({ role, programme }) => (role === "office" && programme !== undefined ? [programme] : [])),
  ];
  const own = caller.memberOf.flatMap((place) => place.pilots);
  const inProgrammes = knowledge
    .ofKind("participation")
    .filter(
      ({ programme, participationKind }) => participationKind === "pilot" && programmes.includes(programme ?? ""),
    );
  return [...new Set([...own, ...inProgrammes.map(({ id }) => id)])];
}

async function pilotBlocks(
  pilots: readonly string[],
  { parts, caller, knowledge }: Handling,
): Promise<readonly Block[]> {
  if (pilots.length === 0) {
    const text = "You belong to no pilot's place yet. Post in your team's channel, or ask me anything here.";
    return [{ kind: "heading", text: "My pilots" }, notice(text)];
  }
  const programmes = pilots.flatMap((id) => knowledge.subject(id)?.programme ?? []);
  const audiences = [...new Set([...caller.reader.audiences, ...programmes.map(programmeAudience)])];
  const rows = await Promise.all(
    pilots.slice(0, mostPilots).map(async (pilot) => {
      const subject = knowledge.subject(pilot);
      const [latest] = await parts.store.updates({ reader: { audiences } }, { pilots: [pilot], limit: 1 });
      const rating = latest?.fields.rating;
      return [
        subject ? labelOf(subject, knowledge) : pilot,
        rating ? sayRating(rating) : "not rated",
        latest ? sayDate(dayOf(new Date(latest.postedAt))) : "none yet",
      ];
    }),
  );
  const left = pilots.length - rows.length;
  const more = `and ${left} more: ask “latest updates”, or for the pilot by name.`;
  return [
    { kind: "table", caption: "My pilots", columns: ["Pilot", "Rating", "Last update"], rows, citations: [] },
    ...(left > 0 ? [notice(more)] : []),
  ];
}

async function draftBlocks({ parts, caller, knowledge, now }: Handling): Promise<readonly Block[]> {
  const open = (await parts.store.drafts({ states: ["open"] })).filter(
    (draft) => !isExpired(draft, now) && mayChange(caller, draft),
  );
  if (open.length === 0) return [];
  const shown = open.toReversed().slice(0, mostDrafts);
  const buttons = (draft: UpdateDraft): readonly Block[] => {
    const { id, hash, proposed, question } = draft;
    const isReady = !question && proposed.personalData.length === 0 && mayConfirm(caller, proposed);
    return actions([
      ...(isReady ? [button("Confirm", { verb: "confirm", target: id, hash }, { style: "primary" })] : []),
      button("Open", { verb: "edit", target: id, hash }),
      button("Discard", { verb: "discard", target: id, hash }),
    ]);
  };
  return [
    { kind: "heading", text: `Drafts that wait for you: ${open.length}` },
    ...shown.flatMap((draft) => {
      const rating = draft.proposed.rating ? `, ${sayRating(draft.proposed.rating)}` : "";
      const day = sayDate(dayOf(new Date(draft.createdAt)));
      return [notice(`${titleOf(draft.proposed, knowledge)}${rating}, from ${day}`), ...buttons(draft)];
    }),
  ];
}

/** What people say is wrong and nobody could be told of when they said it, for those who answer for it. */
async function correctionBlocks({ parts, caller }: Handling): Promise<readonly Block[]> {
  const kept = (await parts.store.marks(markNames.correction)).filter(({ owner }) =>
    isOfficeOf(caller, owner === allProgrammes ? null : owner),
  );
  if (kept.length === 0) return [];
  const shown = kept.toReversed().slice(0, mostCorrections);
  return [
    { kind: "heading", text: `Said to be wrong, and nobody was told: ${kept.length}` },
    ...shown.flatMap(({ value }) => {
      const said = keptCorrectionSchema.safeParse(value).data;
      return said ? [notice(`${said.about} They say: ${said.words}`)] : [];
    }),
    notice("Whoever runs Pilotdesk takes them off the list: “pilotdesk corrections”."),
  ];
}

async function answerBlocks({ parts, caller, knowledge }: Handling): Promise<readonly Block[]> {
  const mark = caller.person && (await parts.store.mark(caller.person.id, markNames.asked));
  const asked = readAsked(mark).slice(0, mostAnswers);
  const receipts = await Promise.all(asked.map(({ receipt }) => parts.store.receipt(receipt)));
  const choices = receipts.flatMap((found) => {
    const receipt = visibleReceipt(found, caller.reader);
    if (receipt === undefined || receipt === "purged") return [];
    return [{ label: cutLabel(receipt.question), text: receipt.question }];
  });
  const unique = choices.filter((choice, index) => choices.findIndex(({ text }) => text === choice.text) === index);
  if (unique.length > 0) return [{ kind: "heading", text: "What you asked lately" }, choicesOf(unique)];
  // Short ones, which a button shows whole.
  const questions = suggestQuestions(knowledge)
    .toSorted((left, right) => left.length - right.length)
    .slice(0, mostSuggestions);
  if (questions.length === 0) return [];
  return [
    { kind: "heading", text: "Things to ask" },
    choicesOf(questions.map((text) => ({ label: cutLabel(text), text }))),
  ];
}

function choicesOf(choices: readonly Choice[]): Block {
  return { kind: "choices", choices };
}
