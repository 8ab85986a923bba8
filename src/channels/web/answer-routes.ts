import type { Assistant } from "../../core/assistant.ts";
import type { Receipt } from "../../core/receipt.ts";
import type { Clock, Instant } from "../../core/time.ts";
import type { Reader } from "../../core/trust.ts";
import { cleanLine } from "../../renderers/clean-text.ts";
import { formatInstant } from "../../renderers/format-date.ts";
import { viewReceipt, viewReplay } from "../../renderers/html/receipt-view.ts";
import { answerPath, viewReply } from "../../renderers/html/reply-view.ts";
import { viewSourcePage } from "../../renderers/html/source-page-view.ts";
import { viewAskBox } from "./ask-routes.ts";
import type { Asking } from "./asking.ts";
import { htmlResponse, seeOther } from "./exchange.ts";
import type { WebHandler, WebRequest } from "./exchange.ts";
import type { RenderPage } from "./page-renderer.ts";
import { notFound, RequestProblem } from "./request-problem.ts";
import type { Route } from "./route-table.ts";

interface Parts {
  readonly assistant: Assistant;
  readonly asking: Asking;
  readonly render: RenderPage;
  /** Whom the pages are for. */
  readonly reader: Reader;
  readonly clock: Clock;
}

function gone(): RequestProblem {
  return new RequestProblem(
    410,
    "This answer is no longer kept",
    "Answers are kept for a limited time. Ask the question again to get an answer from what is known now.",
  );
}

function sourceUnavailable(): RequestProblem {
  return new RequestProblem(
    404,
    "This source cannot be shown",
    "Its stored words are no longer kept, or they are not public. Ask the question again to see what supports the answer now.",
  );
}

async function openReceipt(
  { assistant, reader }: Pick<Parts, "assistant" | "reader">,
  { params }: WebRequest,
): Promise<Receipt> {
  const receipt = await assistant.receipt(params["receipt"] ?? "", reader);
  if (receipt === undefined) throw notFound();
  if (receipt === "purged") throw gone();
  return receipt;
}

function answerPage({ assistant, asking, render, reader }: Parts): WebHandler {
  return async (request) => {
    const receipt = await openReceipt({ assistant, reader }, request);
    const thread = asking.threadOf(receipt);
    const question = cleanLine(receipt.question);
    const html = render(
      {
        template: "answer",
        title: question,
        question,
        asked: formatInstant(receipt.createdAt),
        reply: viewReply(receipt.reply, { stored: true }),
        path: answerPath(receipt.id),
        ask: viewAskBox(thread),
        thread: await asking.listThread(thread, receipt.id),
      },
      request.nonce,
    );
    return htmlResponse(200, html);
  };
}

function sourcePage({ assistant, render, reader }: Parts): WebHandler {
  return async (request) => {
    const receipt = await openReceipt({ assistant, reader }, request);
    const citation = receipt.reply.citations.find(({ number }) => String(number) === request.params["number"]);
    if (!citation) throw notFound();
    const opened = await assistant.showSource(citation, reader);
    if (!opened) throw sourceUnavailable();
    const source = viewSourcePage(opened);
    const title = `Source ${citation.number}: ${source.title}`;
    const path = answerPath(receipt.id);
    const html = render({ template: "source", title, number: citation.number, source, path }, request.nonce);
    return htmlResponse(200, html);
  };
}

function whyPage({ assistant, render, reader }: Parts): WebHandler {
  return async (request) => {
    const receipt = await openReceipt({ assistant, reader }, request);
    const question = cleanLine(receipt.question);
    const view = { receipt: viewReceipt(receipt), question, path: answerPath(receipt.id) };
    return htmlResponse(
      200,
      render({ template: "why", title: `Why this answer? ${question}`, ...view }, request.nonce),
    );
  };
}

// Drawn at once instead of after a redirect: a replay changes nothing, so posting it again is harmless.
function replayPage({ assistant, render, reader }: Parts): WebHandler {
  return async (request) => {
    const receipt = await openReceipt({ assistant, reader }, request);
    const outcome = await assistant.replay(receipt.id, reader);
    if (!outcome) throw notFound();
    const replay = viewReplay(outcome);
    const question = cleanLine(receipt.question);
    const view = { receipt: viewReceipt(receipt), question, path: answerPath(receipt.id), replay };
    return htmlResponse(200, render({ template: "why", title: `Asked again: ${question}`, ...view }, request.nonce));
  };
}

const copies = {
  docx: {
    type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    // Loaded where a copy is wanted: what writes a document is large.
    draw: async (receipt: Receipt, at: Instant) =>
      (await import("../../renderers/files/reply-docx.ts")).replyDocx(receipt, at),
  },
  csv: {
    type: "text/csv; charset=utf-8",
    draw: async (receipt: Receipt, at: Instant) =>
      (await import("../../renderers/files/reply-csv.ts")).replyCsv(receipt, at),
  },
} as const;

function copyFile({ assistant, reader, clock }: Parts, kind: keyof typeof copies): WebHandler {
  return async (request) => {
    const receipt = await openReceipt({ assistant, reader }, request);
    const { type, draw } = copies[kind];
    const body = await draw(receipt, clock.now().toISOString());
    const name = `pilotdesk-${receipt.id.replaceAll(/[^A-Za-z0-9._-]/g, "")}.${kind}`;
    return { status: 200, type, body, headers: { "content-disposition": `attachment; filename="${name}"` } };
  };
}

/** The pages of an answer: itself, each opened source, its receipt and the replay of it, and its copies as files. */
export function createAnswerRoutes(parts: Parts): readonly Route[] {
  return [
    { path: "/answers/:receipt", GET: answerPage(parts) },
    { path: "/answers/:receipt/sources/:number", GET: sourcePage(parts) },
    { path: "/answers/:receipt/copy/docx", GET: copyFile(parts, "docx") },
    { path: "/answers/:receipt/copy/csv", GET: copyFile(parts, "csv") },
    { path: "/answers/:receipt/why", GET: whyPage(parts) },
    {
      path: "/answers/:receipt/replay",
      GET: ({ params }) => seeOther(`${answerPath(params["receipt"] ?? "")}/why`),
      POST: replayPage(parts),
    },
  ];
}
