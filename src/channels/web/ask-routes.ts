import { randomUUID } from "node:crypto";
import type { Assistant } from "../../core/assistant.ts";
import { answerPath } from "../../renderers/html/reply-view.ts";
import type { Asking } from "./asking.ts";
import { htmlResponse, seeOther } from "./exchange.ts";
import type { WebResponse } from "./exchange.ts";
import type { AskBoxView, RenderPage } from "./page-renderer.ts";
import { checkQuestion, maxQuestionCharacters, readThreadId } from "./question.ts";
import { unsupportedMediaType } from "./request-problem.ts";
import type { Route } from "./route-table.ts";

const formType = "application/x-www-form-urlencoded";

/** The ask box for a thread, empty unless a question has to be corrected. */
export function viewAskBox(thread: string, wrong?: { readonly question: string; readonly error: string }): AskBoxView {
  return { thread, question: "", maxCharacters: maxQuestionCharacters, ...wrong };
}

/** The page with the ask box, and where its form goes. */
export function createAskRoutes(parts: {
  readonly assistant: Assistant;
  readonly asking: Asking;
  readonly render: RenderPage;
}): readonly Route[] {
  const { assistant, asking, render } = parts;

  const home = async (ask: AskBoxView, nonce: string): Promise<WebResponse> => {
    const [suggestions, thread] = await Promise.all([assistant.suggestions(), asking.listThread(ask.thread)]);
    const title = ask.error === undefined ? "Ask a question" : "Error: Ask a question";
    const html = render({ template: "home", title, ask, suggestions, thread }, nonce);
    return htmlResponse(ask.error === undefined ? 200 : 400, html);
  };

  return [
    {
      path: "/",
      GET: ({ query, nonce }) => home(viewAskBox(readThreadId(query.get("thread")) ?? randomUUID()), nonce),
    },
    {
      path: "/ask",
      // Where somebody opens the address of a page that showed an error.
      GET: () => seeOther("/"),
      POST: async (request) => {
        if (request.mediaType !== formType) throw unsupportedMediaType(formType);
        const form = new URLSearchParams((await request.readBody()).toString("utf8"));
        const typed = form.get("question") ?? "";
        const thread = readThreadId(form.get("thread")) ?? randomUUID();
        const checked = checkQuestion(typed);
        if (!checked.ok) return home(viewAskBox(thread, { question: typed, error: checked.message }), request.nonce);
        const reply = await asking.ask({ question: checked.question, thread });
        return seeOther(answerPath(reply.receipt));
      },
    },
  ];
}
