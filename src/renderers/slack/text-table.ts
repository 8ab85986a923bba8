import { alignTable } from "../plain-table.ts";
import { cleanLine } from "../clean-text.ts";
import { packUnits, section, sectionPieces } from "./piece.ts";
import type { Piece, Unit } from "./piece.ts";
import { slackLimits } from "./limits.ts";
import { mrkdwnLine, shorten } from "./mrkdwn.ts";

/** Wider cells would make every line of the table wrap. */
const widestCell = 60;

const fence = "```";

function escapeCode(line: string): string {
  return line.replaceAll("`", "\u02CB").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function lineUnit(text: string): Unit {
  return { mrkdwn: escapeCode(text), text, cites: [] };
}

/** A telephone shows so many letters of one width in a line; more would wrap, and nothing would stand below its column. */
const widestLine = 40;

/** A row of a table that is too wide, as a line: what it is about, then each value with the name of its column. */
function rowUnit(columns: readonly string[], [first = "", ...others]: readonly string[]): Unit {
  const values = others.flatMap((value, index) => {
    const line = cleanLine(value);
    const name = cleanLine(columns[index + 1] ?? "");
    return line === "" ? [] : [name === "" ? line : `${name}: ${line}`];
  });
  const [about, rest] = [cleanLine(first), values.join(", ")];
  const gap = about === "" || rest === "" ? "" : " \u2013 ";
  const bold = about === "" ? "" : `*${mrkdwnLine(about)}*`;
  return { mrkdwn: `\u2022 ${bold}${gap}${mrkdwnLine(rest)}`, text: `\u2022 ${about}${gap}${rest}`, cites: [] };
}

/**
 * A table in letters of one width, its head above every part, unless that takes most of one; or its rows as lines, where it is
 * too wide for a telephone.
 */
export function textTablePieces(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  cites: readonly number[],
): readonly Piece[] {
  const narrow = (cells: readonly string[]): readonly string[] =>
    cells.slice(0, slackLimits.tableColumns).map((cell) => shorten(cell, widestCell));
  const aligned = alignTable(narrow(columns), rows.map(narrow));
  if (aligned.some((line) => line.length > widestLine)) {
    const units = rows.map((row) => rowUnit(columns, narrow(row)));
    return sectionPieces(units, "\n").map((piece) => ({ ...piece, cites }));
  }
  const lines = aligned.map(lineUnit);
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
