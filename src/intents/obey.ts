import { assertNever } from "../core/assert-never.ts";
import type { SettingRequest } from "../core/intent.ts";
import { accountKey } from "../core/origin.ts";
import type { Place } from "../core/people.ts";
import type { MessageTurn } from "../core/turn.ts";
import type { Effects } from "../core/turn-handler.ts";
import type { Command } from "../router/commands.ts";
import { openNew } from "./actions/act.ts";
import type { Handling } from "./desk-parts.ts";
import { helpReply } from "./help.ts";
import { onlySay, sayNo } from "./replies.ts";
import { bindPlace, changePlace } from "./settings/bind-place.ts";
import { followNamed, showFollowed } from "./settings/follow.ts";
import { askToForget, showHoldings } from "./settings/holdings.ts";
import { makeLinkCode, openLinkForm, takeLinkCode } from "./settings/link-accounts.ts";
import { pauseHere } from "./settings/pause-here.ts";
import { explainSetting } from "./settings/explain-setting.ts";
import { snooze, snoozeUntil } from "./settings/snooze.ts";
import { actOnDraft } from "./updates/drafts/draft-actions.ts";
import { showHistory } from "./updates/after/show-history.ts";
import { openDraftsHere, ownOpenDrafts } from "./updates/take-message.ts";
import { undoUpdate } from "./updates/after/undo-update.ts";
import { openWithdrawal, withdraw } from "./updates/after/withdraw-update.ts";

type MessageHandling = Handling<MessageTurn>;

/** Does what words of a fixed form ask for; undefined where they mean something else here, such as "yes" to nothing. */
export async function obey(handling: MessageHandling, command: Command): Promise<Effects | undefined> {
  switch (command.kind) {
    case "help":
      return onlySay(helpReply(handling));
    case "act":
      return obeyAct(handling, command);
    case "withdrawUpdate": {
      const target = command.update ?? (await lastOwnUpdate(handling));
      if (target === undefined) return onlySay(sayNo("withdrawUpdate", noUpdateHere("withdraw")));
      return command.reason === undefined
        ? openWithdrawal(handling, { target })
        : withdraw(handling, { target }, command.reason);
    }
    case "history": {
      const target = command.update ?? (await lastOwnUpdate(handling));
      return onlySay(
        target === undefined ? sayNo("history", noUpdateHere("history")) : await showHistory(handling, target),
      );
    }
    case "settings":
      return set(handling, command.setting);
    case "logUpdate":
    case "amendUpdate":
      return undefined;
    default:
      return assertNever(command);
  }
}

function noUpdateHere(word: string): string {
  return `I find no update of yours in this conversation. Say which one: “${word} u-…”, with the number in its confirmation.`;
}

/** The update that the caller confirmed or wrote last in this conversation. */
async function lastOwnUpdate({ turn, caller, parts }: Handling): Promise<string | undefined> {
  if (!caller.person) return undefined;
  const drafts = await parts.store.drafts({
    author: caller.person.id,
    conversation: turn.conversation,
    states: ["confirmed"],
  });
  return drafts.findLast(({ update }) => update !== undefined)?.update;
}

async function obeyAct(
  handling: MessageHandling,
  { verb, target, value }: Extract<Command, { readonly kind: "act" }>,
): Promise<Effects | undefined> {
  switch (verb) {
    case "newUpdate":
      return openNew(handling);
    case "undo": {
      const update = target ?? (await lastOwnUpdate(handling));
      return update === undefined
        ? onlySay(sayNo("act", noUpdateHere("undo")))
        : undoUpdate(handling, { target: update });
    }
    case "confirm":
    case "discard":
    case "edit":
      return target === undefined ? decideHere(handling, { verb, value }) : actOnDraft(handling, { verb, target });
    default:
      return undefined;
  }
}

/** Decides about the drafts of this conversation, as "confirm", "discard" or a bare "yes" do. */
async function decideHere(
  handling: MessageHandling,
  { verb, value }: { readonly verb: "confirm" | "discard" | "edit"; readonly value: string | undefined },
): Promise<Effects | undefined> {
  const isBare = value === "yes" || value === "no";
  const own = await ownOpenDrafts(handling);
  const open = own.length > 0 || isBare ? own : await openDraftsHere(handling);
  const [first] = open;
  if (!first) {
    if (isBare) return undefined;
    const how = verb === "confirm" ? " Say what happened, naming the pilot, or “new update” for the form." : "";
    return onlySay(sayNo("act", `There is no draft in this conversation that you could ${verb}.${how}`));
  }
  if (open.length > 1 && value !== "all") {
    const ids = open.map(({ id }) => id).join(", ");
    const all = verb === "edit" ? "" : `, or say “${verb} all”`;
    return onlySay(
      sayNo(
        "act",
        `There are ${open.length} drafts here. Decide on their cards, say “${verb} d-…” with one of ${ids}${all}.`,
      ),
    );
  }
  return actOnDraft(handling, ...open.map(({ id: target }) => ({ verb, target })));
}

function set(handling: MessageHandling, setting: SettingRequest): Effects | undefined | Promise<Effects> {
  switch (setting.name) {
    case "here":
      return bindPlace(handling, setting.what);
    case "listen":
      return changePlace(handling, {
        change: (place) => ({ ...place, listens: setting.on }),
        told: setting.on
          ? "I listen here now: posts without a mention that read like an update are offered as one, to their author alone."
          : "I do not read posts without a mention here any more.",
        isForMembers: !setting.on,
      });
    case "digests":
      if (setting.on && handling.turn.place?.isShared === true) {
        return onlySay(
          sayNo("settings", "This place is shared with others, so digests and reminders cannot come here."),
        );
      }
      return changePlace(handling, {
        change: (place) => ({ ...place, digests: setting.on }),
        told: setting.on ? "Digests and reminders come here now." : "No digests or reminders come here any more.",
      });
    case "contact":
      return setContact(handling, setting.on);
    case "pause":
      return pauseHere(handling, setting.on);
    case "link":
      return setting.code === undefined ? makeLinkCode(handling) : takeLinkCode(handling, setting.code);
    case "linkForm":
      return openLinkForm(handling);
    case "follow":
      return followNamed(handling, setting.what, setting.on);
    case "following":
      return showFollowed(handling);
    case "snooze":
      return snooze(handling, setting.days);
    case "snoozeUntil":
      return snoozeUntil(handling, setting.what);
    case "unclear":
      return explainSetting(handling, setting);
    case "holdings":
      return showHoldings(handling);
    case "forget":
      return askToForget();
    default:
      return assertNever(setting);
  }
}

function setContact(handling: MessageHandling, isOn: boolean): Effects {
  const { sender } = handling.caller;
  const key = isOn && sender ? accountKey(sender) : undefined;
  const change = ({ contact: _before, ...place }: Place): Place => ({
    ...place,
    ...(key !== undefined && { contact: key }),
  });
  const told = isOn
    ? "You are the contact here: questions that I cannot answer are passed on to you where you talk to me alone."
    : "Nobody is the contact here any more.";
  return changePlace(handling, { change, told });
}
