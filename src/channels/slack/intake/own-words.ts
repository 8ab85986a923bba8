import type { ModalView } from "@slack/types";
import type { Reply } from "../../../core/reply.ts";
import { fieldBlockId } from "../../../renderers/slack/render-form.ts";
import { renderMessage } from "../../../renderers/slack/render-message.ts";
import type { SlackMessage } from "../../../renderers/slack/render-message.ts";
import { renderNotice } from "../../../renderers/slack/render-view.ts";

function words(lines: readonly string[], tone: "info" | "warning" = "info"): Reply {
  return {
    outcome: "done",
    intent: "help",
    blocks: [{ kind: "notice", tone, text: lines.join("\n") }],
    citations: [],
    confidence: 1,
    receipt: "",
  };
}

/** What `/pilots` says when nothing follows it. */
export const usage: SlackMessage = renderMessage(
  words([
    "Type /pilots and what you want. Put your own words for what stands in brackets:",
    "\u2022 ask [question]: an answer from the programme's documents and records, with sources",
    "\u2022 latest [place]: its latest update",
    "\u2022 updates [place]: what it reported",
    "\u2022 log [what happened]: proposes an update; without words it opens a form",
    "\u2022 here [programme or pilot]: says what this channel is about; without words it shows it",
    "\u2022 contact me: passes on to you what I cannot answer in this channel",
    "\u2022 listen on, listen off: offers posts that read like an update as one, to their author alone",
    "\u2022 remind on, remind off: digests and reminders in this channel",
    "\u2022 pause, resume: stops and starts answers here",
    "\u2022 help: what I know, and what not to tell me",
    "Only you see this, and only you see the answers to questions asked this way.",
  ]),
);

/** Said of a message that cannot be logged. */
export const nothingToRead: Readonly<Record<"noWords" | "ownWords", SlackMessage>> = {
  noWords: renderMessage(
    words(["There are no words in that message that I can read. I do not read files or pictures."]),
  ),
  ownWords: renderMessage(
    words(["I wrote that message myself. Choose the message of the team that says what happened."]),
  ),
};

/** Stands in a window whose answer takes longer than Slack waits. */
export const waitingView: ModalView = renderNotice(words(["One moment: this is being saved."]), "Saving");

/** Stands in a window when all went well. */
export const savedView: ModalView = renderNotice(words(["Saved."]), "Saved");

/** A window for what failed, with the number that is in the log. */
export function formFailure(id: string): ModalView {
  return renderNotice(
    words(
      [`That did not work, and nothing was saved. Please try again. If it fails again, report this number: ${id}`],
      "warning",
    ),
    "Not done",
  );
}

/** Keeps a form open that could not be saved, so that what was typed is not lost. */
export function submitFailure(fields: readonly string[], id: string): Readonly<Record<string, unknown>> {
  const [first] = fields;
  if (first === undefined) return { response_action: "update", view: formFailure(id) };
  const error = `This could not be saved just now. Nothing you typed is lost: try again in a minute. (${id})`;
  return { response_action: "errors", errors: { [fieldBlockId(first)]: error } };
}
