import { strToU8, zipSync } from "fflate";

/** A cell of a made workbook: a text, a number, or what a spreadsheet program writes for the rest. */
export type MadeCell =
  | string
  | number
  | undefined
  | { readonly percent: number }
  /** A day as Excel keeps it: days since 30 December 1899. */
  | { readonly day: string }
  | { readonly money: number }
  | { readonly formula: string; readonly value?: number | string }
  | { readonly failed: string };

/** A sheet of a made workbook. */
export interface MadeSheet {
  readonly name: string;
  readonly rows: readonly (readonly MadeCell[])[];
}

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packages = "http://schemas.openxmlformats.org/package/2006";

/** The styles of a made workbook: plain, percent, a percentage of its own, a day, money. */
const styles = `<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" formatCode="&quot;£&quot;#,##0.00"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="9"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" xfId="0"/><xf numFmtId="9" xfId="0"/><xf numFmtId="164" xfId="0"/><xf numFmtId="14" xfId="0"/><xf numFmtId="165" xfId="0"/></cellXfs></styleSheet>`;

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function letters(column: number): string {
  const letter = String.fromCodePoint(65 + (column % 26));
  return column < 26 ? letter : letters(Math.floor(column / 26) - 1) + letter;
}

function drawCell(cell: MadeCell, address: string): string {
  if (cell === undefined || cell === "") return "";
  if (typeof cell === "string")
    return `<c r="${address}" t="inlineStr"><is><t xml:space="preserve">${escape(cell)}</t></is></c>`;
  if (typeof cell === "number") return `<c r="${address}"><v>${cell}</v></c>`;
  if ("percent" in cell) return `<c r="${address}" s="${cell.percent < 1 ? 1 : 2}"><v>${cell.percent}</v></c>`;
  if ("money" in cell) return `<c r="${address}" s="4"><v>${cell.money}</v></c>`;
  if ("failed" in cell) return `<c r="${address}" t="e"><f>1/0</f><v>${cell.failed}</v></c>`;
  if ("day" in cell) {
    const serial = (Date.parse(`${cell.day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000;
    return `<c r="${address}" s="3"><v>${serial}</v></c>`;
  }
  const value = cell.value === undefined ? "" : `<v>${cell.value}</v>`;
  return `<c r="${address}"${typeof cell.value === "string" ? ' t="str"' : ""}><f>${escape(cell.formula)}</f>${value}</c>`;
}

function drawSheet(rows: MadeSheet["rows"]): string {
  const drawn = rows.map((cells, index) => {
    const inner = cells.map((cell, column) => drawCell(cell, `${letters(column)}${index + 1}`)).join("");
    // As spreadsheet programs do, a row without anything in it is left out.
    return inner === "" ? "" : `<row r="${index + 1}">${inner}</row>`;
  });
  return `${xml}<worksheet xmlns="${main}"><sheetData>${drawn.join("")}</sheetData></worksheet>`;
}

/** An XLSX workbook with these sheets, as bytes. */
export function makeWorkbook(sheets: readonly MadeSheet[]): Uint8Array {
  const list = sheets.map(
    ({ name }, index) => `<sheet name="${escape(name)}" sheetId="${index + 7}" r:id="rId${index + 1}"/>`,
  );
  const targets = sheets.map(
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  const files: Record<string, string> = {
    "[Content_Types].xml": `${xml}<Types xmlns="${packages}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    "_rels/.rels": `${xml}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `${xml}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${list.join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${xml}<Relationships xmlns="${packages}/relationships">${targets.join("")}<Relationship Id="rId99" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    "xl/styles.xml": xml + styles,
    ...Object.fromEntries(sheets.map(({ rows }, index) => [`xl/worksheets/sheet${index + 1}.xml`, drawSheet(rows)])),
  };
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
}
