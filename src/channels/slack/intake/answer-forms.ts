import type { ModalView } from "@slack/types";
import type { Desk } from "../../../core/channel.ts";
import type { Reply } from "../../../core/reply.ts";
import type { OutboundChannel } from "../../../core/work.ts";
import { fieldErrors, fieldOfBlock, renderForm } from "../../../renderers/slack/render-form.ts";
import { renderNotice } from "../../../renderers/slack/render-view.ts";
import { conversationTail } from "../address.ts";
import type { Delivery, SlackArrival } from "../deliveries/delivery.ts";
import { formMetadata } from "../deliveries/read-submission.ts";
import { SlackCallError } from "../slack-client.ts";
import type { SlackClient } from "../slack-client.ts";
import type { SlackLog } from "../slack-settings.ts";
import type { Background } from "./background.ts";
import { codeOfError } from "./background.ts";
import { formFailure, savedView, submitFailure, waitingView } from "./own-words.ts";
import { within } from "./within.ts";

/** What a delivery is acknowledged with; nothing for most. */
export type AckBody = Readonly<Record<string, unknown>> | undefined;

/** What is answered inside the request that Slack makes. */
export interface FormAnswers {
  /** Somebody clicked what opens a form. */
  open(delivery: Extract<Delivery, { kind: "form" }>): Promise<AckBody>;
  /** A form came back. */
  submit(delivery: Extract<Delivery, { kind: "submission" }>): Promise<AckBody>;
}

/** Slack waits three seconds, and who is who may have taken one of them. */
const patienceMs = 1700;
const directPostMs = 15_000;

/** What forms are answered with. */
export interface FormParts {
  readonly desk: Pick<Desk, "answerNow">;
  readonly client: SlackClient;
  readonly outbound: Pick<OutboundChannel, "send">;
  readonly background: Background;
  readonly log: SlackLog;
}

/** Answers to clicks that open forms, and to forms that come back. */
export function createFormAnswers({ desk, client, outbound, background, log }: FormParts): FormAnswers {
  async function openView(triggerId: string, view: ModalView): Promise<boolean> {
    try {
      await client.call("views.open", { trigger_id: triggerId, view });
      return true;
    } catch (error) {
      if (!(error instanceof SlackCallError)) throw error;
      log.warn({ code: error.code }, "a form could not be opened");
      return false;
    }
  }

  /** Says something to whoever clicked, outside the outbox: what was recorded is recorded already. */
  async function say(replies: readonly Reply[], { turn, replyTo: target }: SlackArrival): Promise<void> {
    for (const [index, reply] of replies.entries()) {
      const post = { key: `${turn.id}/now${index + 1}`, target, operation: "post", reply } as const;
      const answer = await outbound.send(post, AbortSignal.timeout(directPostMs));
      if (answer.outcome !== "sent") log.warn({ post: post.key, reason: answer.reason }, "an answer was not posted");
    }
  }

  async function showOpened(
    answers: readonly Reply[],
    { arrival, triggerId }: Extract<Delivery, { kind: "form" }>,
  ): Promise<void> {
    const withForm = answers.find(({ form }) => form !== undefined);
    const view = withForm?.form ? formView(withForm.form, arrival) : noticeView(answers);
    const shown = withForm ?? answers[0];
    const isOpen = view !== undefined && (await openView(triggerId, view));
    await say(isOpen ? answers.filter((answer) => answer !== shown) : answers, arrival);
  }

  async function showSubmitted(
    answers: readonly Reply[],
    { arrival, viewId }: Extract<Delivery, { kind: "submission" }>,
  ): Promise<void> {
    const form = answers.find((answer) => answer.form)?.form;
    const notice = noticeView(answers);
    const view = form ? formView(form, arrival) : (notice ?? savedView);
    await client.call("views.update", { view_id: viewId, view });
    if (!form && !notice) await say(answers, arrival);
  }

  return {
    async open(delivery) {
      const { arrival, triggerId } = delivery;
      const answering = desk.answerNow(arrival).then(({ answers }) => answers);
      background.run("form", async () => {
        try {
          await showOpened(await answering, delivery);
        } catch (error) {
          log.error({ turn: arrival.turn.id, code: codeOfError(error) }, "a form could not be made");
          await openView(triggerId, formFailure(arrival.turn.id));
        }
      });
      // Acknowledged when it is stored, or when Slack would wait no longer.
      await within(patienceMs, answering).catch(() => undefined);
      return undefined;
    },
    async submit(delivery) {
      const { arrival, fields, viewId } = delivery;
      const answering = desk.answerNow(arrival).then(({ answers }) => answers);
      try {
        const answers = await within(patienceMs, answering);
        if (answers !== "late") return submitAck(answers, delivery, { say, background });
      } catch (error) {
        log.error({ turn: arrival.turn.id, code: codeOfError(error) }, "a form could not be taken");
        return submitFailure(fields, arrival.turn.id);
      }
      background.run("submission", async () => {
        try {
          await showSubmitted(await answering, delivery);
        } catch (error) {
          log.error({ turn: arrival.turn.id, code: codeOfError(error) }, "a form could not be taken");
          await client.call("views.update", { view_id: viewId, view: formFailure(arrival.turn.id) });
        }
      });
      return { response_action: "update", view: waitingView };
    },
  };
}

function formView(form: NonNullable<Reply["form"]>, { replyTo }: SlackArrival): ModalView {
  const { channel, inThread = false } = replyTo.address;
  return renderForm(form, formMetadata(form, { channel, tail: conversationTail(replyTo), inThread }));
}

/** A window that says no, where that is all there is to say. */
function noticeView(answers: readonly Reply[]): ModalView | undefined {
  const [only] = answers;
  const isNo =
    answers.length === 1 && only?.outcome === "refused" && only.blocks.every(({ kind }) => kind === "notice");
  return isNo && only ? renderNotice(only, "Not done") : undefined;
}

function submitAck(
  answers: readonly Reply[],
  { arrival, fields }: Extract<Delivery, { kind: "submission" }>,
  {
    say,
    background,
  }: {
    readonly say: (replies: readonly Reply[], arrival: SlackArrival) => Promise<void>;
    readonly background: Background;
  },
): AckBody {
  const form = answers.find((answer) => answer.form)?.form;
  if (form) {
    const errors = fieldErrors(form);
    const isSame = arrival.turn.kind === "form" && arrival.turn.form.hash === form.hash;
    const named = Object.keys(errors).flatMap((blockId) => fieldOfBlock(blockId) ?? []);
    if (isSame && named.length > 0 && named.every((name) => fields.includes(name))) {
      return { response_action: "errors", errors };
    }
    return { response_action: "update", view: formView(form, arrival) };
  }
  const notice = noticeView(answers);
  if (notice) return { response_action: "update", view: notice };
  if (answers.length > 0) background.run("answer", () => say(answers, arrival));
  return undefined;
}
