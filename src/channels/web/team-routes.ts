import { decodeAction } from "../../core/action.ts";
import { formIds } from "../../core/form.ts";
import type { Form, FormSubmission } from "../../core/form.ts";
import { cleanText } from "../../renderers/clean-text.ts";
import { formatInstant } from "../../renderers/format-date.ts";
import { viewForm } from "../../renderers/html/form-view.ts";
import { viewReply } from "../../renderers/html/reply-view.ts";
import { htmlResponse, seeOther } from "./exchange.ts";
import type { WebHandler, WebRequest, WebResponse } from "./exchange.ts";
import type { RenderPage, TeamItemView } from "./page-renderer.ts";
import { checkQuestion } from "./question.ts";
import { notFound, RequestProblem, unsupportedMediaType } from "./request-problem.ts";
import type { Route } from "./route-table.ts";
import type { ChannelItem, TeamChannel } from "./team-channel.ts";

const formType = "application/x-www-form-urlencoded";
const page = "/team";

async function readForm(request: WebRequest): Promise<URLSearchParams> {
  if (request.mediaType !== formType) throw unsupportedMediaType(formType);
  return new URLSearchParams((await request.readBody()).toString("utf8"));
}

function viewItem(item: ChannelItem): TeamItemView {
  const at = formatInstant(item.at);
  if (item.kind === "post")
    return { kind: "post", at, reply: viewReply(item.reply, { stored: item.reply.receipt !== "" }) };
  const { id, text, change } = item;
  return { kind: "message", at, id, text: cleanText(text), ...(change && { change }) };
}

/** The values of a form's fields, in the shape that the form has now: a field that it does not have is left out. */
function readSubmission(form: Form, sent: URLSearchParams): FormSubmission {
  const values = form.fields.map(({ name, kind }) => {
    if (kind === "date") return [name, readDate(name, sent)] as const;
    return [name, kind === "multi" ? sent.getAll(name) : cleanText(sent.get(name) ?? "").trim()] as const;
  });
  return { id: form.id, target: form.target, hash: form.hash, values: Object.fromEntries(values) };
}

/** A day from its three boxes; what was typed in them where it is none, so that the form can say what is wrong. */
function readDate(name: string, sent: URLSearchParams): string {
  const [day = "", month = "", year = ""] = ["day", "month", "year"].map((part) =>
    (sent.get(`${name}-${part}`) ?? "").trim(),
  );
  if (day === "" && month === "" && year === "") return "";
  return [year.padStart(4, "0"), month.padStart(2, "0"), day.padStart(2, "0")].join("-");
}

/** The pages of a demonstration on which the visitor is a local team. */
export function createTeamRoutes({
  channel,
  render,
}: {
  readonly channel: TeamChannel;
  readonly render: RenderPage;
}): readonly Route[] {
  const show = (
    status: number,
    nonce: string,
    wrong?: { readonly text: string; readonly error: string },
  ): WebResponse => {
    const title = wrong ? "Error: Team channel" : "Team channel";
    return htmlResponse(
      status,
      render({ template: "team", title, items: channel.items().map(viewItem), ...wrong }, nonce),
    );
  };
  /** After it the page is drawn anew, or the form that it opened. */
  const after =
    (work: (sent: URLSearchParams) => Promise<void>): WebHandler =>
    async (request) => {
      await work(await readForm(request));
      return seeOther(channel.form() ? `${page}/form` : `${page}#latest`);
    };
  return [
    {
      path: page,
      GET: ({ nonce }) => show(200, nonce),
      POST: async (request) => {
        const typed = (await readForm(request)).get("text") ?? "";
        const checked = checkQuestion(typed);
        const words = { empty: "Enter a message", tooLong: "Message must be 2,000 characters or fewer" };
        if (!checked.ok) return show(400, request.nonce, { text: typed, error: words[checked.code] });
        await channel.say(checked.question);
        return seeOther(channel.form() ? `${page}/form` : `${page}#latest`);
      },
    },
    {
      path: `${page}/action`,
      POST: after(async (sent) => {
        const call = decodeAction(sent.get("action") ?? "");
        if (!call)
          throw new RequestProblem(
            400,
            "This button is not one of ours",
            "Go back to the team channel and use a button there.",
          );
        await channel.act(call);
      }),
    },
    {
      path: `${page}/messages/:id`,
      POST: after(async (sent) => {
        const id = sent.get("id") ?? "";
        const found = channel.items().find((item) => item.kind === "message" && item.id === id);
        if (!found) throw notFound();
        if (sent.get("do") === "delete") return channel.remove(id);
        const checked = checkQuestion(sent.get("text") ?? "");
        return checked.ok ? channel.edit(id, checked.question) : undefined;
      }),
    },
    {
      path: `${page}/form`,
      GET: ({ nonce }) => {
        const form = channel.form();
        if (!form) return seeOther(page);
        const view = viewForm(form);
        const title = view.errors.length > 0 ? `Error: ${form.title}` : form.title;
        return htmlResponse(view.errors.length > 0 ? 400 : 200, render({ template: "form", title, form: view }, nonce));
      },
      POST: after(async (sent) => {
        const form = channel.form();
        if (!form || sent.get("form-hash") !== form.hash || !formIds.includes(form.id)) return;
        if (sent.get("do") === "cancel") channel.closeForm();
        else await channel.submit(readSubmission(form, sent));
      }),
    },
  ];
}
