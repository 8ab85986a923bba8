import type { ActionsBlock, Button, KnownBlock, TableBlock } from "@slack/types";
import { encodeAction } from "../../core/action.ts";
import type { ActionButton } from "../../core/action.ts";
import { assertNever } from "../../core/assert-never.ts";
import type { Citation } from "../../core/citation.ts";
import type { Block, Choice, LabelledValue, Sentence } from "../../core/reply.ts";
import { chartRows } from "../chart-rows.ts";
import { describeChart } from "../describe-chart.ts";
import { cleanLine, cleanText } from "../clean-text.ts";
import { formatDate } from "../format-date.ts";
import { linkOf } from "../source-words.ts";
import type { ElementIds } from "./element-ids.ts";
import { slackLimits } from "./limits.ts";
import { mrkdwnLine, mrkdwnLines, mrkdwnLink, shorten } from "./mrkdwn.ts";
import { charactersOf, packUnits, plainText, mrkdwn, section, sectionPieces } from "./piece.ts";
import type { Piece, Unit } from "./piece.ts";
import { textTablePieces } from "./text-table.ts";

/** What is drawn on. */
export interface Canvas {
  readonly ids: ElementIds;
  readonly citations: ReadonlyMap<number, Citation>;
  /** The receipt of the reply; empty for one without. */
  readonly receipt: string;
  /** Takes the one native table that a message may have; returns false once it is taken, and where there are none. */
  readonly takeTable: () => boolean;
  /** The next uploaded picture of a chart: a Slack file id. */
  readonly takePicture: () => string | undefined;
}

/** Draws a block as the parts that may stand on different pages. */
export function drawBlock(block: Block, canvas: Canvas): readonly Piece[] {
  switch (block.kind) {
    case "paragraph":
      return sectionPieces(
        block.sentences.map((sentence) => sentenceUnit(sentence, canvas)),
        " ",
      );
    case "list":
      return sectionPieces(
        block.items.map((item) => sentenceUnit(item, canvas, "\u2022 ")),
        "\n",
      );
    case "table":
      return drawTable(block, canvas);
    case "heading":
      return drawHeading(block.text);
    case "fields":
      return drawFields(block.fields, canvas);
    case "chart":
      return drawChart(block, canvas);
    case "quote":
      return sectionPieces(quoteUnits(block.text), "\n");
    case "actions":
      return drawButtons(
        block.buttons.map((button) => drawButton(button, canvas.ids)),
        canvas.ids,
      );
    case "choices":
      return drawChoices(block.choices, canvas);
    case "notice":
      return sectionPieces(noticeUnits(block.text, block.tone === "warning"), "\n");
    default:
      return assertNever(block);
  }
}

/** More sources in a row than this are named by the first and the last of them. */
const longestRun = 3;

/** The marks of sources after a sentence: ` [1] [2]` or ` [1]\u2013[11]`, each a link where its source may be linked. */
function marksOf(numbers: readonly number[], { citations }: Canvas): string {
  const marks = runsOf(numbers.filter((number) => citations.has(number))).map((run) => {
    const shown = run.length > longestRun ? [run[0], run.at(-1)] : run;
    return shown
      .flatMap((number) => citations.get(number ?? 0) ?? [])
      .map((citation) => linked(`[${citation.number}]`, linkOf(citation)))
      .join(run.length > longestRun ? "\u2013" : " ");
  });
  return marks.map((mark) => ` ${mark}`).join("");
}

/** Numbers that follow one another by one, together. */
function runsOf(numbers: readonly number[]): readonly (readonly number[])[] {
  const runs: number[][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last?.at(-1) === number - 1) last.push(number);
    else runs.push([number]);
  }
  return runs;
}

function linked(label: string, url: string | undefined): string {
  return url === undefined ? mrkdwnLine(label) : mrkdwnLink(url, label);
}

function sentenceUnit({ text, citations }: Sentence, canvas: Canvas, prefix = ""): Unit {
  const line = cleanLine(text);
  return { mrkdwn: prefix + mrkdwnLine(line) + marksOf(citations, canvas), text: prefix + line, cites: citations };
}

function quoteUnits(text: string): readonly Unit[] {
  const room = slackLimits.sectionText - 10;
  const lines = mrkdwnLines(text).map((line) => ({ mrkdwn: line, text: "", cites: [] }));
  const plain = cleanText(text).trim();
  return packUnits(lines, "\n", room / 2).map(({ mrkdwn }, index) => ({
    mrkdwn: mrkdwn.replaceAll(/^/gm, "> "),
    text: index === 0 ? plain.replaceAll(/^/gm, "> ") : "",
    cites: [],
  }));
}

/** Words of our own; an address that stands alone is a link. */
function noticeUnits(text: string, isWarning: boolean): readonly Unit[] {
  const only = cleanText(text).trim();
  if (/^https?:\/\/\S+$/.test(only)) return [{ mrkdwn: mrkdwnLink(only, only), text: only, cites: [] }];
  return mrkdwnLines(text).map((line, index) => ({
    mrkdwn: isWarning && index === 0 ? `:warning: ${line}` : line,
    text: cleanText(text).trim().split(/\n+/)[index] ?? "",
    cites: [],
  }));
}

function drawHeading(text: string): readonly Piece[] {
  const line = cleanLine(text);
  if (line === "") return [];
  if (line.length > slackLimits.headerText) {
    return sectionPieces([{ mrkdwn: `*${mrkdwnLine(line)}*`, text: line, cites: [] }], " ");
  }
  return [{ blocks: [{ type: "header", text: plainText(line) }], text: line, cites: [] }];
}

function fieldUnit({ label, value, words, citations }: LabelledValue, canvas: Canvas): Unit {
  const shown = cleanLine(value);
  const from = words === undefined ? "" : `\n_\u201C${mrkdwnLine(words)}\u201D_`;
  return {
    mrkdwn: `*${mrkdwnLine(label)}*\n${mrkdwnLine(shown)}${marksOf(citations, canvas)}${from}`,
    text: `${cleanLine(label)}: ${shown}`,
    cites: citations,
  };
}

/** Longer fields take a line of their own. */
const widestField = 160;

/** Short fields side by side, long ones over the whole width, in their order. */
function drawFields(fields: readonly LabelledValue[], canvas: Canvas): readonly Piece[] {
  const drawn: Piece[] = [];
  let row: Unit[] = [];
  const closeRow = (): void => {
    if (row.length === 0) return;
    drawn.push({
      blocks: [{ type: "section", fields: row.map((unit) => mrkdwn(unit.mrkdwn)) }],
      text: row.map(({ text }) => text).join("\n"),
      cites: row.flatMap(({ cites }) => cites),
    });
    row = [];
  };
  for (const field of fields) {
    const unit = fieldUnit(field, canvas);
    if (unit.text.length + (field.words?.length ?? 0) > widestField || unit.mrkdwn.length > 1000) {
      closeRow();
      drawn.push(...sectionPieces([unit], "\n"));
    } else {
      const used = row.reduce((sum, { mrkdwn }) => sum + mrkdwn.length, 0);
      if (row.length === slackLimits.sectionFields || used + unit.mrkdwn.length > slackLimits.sectionText) closeRow();
      row.push(unit);
    }
  }
  closeRow();
  return drawn;
}

/** Slack takes no empty cell. */
const emptyCell = "\u2013";

function nativeTable(columns: readonly string[], rows: readonly (readonly string[])[]): TableBlock | undefined {
  const width = Math.max(columns.length, ...rows.map((row) => row.length));
  if (rows.length + 1 > slackLimits.tableRows || width > slackLimits.tableColumns || width === 0) return undefined;
  const cells = [columns, ...rows].map((row) =>
    Array.from({ length: width }, (_, index) => ({
      type: "raw_text" as const,
      text: cleanLine(row[index] ?? "") || emptyCell,
    })),
  );
  if (charactersOf(cells) > slackLimits.tableCharacters) return undefined;
  return { type: "table", rows: cells, column_settings: Array.from({ length: width }, () => ({ is_wrapped: true })) };
}

function drawTable(
  { caption, columns, rows, citations }: Extract<Block, { kind: "table" }>,
  canvas: Canvas,
): readonly Piece[] {
  const title = captionUnit(caption, citations, canvas);
  const native = nativeTable(columns, rows);
  const text = textTablePieces(columns, rows, citations);
  if (!native || !canvas.takeTable()) return [...sectionPieces([title], " "), ...text];
  const words = [title.text, ...text.map((part) => part.text)].join("\n");
  return [{ blocks: [...captionBlocks(title), native], text: words, cites: citations }];
}

/** A caption with longer marks names its sources without links. */
const longestMarks = 600;

function captionUnit(caption: string, citations: readonly number[], canvas: Canvas): Unit {
  const line = cleanLine(caption);
  const words = line === "" ? "" : `*${mrkdwnLine(shorten(line, 400))}*`;
  const links = marksOf(citations, canvas);
  const marks = links.length > longestMarks ? ` ${citations.map((number) => `[${number}]`).join("")}` : links;
  return { mrkdwn: `${words}${marks}`.trim(), text: line, cites: citations };
}

function captionBlocks(title: Unit): readonly KnownBlock[] {
  return sectionPieces([title], " ")
    .flatMap(({ blocks }) => blocks)
    .slice(0, 1);
}

function drawChart(chart: Extract<Block, { kind: "chart" }>, canvas: Canvas): readonly Piece[] {
  const title = captionUnit(chart.caption, chart.citations, canvas);
  const picture = canvas.takePicture();
  const [columns, rows] = chartRows(chart);
  const days = rows.map(([x = "", ...values]) => [formatDate(x), ...values]);
  const table = textTablePieces(columns, days, chart.citations);
  if (picture === undefined) return [...sectionPieces([title], " "), ...table];
  const alt = shorten(describeChart(chart), slackLimits.imageAltText);
  const image: KnownBlock = { type: "image", slack_file: { id: picture }, alt_text: alt };
  return [{ blocks: [...captionBlocks(title), image], text: title.text, cites: chart.citations }, ...table];
}

/** Buttons in a row. */
const buttonsInRow = 10;

/** A button as Slack draws it. */
export function drawButton({ label, call, style, sure }: ActionButton, ids: ElementIds): Button {
  const text = shorten(cleanLine(label), slackLimits.buttonText);
  const question = cleanLine(sure ?? "");
  return {
    type: "button",
    action_id: ids.action(),
    text: plainText(text),
    value: encodeAction(call),
    ...(style && { style }),
    ...(question !== "" && {
      confirm: {
        title: plainText(shorten(text, slackLimits.confirmTitle)),
        text: plainText(shorten(question, slackLimits.confirmText)),
        confirm: plainText(shorten(text, slackLimits.confirmButton)),
        deny: plainText("Go back"),
        ...(style && { style }),
      },
    }),
  };
}

function drawButtons(buttons: readonly Button[], ids: ElementIds): readonly Piece[] {
  const usable = buttons.filter(
    ({ text, value }) => text.text !== "" && (value ?? "").length <= slackLimits.buttonValue,
  );
  const count = Math.ceil(usable.length / buttonsInRow);
  return Array.from({ length: count }, (_, index): Piece => {
    const elements = usable.slice(index * buttonsInRow, (index + 1) * buttonsInRow);
    const block: ActionsBlock = { type: "actions", block_id: ids.block(), elements };
    return { blocks: [block], text: elements.map(({ text }) => `[${text.text}]`).join(" "), cites: [] };
  });
}

/** What a button can carry of a choice: see `decodeAction`. */
const longestChoice = 300;

/** A choice is a button; one whose text no button can carry is written out, to be copied. */
function drawChoices(choices: readonly Choice[], canvas: Canvas): readonly Piece[] {
  const short = choices.filter(({ text }) => text.length <= longestChoice);
  const long = choices.filter(({ text }) => text.length > longestChoice);
  const target = canvas.receipt.length <= 120 ? canvas.receipt : "";
  const buttons = short.map(({ label, text }) =>
    drawButton({ label, call: { verb: "choose", target, value: text } }, canvas.ids),
  );
  const written = long.map(({ text }) => sentenceUnit({ text, citations: [] }, canvas, "\u2022 "));
  return [...drawButtons(buttons, canvas.ids), ...sectionPieces(written, "\n")];
}

/** Words of our own above an answer. */
export function drawBanner(text: string): KnownBlock {
  return section(`:warning: *${mrkdwnLine(shorten(text, 500))}*`);
}
