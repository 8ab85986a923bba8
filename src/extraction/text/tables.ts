import { rewrite, type MappedText } from "./mapped-text.ts";

/** A table is read row by row, each cell behind the heading of its column: `eastmere; rag: amber; referrals: 47`. */
export function setTables(text: MappedText): MappedText {
  return setPlainTable(setRuledTable(text));
}

const first =
  "(?:pilot|place|project|area|council|name|programme|member|site|location|local authority|la|authority|borough|town|hub|team|scheme|partner)(?: name)?";
const column =
  /(?:^|\t)(?:rag|rating|status|rag status|rag rating|spend|spent|budget|forecast|referrals|target|risks?|next steps?|progress|update|period|trend)(?=\t|$)/;
/** Rows of cells between commas, semicolons, bars or tabs under a row that names a pilot or place first. */
const namedTable = new RegExp(
  `(?<=^|\n)(?<head>\\|? ?${first} ?(?<sign>[,;\t|])[^\n]{2,160})\n(?<rows>(?:[^\n]*\\k<sign>[^\n]*(?:\n|$))+)`,
);
/** Rows of cells between tabs under a row of headings. */
const tabbedTable = /(?<=^|\n)(?<head>[^\n\t\d]{2,40}(?<sign>\t)[^\n\d]{2,160})\n(?<rows>(?:[^\n]*\t[^\n]*(?:\n|$))+)/;

function setPlainTable(text: MappedText): MappedText {
  const found = namedTable.exec(text.plain) ?? tabbedTable.exec(text.plain);
  const [head, sign, rows] = [found?.groups?.["head"], found?.groups?.["sign"], found?.groups?.["rows"]];
  if (found === null || head === undefined || sign === undefined || rows === undefined) return text;
  const heads = sign === "|" ? cellsOf(head) : head.split(sign).map((cell) => cell.trim());
  const areEven = rows
    .trim()
    .split("\n")
    .every((row) => {
      const { length } = sign === "|" ? cellsOf(row) : row.split(sign);
      return length > 1 && (sign === "\t" ? length <= heads.length : length === heads.length);
    });
  const isNamed = new RegExp(`^\\|? ?${first} ?[,;\t|]`).test(head);
  if (!areEven || heads.length < 2 || !(isNamed || column.test(head))) return text;
  const start = found.index + head.length + 1;
  const cells = rewriteCells(text, { start, end: start + rows.length, sign, heads });
  return rewrite(cells, new RegExp(`(?<=^|\n)${RegExp.escape(head)}\n`, "g"), () => "");
}

/** Sets each cell behind the heading of its column, and a full stop behind each row. */
function rewriteCells(
  text: MappedText,
  {
    start,
    end,
    sign,
    heads,
  }: { readonly start: number; readonly end: number; readonly sign: string; readonly heads: readonly string[] },
): MappedText {
  let place = 0;
  return rewrite(text, new RegExp(` ?${RegExp.escape(sign)} ?|\n`, "g"), ({ 0: mark, index }) => {
    if (index < start || index >= end) return mark;
    if (mark === "\n") {
      place = 0;
      return ".\n";
    }
    const behind = text.plain.charAt(index + mark.length);
    const isOuter = index === start || text.plain.charAt(index - 1) === "\n" || behind === "\n" || behind === "";
    if (isOuter && sign === "|") return "";
    place += 1;
    const head = heads[place];
    return head === undefined ? ";" : `; ${head}: `;
  });
}

function setRuledTable(text: MappedText): MappedText {
  const rule = /(?<=^|\n)(?<head>[^\n]*\|[^\n]*)\n\|? ?:?-{2,}:?(?: ?\| ?:?-{2,}:?)* ?\|?\n/.exec(text.plain);
  if (rule === null) return text;
  const heads = cellsOf(rule.groups?.["head"] ?? "");
  const start = rule.index + rule[0].length;
  const rows = /^(?:[^\n]*\|[^\n]*(?:\n|$))+/.exec(text.plain.slice(start))?.[0] ?? "";
  const cells = rewriteCells(text, { start, end: start + rows.length, sign: "|", heads });
  return rewrite(cells, new RegExp(RegExp.escape(rule[0]), "g"), () => "");
}

function cellsOf(row: string): readonly string[] {
  return row
    .replace(/^ ?\||\| ?$/g, "")
    .split("|")
    .map((cell) => cell.trim());
}

/** `Status ........ amber`, line for line: what dots lead to stands behind its label. */
export function setLeaders(text: MappedText): MappedText {
  const leader = /(?<=(?:^|\n)[^\n.]{2,40}?) ?(?:(?<= )\.{3,}|\.{4,}|(?:\. ?){4,}|_{4,}) ?(?=[^\s.])/g;
  return (text.plain.match(leader) ?? []).length > 1 ? rewrite(text, leader, () => ": ") : text;
}
