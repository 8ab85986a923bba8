import { alignTable } from "../plain-table.ts";
import { packUnits, section } from "./piece.ts";
import type { Piece, Unit } from "./piece.ts";
import { slackLimits } from "./limits.ts";
import { shorten } from "./mrkdwn.ts";

/** Wider cells would make every line of the table wrap. */
const widestCell = 60;

const fence = "```";

function escapeCode(line: string): string {
  return line.replaceAll("`", "\u02CB").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function lineUnit(text: string): Unit {
  return { mrkdwn: escapeCode(text), text, cites: [] };
}

/** A table in letters of one width. Its head stands above every part, unless it takes most of one. */
export function textTablePieces(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  cites: readonly number[],
): readonly Piece[] {
  const narrow = (cells: readonly string[]): readonly string[] =>
    cells.slice(0, slackLimits.tableColumns).map((cell) => shorten(cell, widestCell));
  const lines = alignTable(narrow(columns), rows.map(narrow)).map(lineUnit);
  const room = slackLimits.sectionText - 2 * fence.length - 2;
  const [top] = packUnits(lines.slice(0, 2), "\n", room);
  const head = top && top.mrkdwn.length < room / 2 ? top : undefined;
  const body = head ? packUnits(lines.slice(2), "\n", room - head.mrkdwn.length - 1) : packUnits(lines, "\n", room);
  const parts = head ? (body.length === 0 ? [head] : body.map((part) => below(head, part))) : body;
  return parts.map(({ mrkdwn, text }) => ({ blocks: [section(`${fence}\n${mrkdwn}\n${fence}`)], text, cites }));
}

function below(head: Unit, part: Unit): Unit {
  return { mrkdwn: `${head.mrkdwn}\n${part.mrkdwn}`, text: `${head.text}\n${part.text}`, cites: [] };
}
