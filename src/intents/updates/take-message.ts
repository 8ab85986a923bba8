import type { MessageTurn } from "../../core/turn.ts";
import type { Effects } from "../../core/turn-handler.ts";
import type { Proposal, ProposedUpdate, UpdateDraft } from "../../core/update.ts";
import { noFields } from "../../core/update.ts";
import { findPersonalData } from "../../extraction/privacy/personal-data.ts";
import { isBound } from "../caller.ts";
import type { Caller } from "../caller.ts";
import type { Handling } from "../desk-parts.ts";
import { actions, button, notice, onlySay, say } from "../replies.ts";
import { choiceInWords } from "./drafts/answer-draft-question.ts";
import { actOnDraft } from "./drafts/draft-actions.ts";
import { isExpired } from "./drafts/draft.ts";
import { logUpdate } from "./log-update.ts";
import { emptyProposal } from "./form/open-form.ts";
import { mayChange } from "./permissions.ts";
import { proposeMessageWords } from "./propose.ts";
import { mostWords } from "./form/update-form.ts";

type MessageHandling = Handling<MessageTurn>;

/** Takes a message as an update; undefined for one that is none. What was sent as an update is always taken as one. */
export async function takeUpdate(handling: MessageHandling): Promise<Effects | undefined> {
  const { turn } = handling;
  const proposal = await proposeMessage(handling);
  if (proposal.isUpdate && proposal.proposals.length > 0) return logUpdate(handling, proposal);
  const asked = withoutRequest(turn.text);
  if (asked !== undefined) {
    const inner = { ...handling, turn: { ...turn, text: asked } };
    const wanted = await proposeMessage(inner);
    if (wanted.isUpdate && wanted.proposals.length > 0) return logUpdate(inner, wanted);
  }
  if (turn.as !== "update") return undefined;
  if (turn.text.trim() === "") return onlySay(nothingToLog);
  const proposals = proposal.proposals.length > 0 ? proposal.proposals : [wordsAlone(handling)];
  return logUpdate(handling, { ...proposal, isUpdate: true, proposals });
}

const request =
  /^\s*(?:(?:please|pls|hi|hello|hey)[, ]+)*(?:(?:can|could|would|will) you (?:please )?)?(?:log|record|note|file|register|put down)(?: (?:that|this|the following|for me|an update|as an update))*\s*[:,–-]?\s+(?=\S)/i;

/** What somebody asks to be logged: "could you log that Eastmere is green?" without the asking; undefined where nobody asks. */
function withoutRequest(text: string): string | undefined {
  const rest = text.replace(request, "");
  return rest === text ? undefined : rest.replace(/[?\s]+$/, "");
}

function proposeMessage({ turn, caller, knowledge, parts }: MessageHandling): Promise<Proposal> {
  const { text } = turn;
  const words = { text, postedAt: turn.postedAt ?? turn.arrivedAt, binding: bindingFor(caller) };
  return proposeMessageWords(words, { knowledge, updates: parts.store, message: turn.message });
}

/** What fills the pilot where none is named: the place's binding; for somebody alone with the assistant, that of their one place. */
function bindingFor({ bound, place, memberOf }: Caller): Pick<NonNullable<Caller["bound"]>, "pilots" | "programmes"> {
  if (bound && isBound(bound)) return bound;
  const [only] = memberOf;
  return place?.kind === "personal" && only && memberOf.length === 1 ? only : { pilots: [], programmes: [] };
}

/** Words in which nothing was recognised: they are the summary, and nothing else is filled in. */
function wordsAlone(handling: MessageHandling): ProposedUpdate {
  const { text } = handling.turn;
  const words = text.trim().split(/\s+/);
  const narrative = words.length > mostWords ? words.slice(0, mostWords).join(" ") : text.trim();
  return {
    ...emptyProposal(handling),
    ...noFields,
    narrative,
    personalData: findPersonalData(text, handling.knowledge.findMentions(text), []),
    spans: [{ field: "narrative", start: 0, end: text.length }],
  };
}

const nothingToLog = say({
  intent: "logUpdate",
  outcome: "refused",
  blocks: [
    notice("There are no words in that message to log. The form takes an update field by field.", "refusal"),
    ...actions([button("New update", { verb: "newUpdate", target: "new" })]),
  ],
  onlyYou: true,
});

/** Takes words as the answer to what an own draft in this conversation still asks; undefined where they are none. */
export async function answerByMessage(handling: MessageHandling): Promise<Effects | undefined> {
  const { turn, knowledge } = handling;
  const open = (await ownOpenDrafts(handling)).findLast(({ question }) => question !== undefined);
  if (!open?.question) return undefined;
  const value = choiceInWords(turn.text, open.question, knowledge);
  if (value === undefined) return undefined;
  return actOnDraft(handling, { verb: "choose", target: open.id, value });
}

/** The open drafts of the caller in this conversation, the newest last. */
export async function ownOpenDrafts(handling: Handling): Promise<readonly UpdateDraft[]> {
  const own = handling.caller.person?.id;
  const isOwn = ({ author, onBehalfOf }: UpdateDraft): boolean => author === own || onBehalfOf === own;
  return own === undefined ? [] : (await openDraftsHere(handling)).filter(isOwn);
}

/** The open drafts in this conversation that the caller may decide about, the newest last. */
export async function openDraftsHere({ turn, caller, parts, now }: Handling): Promise<readonly UpdateDraft[]> {
  const drafts = await parts.store.drafts({ conversation: turn.conversation, states: ["open"] });
  return drafts.filter((draft) => !isExpired(draft, now) && mayChange(caller, draft));
}
