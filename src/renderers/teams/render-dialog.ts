import type { CardElement, IAdaptiveCard } from "@microsoft/teams.cards";
import type { SourceView } from "../../core/assistant.ts";
import type { Form } from "../../core/form.ts";
import type { Reply } from "../../core/reply.ts";
import { formatDate } from "../format-date.ts";
import { capitalise, linkOf, trustWords } from "../source-words.ts";
import { cleanLine } from "../clean-text.ts";
import { answerControls } from "./answer-controls.ts";
import { boxed, textBlocks } from "./card-blocks.ts";
import { controlRows } from "./card-buttons.ts";
import type { DrawnButton } from "./card-buttons.ts";
import { cutLine, cutText } from "./cut-text.ts";
import { payloadBytes, teamsLimits } from "./limits.ts";
import { inline, link, paragraphs } from "./markdown.ts";
import { withCutNotice } from "./render-message.ts";
import { cardOf, drawCard } from "./reply-card.ts";
import { pageOf } from "./reply-pages.ts";
import type { ReplyPage } from "./reply-pages.ts";

/** A dialog: what stands above it, and its card. */
export interface TeamsDialog {
  readonly title: string;
  readonly card: IAdaptiveCard;
}

/** Which part of a reply a dialog shows. */
export interface DialogView {
  /** The piece that it begins with; the first one unless set. */
  readonly from?: number;
  /** Of an answer of which one source is shown: the others can be shown from here. */
  readonly otherSources?: { readonly target: string; readonly shown: number; readonly count: number };
}

const mostBytes = teamsLimits.messageBytes - teamsLimits.envelopeBytes;

/** Draws a reply, or the rest of it, in a dialog; a form with its fields. */
export function renderDialog(reply: Reply, view: DialogView = {}): TeamsDialog {
  const { title, rest } = titled(reply, view);
  const draw = (page: ReplyPage): IAdaptiveCard => drawDialogCard(page, view, title === rest.form?.title);
  const fitting = rest.form ? { ...rest, form: fitForm(rest.form) } : rest;
  const page = pageOf(fitting, view.from ?? 0, (candidate) => payloadBytes(draw(candidate)) <= mostBytes);
  return { title, card: draw(page) };
}

/** Draws a reply as the card that takes the place of the one whose button was pressed, for whoever pressed it. */
export function renderAnswerCard(
  reply: Reply,
  { refreshFor }: { readonly refreshFor?: readonly string[] } = {},
): IAdaptiveCard {
  const fitting = reply.form ? { ...reply, form: fitForm(reply.form) } : reply;
  const draw = ({ reply: part, next }: ReplyPage): IAdaptiveCard =>
    drawCard(next === undefined ? part : withCutNotice(part), {
      surface: "message",
      more: answerControls(part, { next }),
      ...(refreshFor && { refreshFor }),
    });
  return draw(pageOf(fitting, 0, (candidate) => payloadBytes(draw(candidate)) <= mostBytes));
}

/** The title of a dialog, and what is left to say below it: a heading that the title says whole is not said twice. */
function titled(reply: Reply, { from = 0 }: DialogView): { readonly title: string; readonly rest: Reply } {
  if (from > 0) return { title: "The rest of the answer", rest: reply };
  const [first, ...others] = reply.blocks;
  const words = reply.form?.title ?? (first?.kind === "heading" ? first.text : "");
  const title = cutLine(words, teamsLimits.dialogTitle) || "Pilotdesk";
  const isWhole = !reply.form && first?.kind === "heading" && title === cleanLine(first.text) && others.length > 0;
  return { title, rest: isWhole ? { ...reply, blocks: others } : reply };
}

function drawDialogCard({ reply, next }: ReplyPage, { otherSources }: DialogView, isTitled: boolean): IAdaptiveCard {
  const more = [
    ...(next === undefined ? [] : answerControls(reply, { next }).filter(({ call }) => call.verb === "more")),
    ...(otherSources ? sourceButtons(otherSources) : []),
  ];
  return drawCard(next === undefined ? reply : withCutNotice(reply), { surface: "dialog", more, isTitled });
}

function sourceButtons({ target, shown, count }: NonNullable<DialogView["otherSources"]>): readonly DrawnButton[] {
  const numbers = Array.from({ length: Math.min(count, teamsLimits.citations) }, (_, index) => index + 1);
  return numbers
    .filter((number) => number !== shown)
    .map((number) => ({
      label: `Source ${number}`,
      call: { verb: "showSource", target, value: String(number) },
      sources: count,
    }));
}

/** A form with so many options that it fits: the chosen ones stay. */
function fitForm(form: Form): Form {
  for (let most = 200; most > 5; most = Math.floor(most / 2)) {
    const fitting = withOptions(form, most);
    const reply: Reply = {
      outcome: "done",
      intent: "form",
      blocks: [],
      citations: [],
      confidence: 1,
      receipt: "",
      form: fitting,
    };
    if (payloadBytes(drawCard(reply, { surface: "message" })) <= mostBytes) return fitting;
  }
  return withOptions(form, 5);
}

function withOptions(form: Form, most: number): Form {
  return {
    ...form,
    fields: form.fields.map((field) => {
      if (!field.options || field.options.length <= most) return field;
      const { value = "" } = field;
      const isChosen = (option: string): boolean =>
        typeof value === "string" ? option === value : value.includes(option);
      const chosen = field.options.filter((option) => isChosen(option.value));
      const others = field.options
        .filter((option) => !isChosen(option.value))
        .slice(0, Math.max(0, most - chosen.length));
      return {
        ...field,
        options: field.options.filter((option) => chosen.includes(option) || others.includes(option)),
      };
    }),
  };
}

/** Draws a source opened at the words that are cited. */
export function renderSource(source: SourceView, view: Pick<DialogView, "otherSources"> = {}): TeamsDialog {
  const url = linkOf(source);
  const title = cutLine(source.title, teamsLimits.previewTitle);
  const facts = [
    { title: "Publisher", value: source.publisher },
    { title: "Published", value: source.published === undefined ? undefined : formatDate(source.published) },
    { title: "Kind of source", value: capitalise(trustWords(source.trust)) },
    { title: "Section", value: source.headingPath.join(" › ") },
    { title: "Record", value: source.record },
  ].flatMap(({ title: name, value }) =>
    value === undefined || value === "" ? [] : [{ title: name, value: inline(cutText(value, teamsLimits.cellText)) }],
  );
  const body: readonly CardElement[] = [
    ...textBlocks(url === undefined ? inline(title) : link(title, url), { weight: "Bolder", style: "heading" }),
    ...(facts.length === 0 ? [] : [{ type: "FactSet" as const, facts }]),
    ...around(source.before, "end"),
    ...boxed(paragraphs(cutText(source.quote, 4000)), "emphasis"),
    ...around(source.after, "start"),
    ...controlRows([], { surface: "dialog", more: view.otherSources ? sourceButtons(view.otherSources) : [] }),
  ];
  return { title: cutLine(source.title, teamsLimits.dialogTitle) || "Source", card: cardOf(body) };
}

/** The words before a quote are read to their end, those after it from their beginning. */
function around(text: string, keep: "start" | "end"): readonly CardElement[] {
  const room = 1000;
  const whole = text.trim();
  const part =
    keep === "start" || whole.length <= room ? cutText(whole, room) : `…${whole.slice(-room).replace(/^\S*\s/, "")}`;
  return textBlocks(paragraphs(part.toWellFormed()), { isSubtle: true });
}
