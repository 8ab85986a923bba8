import { decodeAction } from "../../core/action.ts";
import { cleanText } from "../../renderers/clean-text.ts";
import { formatInstant } from "../../renderers/format-date.ts";
import { viewForm } from "../../renderers/html/form-view.ts";
import { viewReply } from "../../renderers/html/reply-view.ts";
import { htmlResponse, seeOther } from "./exchange.ts";
import type { WebHandler, WebRequest, WebResponse } from "./exchange.ts";
import type { ChannelItemView, ChannelPage, RenderPage } from "./page-renderer.ts";
import type { ChannelItem, Outcome, PlayedChannel } from "./played-channel.ts";
import { checkQuestion } from "./question.ts";
import { readSubmission } from "./read-submission.ts";
import { RequestProblem, unsupportedMediaType } from "./request-problem.ts";
import type { Route } from "./route-table.ts";

const formType = "application/x-www-form-urlencoded";

async function readForm(request: WebRequest): Promise<URLSearchParams> {
  if (request.mediaType !== formType) throw unsupportedMediaType(formType);
  return new URLSearchParams((await request.readBody()).toString("utf8"));
}

function viewItem(item: ChannelItem, index: number): ChannelItemView {
  const { id } = item;
  const at = formatInstant(item.at);
  if (item.kind === "post") {
    const { reply } = item;
    const isPrivate = reply.visibility === "onlyYou";
    return {
      kind: "post",
      id,
      at,
      part: `p${index + 1}-`,
      isPrivate,
      reply: viewReply(reply, { stored: reply.receipt !== "" }),
    };
  }
  const { text, change } = item;
  return { kind: "message", id, at, text: cleanText(text), ...(change && { change }) };
}

/** What a message must be, in words for the page; undefined where it may be posted. */
const messageProblems = { empty: "Enter a message", tooLong: "Message must be 2,000 characters or fewer" } as const;

/** What a channel is called on its pages, and where they are. */
export interface ChannelSite {
  readonly path: string;
  readonly channel: PlayedChannel;
  readonly page: ChannelPage;
}

/** The pages of a channel of the playground: the channel itself, its buttons, its messages and the forms opened in it. */
export function createChannelRoutes(site: ChannelSite, render: RenderPage): readonly Route[] {
  const { path, channel, page } = site;

  function show(nonce: string, wrong?: { readonly text: string; readonly error: string }): WebResponse {
    const title = wrong ? `Error: ${page.title}` : page.title;
    const items = channel.items().map(viewItem);
    const view = { template: "channel", path, page, items, examples: channel.examples, ...wrong } as const;
    return htmlResponse(wrong ? 400 : 200, render({ ...view, title }, nonce));
  }

  /** Where the browser goes after something was done: to the form that was opened, else to what is new. */
  function goOn({ item, form }: Outcome): WebResponse {
    if (form !== undefined) return seeOther(`${path}/forms/${form}`);
    return seeOther(item === undefined ? path : `${path}#item-${item}`);
  }

  function gone(what: string): RequestProblem {
    return new RequestProblem(
      410,
      `${what} is no longer open`,
      "Go back to the channel and start again from what stands there now.",
    );
  }

  const messageOf = (id: string | null): ChannelItem => {
    const found = channel
      .items()
      .find((item) => item.kind === "message" && item.change !== "deleted" && item.id === id);
    if (!found) throw gone("This message");
    return found;
  };

  return [
    {
      path,
      GET: ({ nonce }) => show(nonce),
      POST: async (request) => {
        const typed = (await readForm(request)).get("text") ?? "";
        const checked = checkQuestion(typed);
        if (!checked.ok) return show(request.nonce, { text: typed, error: messageProblems[checked.code] });
        return goOn(await channel.say(checked.question));
      },
    },
    { path: `${path}/actions`, GET: () => seeOther(path), POST: actionHandler(site, render, goOn) },
    {
      path: `${path}/messages`,
      GET: () => seeOther(path),
      POST: async (request) => {
        const sent = await readForm(request);
        const { id } = messageOf(sent.get("id"));
        if (sent.get("do") !== "delete") {
          const checked = checkQuestion(sent.get("text") ?? "");
          if (!checked.ok) return show(request.nonce, { text: "", error: messageProblems[checked.code] });
          return goOn(await channel.edit(id, checked.question));
        }
        if (sent.get("sure") === "yes") return goOn(await channel.remove(id));
        const question = {
          heading: "Delete this message?",
          text: "What was recorded from it is not deleted with it: it is withdrawn within ten minutes, and kept afterwards.",
          label: "Delete the message",
        };
        const fields = { id, do: "delete", sure: "yes" };
        return sureResponse(site, render, { ...question, action: `${path}/messages`, fields }, request.nonce);
      },
    },
    {
      path: `${path}/forms/:form`,
      GET: ({ params, nonce }) => {
        const form = channel.form(params["form"] ?? "");
        if (!form) throw gone("This form");
        const view = viewForm(form);
        const title = view.errors.length > 0 ? `Error: ${view.title}` : view.title;
        return htmlResponse(
          200,
          render(
            { template: "form", title, path, page, form: view, action: `${path}/forms/${params["form"] ?? ""}` },
            nonce,
          ),
        );
      },
      POST: async (request) => {
        const sent = await readForm(request);
        const id = request.params["form"] ?? "";
        const form = channel.form(id);
        if (!form) throw gone("This form");
        return goOn(await channel.submit(id, readSubmission(form, sent)));
      },
    },
  ];
}

/** A button that is dangerous asks once more, on a page of its own, so that it does so without a script too. */
function actionHandler(site: ChannelSite, render: RenderPage, goOn: (outcome: Outcome) => WebResponse): WebHandler {
  const { channel, path } = site;
  return async (request) => {
    const sent = await readForm(request);
    const action = sent.get("action") ?? "";
    const call = decodeAction(action);
    if (!call)
      throw new RequestProblem(400, "This button is not one of ours", "Go back to the channel and use a button there.");
    const button = channel.button(action);
    if (button?.sure === undefined || sent.get("sure") === "yes") return goOn(await channel.act(call));
    const question = { heading: `${button.label}?`, text: button.sure, label: button.label };
    const fields = { action, sure: "yes" };
    return sureResponse(site, render, { ...question, action: `${path}/actions`, fields }, request.nonce);
  };
}

interface Sure {
  readonly heading: string;
  readonly text: string;
  readonly label: string;
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

function sureResponse(
  { path, page }: ChannelSite,
  render: RenderPage,
  { fields, ...sure }: Sure,
  nonce: string,
): WebResponse {
  const hidden = Object.entries(fields).map(([name, value]) => ({ name, value }));
  const view = { template: "sure", title: sure.heading, path, page, hidden, ...sure } as const;
  return htmlResponse(200, render(view, nonce));
}
