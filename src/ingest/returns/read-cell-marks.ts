import { unzipSync } from "fflate";

/** What a cell is beyond its value; the reader of workbooks tells a percentage from no number and a failed formula from no empty cell. */
export type CellMark =
  | { readonly kind: "percent" }
  | { readonly kind: "failed"; readonly value: string }
  /** A formula that no program has worked out yet. */
  | { readonly kind: "uncomputed" };

/** A workbook that unpacks to more than this is no return of a programme. */
const maxUnpackedBytes = 100 * 1024 * 1024;

/** The number formats of percentages that every workbook has: ECMA-376 part 1, 18.8.30. */
const percentFormats: ReadonlySet<string> = new Set(["9", "10"]);

/** The marks of every sheet in the workbook's order, by address (`C5`). Throws where it cannot be unpacked or is too large. */
export function readCellMarks(bytes: Uint8Array): readonly ReadonlyMap<string, CellMark>[] {
  const files = unpack(bytes);
  const percents = percentStyles(files.get("xl/styles.xml") ?? "");
  return sheetPaths(files).map((path) => marksOf(files.get(path) ?? "", percents));
}

function unpack(bytes: Uint8Array): ReadonlyMap<string, string> {
  let total = 0;
  const files = unzipSync(bytes, {
    filter({ name, originalSize }) {
      total += originalSize;
      if (total > maxUnpackedBytes) throw new RangeError("it unpacks to more than 100 MB");
      return /\.(?:xml|rels)$/.test(name);
    },
  });
  return new Map(Object.entries(files).map(([name, file]) => [name, new TextDecoder().decode(file)]));
}

/** The attributes of a tag, without the prefixes of their names. */
function attributesOf(tag: string): ReadonlyMap<string, string> {
  return new Map(
    Array.from(tag.matchAll(/(?:\w+:)?(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g), ([, name = "", double, single]) => [
      name,
      double ?? single ?? "",
    ]),
  );
}

/** The files of the sheets, in the order of the workbook. */
function sheetPaths(files: ReadonlyMap<string, string>): readonly string[] {
  const relations = tagsOf(files.get("xl/_rels/workbook.xml.rels") ?? "", "Relationship").map(attributesOf);
  const targets = new Map(relations.map((relation) => [relation.get("Id"), relation.get("Target") ?? ""]));
  return tagsOf(files.get("xl/workbook.xml") ?? "", "sheet").map((tag) => {
    // `id` is `r:id` here; `sheetId` has a name of its own.
    const target = targets.get(attributesOf(tag).get("id")) ?? "";
    return target.startsWith("/") ? target.slice(1) : `xl/${target}`;
  });
}

function tagsOf(xml: string, name: string): readonly string[] {
  return xml.match(new RegExp(`<(?:\\w+:)?${name}(?=[\\s/>])[^>]*>`, "g")) ?? [];
}

/** The numbers of the cell styles that show a percentage. */
function percentStyles(styles: string): ReadonlySet<string> {
  const own = tagsOf(styles, "numFmt")
    .map(attributesOf)
    .flatMap((format) => (/%/.test(format.get("formatCode") ?? "") ? [format.get("numFmtId") ?? ""] : []));
  const cellStyles = /<(?:\w+:)?cellXfs\b.*?<\/(?:\w+:)?cellXfs>/s.exec(styles)?.[0] ?? "";
  const formats = tagsOf(cellStyles, "xf").map((tag) => attributesOf(tag).get("numFmtId") ?? "");
  return new Set(
    formats.flatMap((format, style) => (percentFormats.has(format) || own.includes(format) ? [String(style)] : [])),
  );
}

function marksOf(sheet: string, percents: ReadonlySet<string>): ReadonlyMap<string, CellMark> {
  const marks = new Map<string, CellMark>();
  const cells = sheet.matchAll(/<(?:\w+:)?c(\s[^>]*?)(?:\/>|>(.*?)<\/(?:\w+:)?c>)/gs);
  for (const [, tag = "", content = ""] of cells) {
    const attributes = attributesOf(tag);
    const [address, type = "n"] = [attributes.get("r"), attributes.get("t")];
    const mark = markOf({ type, content, isPercent: percents.has(attributes.get("s") ?? "") });
    if (address !== undefined && mark) marks.set(address, mark);
  }
  return marks;
}

function markOf({
  type,
  content,
  isPercent,
}: {
  readonly type: string;
  readonly content: string;
  readonly isPercent: boolean;
}): CellMark | undefined {
  const value = /<(?:\w+:)?v[^>]*>([^<]*)</.exec(content)?.[1];
  if (type === "e") return { kind: "failed", value: value ?? "an error" };
  if (/<(?:\w+:)?f[\s/>]/.test(content) && value === undefined) return { kind: "uncomputed" };
  return type === "n" && isPercent ? { kind: "percent" } : undefined;
}
