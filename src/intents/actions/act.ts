import { assertNever } from "../../core/assert-never.ts";
import type { ActionCall } from "../../core/action.ts";
import type { Effects } from "../../core/turn-handler.ts";
import type { Handling, TurnOf } from "../desk-parts.ts";
import { answerPost, onlySay, sayNo } from "../replies.ts";
import { follow } from "../settings/follow.ts";
import { snooze, snoozeDaysOf } from "../settings/snooze.ts";
import { forgetCaller } from "../settings/holdings.ts";
import { actOnDraft, draftActionOf } from "../updates/drafts/draft-actions.ts";
import { formForNew, formForUpdate } from "../updates/form/open-form.ts";
import { submitUpdateForm } from "../updates/form/submit-update-form.ts";
import { undoUpdate } from "../updates/after/undo-update.ts";
import { decideAbout } from "../updates/after/standing-update.ts";
import { keepUpdate, openWithdrawal, submitWithdrawal } from "../updates/after/withdraw-update.ts";
import { takeLinkCode } from "../settings/link-accounts.ts";
import { viewCard } from "../updates/drafts/view-card.ts";
import { explainAnswer, rateAnswer, shareAnswer, showMore, showSource, submitFeedback } from "./answer-actions.ts";
import { askPerson } from "./ask-person.ts";
import { openCorrection, submitCorrection } from "./correct-answer.ts";

/** Does what a button asks for. What it is about, and whether this person may, is looked at again in the transaction. */
export function act(handling: Handling, call: ActionCall): Effects | Promise<Effects> {
  const { verb, target } = call;
  switch (verb) {
    case "confirm":
    case "edit":
    case "discard":
    case "choose": {
      const action = draftActionOf(call);
      return action ? actOnDraft(handling, action) : onlySay(sayNo("act", unknownButton));
    }
    // A version's hash stands on every button about an update; one without it was not made here.
    case "undo":
      return undoUpdate(handling, { target, hash: call.hash ?? "" });
    case "withdraw":
      return openWithdrawal(handling, { target, hash: call.hash ?? "" });
    case "keep":
      return keepUpdate(handling, { target, hash: call.hash ?? "" });
    case "amend":
      return openChange(handling, call);
    case "newUpdate":
    case "logUpdate":
      return openNew(handling);
    case "view":
      return viewCard(handling, call);
    case "share":
      return shareAnswer(handling, call);
    case "helpful":
    case "unhelpful":
      return rateAnswer(handling, call);
    case "correct":
      return openCorrection(handling, call);
    case "why":
      return explainAnswer(handling, call);
    case "showSource":
      return showSource(handling, call);
    case "askPerson":
      return askPerson(handling, call);
    case "more":
      return showMore(handling, call);
    case "snooze":
      return snooze(handling, snoozeDaysOf(call.value));
    case "follow":
      return follow(handling, target, true);
    case "unfollow":
      return follow(handling, target, false);
    case "forgetMe":
      return forgetCaller(handling);
    default:
      return assertNever(verb);
  }
}

const unknownButton = "That button does nothing here.";

/** Opens an empty form. */
export function openNew(handling: Handling): Effects {
  const { caller } = handling;
  return onlySay(
    caller.sender
      ? formForNew(handling)
      : sayNo("logUpdate", "Sign in first: I take updates only from people I can recognise."),
  );
}

function openChange(handling: Handling, { target, hash = "" }: ActionCall): Effects {
  return decideAbout(
    handling,
    { target, hash },
    {
      intent: "amendUpdate",
      decide: (_transaction, update, posting) => [answerPost(formForUpdate(update, posting))],
    },
  );
}

/** Takes a form that was filled in. */
export function submitForm(handling: Handling<TurnOf<"form">>): Effects | Promise<Effects> {
  const { form } = handling.turn;
  const text = (name: string): string => [form.values[name] ?? ""].flat().join(" ");
  switch (form.id) {
    case "update":
      return submitUpdateForm(handling);
    case "withdraw":
      return submitWithdrawal(handling);
    case "feedback":
      return submitFeedback(handling, form.target, text("reason"));
    case "correct":
      return submitCorrection(handling);
    case "linkCode":
      return takeLinkCode(handling, text("code"));
    default:
      return assertNever(form.id);
  }
}
