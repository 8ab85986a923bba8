import { readPence } from "../../../core/money.ts";
import type { Day } from "../../../core/time.ts";
import { fold } from "../../../core/words.ts";
import { isDay } from "../../../core/time.ts";
import type { HelpWanted, Metric, Milestone, NextStep, Risk } from "../../../core/update.ts";

/*
 * How a list is written in a form: one item a line, its parts with bars between them. A bar inside a part is written \|, a
 * new line \n, a backslash \\. What is written here is read back as the same item.
 */

/** A line as it was read, or what is wrong with it. */
export type ReadLine<Item> = { readonly item: Item } | { readonly error: string };

function writeParts(parts: readonly (string | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined)
    .map((part) => part.replaceAll("\\", "\\\\").replaceAll("|", "\\|").replaceAll("\n", "\\n"))
    .join(" | ");
}

function readParts(line: string): readonly string[] {
  const parts = [""];
  for (const [token] of line.matchAll(/\\.|[^\\|]+|\||\\/gs)) {
    if (token === "|") parts.push("");
    else parts[parts.length - 1] += unescaped(token);
  }
  return parts.map((part) => part.trim());
}

/** A backslash before anything else stands for itself. */
function unescaped(token: string): string {
  if (token === "\\n") return "\n";
  return token === "\\|" || token === "\\\\" ? token.slice(1) : token;
}

/** Words of a person in a sentence of ours, shortened where they are many. */
export function clip(text: string): string {
  return text.length > mostQuoted ? `${text.slice(0, mostQuoted).trimEnd()}…` : text;
}

const mostQuoted = 80;

const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/** Reads `2026-11-30`, `30/11/2026` or `30 November 2026`; undefined for anything else. */
export function readWrittenDay(text: string): Day | undefined {
  const said = text.trim().toLowerCase();
  const numbers = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(said);
  const words = /^(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})$/.exec(said);
  const month = words ? months.indexOf((words[2] ?? "").slice(0, 3)) + 1 : Number(numbers?.[2]);
  const found = numbers ?? words;
  const day = found ? `${found[3]}-${twoDigits(month)}-${twoDigits(Number(found[1]))}` : said;
  return isDay(day) ? day : undefined;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}

function notADay(text: string): { readonly error: string } {
  return { error: `“${clip(text)}” is not a date. Write it as 2026-11-30 or 30 November 2026.` };
}

/** `Wardens start | 2026-11-30 | forecast 2026-12-05 | done 2026-12-04`; `done` alone where no day is known. */
export function writeMilestone({ name, due, forecast, done }: Milestone): string {
  const finished = done === undefined ? undefined : done === true ? "done" : `done ${done}`;
  return writeParts([name, due, forecast && `forecast ${forecast}`, finished]);
}

/** Reads what `writeMilestone` writes. */
export function readMilestone(line: string): ReadLine<Milestone> {
  const [name = "", ...parts] = readParts(line);
  if (name === "") return { error: "The name of the milestone is missing: write it before the first bar." };
  const item: { name: string; due?: Day; forecast?: Day; done?: Day | true } = { name };
  for (const part of parts.filter((one) => one !== "")) {
    const match = /^(due|forecast|done)\b:?\s*(.*)$/is.exec(part);
    const said = match ? (match[2] ?? "") : part;
    const key = dayKeys.find((one) => one === match?.[1]?.toLowerCase()) ?? "due";
    const day = key === "done" && said === "" ? true : readWrittenDay(said);
    if (day === undefined) return notADay(said);
    if (item[key] !== undefined)
      return { error: `“${clip(part)}” is a second day of that kind. Write ${oneDay[key]} once.` };
    if (key === "done") item.done = day;
    else if (day !== true) item[key] = day;
  }
  return { item };
}

const dayKeys = ["due", "forecast", "done"] as const;
const oneDay = { due: "the due day", forecast: "“forecast” with its day", done: "“done”" } as const;

/** `referrals | 42 people | target 60`. */
export function writeMetric({ name, value, unit, target }: Metric): string {
  const amount = unit === undefined ? String(value) : `${value} ${unit}`;
  return writeParts([name, amount, target === undefined ? undefined : `target ${target}`]);
}

function saysNoNumber(name: string, amount: string): string {
  return amount === "" ? `“${clip(name)}” has no number after it.` : `“${clip(amount)}” is not a number.`;
}

/** Reads what `writeMetric` writes. */
export function readMetric(line: string): ReadLine<Metric> {
  const [name = "", amount = "", ...rest] = readParts(line);
  if (name === "") return { error: "The name of the figure is missing: write it before the first bar." };
  const match = /^(?:(£)\s*)?([-+]?[\d,]*\.?\d+(?:e[-+]?\d+)?)\s*(.*)$/is.exec(amount);
  const value = readNumber(match?.[2]);
  const [sign = "", said = ""] = [match?.[1], match?.[3]?.trim()];
  if (value === undefined || (sign !== "" && said !== ""))
    return { error: `${saysNoNumber(name, amount)} Write a line as: referrals | 42 | target 60` };
  const unit = sign === "" ? said : sign;
  const goals = rest.filter((part) => part !== "");
  const [goal] = goals;
  const target = goal === undefined ? undefined : readTarget(goal, unit);
  if (goals.length > 1 || (goal !== undefined && target === undefined))
    return { error: `“${clip(goals.join(" | "))}” is not a target${inUnit(unit)}. Write: target 60` };
  return { item: { name, value, ...(unit !== "" && { unit }), ...(target !== undefined && { target }) } };
}

/** A target is in the unit of its figure, which may be written again. */
function readTarget(goal: string, unit: string): number | undefined {
  const said = goal.replace(/^target\b:?\s*/i, "");
  const isSame = (written: string): boolean => written === "" || unitWord(written) === unitWord(unit);
  const match = /^(£?)\s*([-+]?[\d,]*\.?\d+(?:e[-+]?\d+)?)\s*(.*)$/is.exec(said);
  const [sign = "", number, after = ""] = match?.slice(1) ?? [];
  return isSame(sign) && isSame(after.trim()) ? readNumber(number) : undefined;
}

function unitWord(unit: string): string {
  return fold(unit).replace(/^per ?cent$/, "%");
}

function inUnit(unit: string): string {
  return unit === "" ? "" : ` in ${clip(unit)}`;
}

/** Reads a number as people write it, with commas; undefined for anything else. */
function readNumber(text: string | undefined): number | undefined {
  const plain = (text ?? "").trim().replace(/,(?=\d{3}(?:\D|$))/g, "");
  const value = Number(plain);
  return plain === "" || Math.abs(value) > Number.MAX_SAFE_INTEGER || Number.isNaN(value) ? undefined : value;
}

/** `contract runs out | owner: programme manager | mitigation: extension asked for`. */
export function writeRisk({ text, ownerRole, mitigation }: Risk): string {
  return writeParts([text, ownerRole && `owner: ${ownerRole}`, mitigation && `mitigation: ${mitigation}`]);
}

/** Reads what `writeRisk` writes. */
export function readRisk(line: string): ReadLine<Risk> {
  const [text = "", ...parts] = readParts(line);
  if (text === "") return { error: "The risk itself is missing: write it before the first bar." };
  const item: { text: string; ownerRole?: string; mitigation?: string } = { text };
  for (const part of parts.filter((one) => one !== "")) {
    const match = /^(owner|mitigation)\s*:\s*(.+)$/is.exec(part);
    if (!match) return { error: `Begin “${clip(part)}” with “owner:” or with “mitigation:”.` };
    const key = match[1]?.toLowerCase() === "owner" ? "ownerRole" : "mitigation";
    if (item[key] !== undefined) return { error: `“${clip(part)}” is a second one of its kind. Write each once.` };
    item[key] = (match[2] ?? "").trim();
  }
  return { item };
}

/** `Department for Coasts | a decision on the contract`; `nameOf` writes the department's id as its name. */
export function writeHelp({ department, text }: HelpWanted, nameOf: (id: string) => string): string {
  return writeParts([nameOf(department), text]);
}

/** Reads what `writeHelp` writes; `idOf` finds the id of a department's name, or gives the name back. */
export function readHelp(line: string, idOf: (name: string) => string): ReadLine<HelpWanted> {
  const [first = "", second, ...more] = readParts(line);
  if (more.length > 0) return { error: "Write a line as: department | what is wanted" };
  const [department, text] = second === undefined ? ["", first] : [first, second];
  if (text === "") return { error: "Say what is wanted, after the bar." };
  return { item: { department: department === "" ? "" : idOf(department), text } };
}

/** `sign the lease | 2026-12-12`. */
export function writeStep({ text, due }: NextStep): string {
  return writeParts([text, due]);
}

/** Reads what `writeStep` writes. */
export function readStep(line: string): ReadLine<NextStep> {
  const [text = "", said = "", ...more] = readParts(line);
  if (text === "") return { error: "The step itself is missing: write it before the bar." };
  if (more.length > 0) return { error: "Write a line as: what is done next | 2026-12-12" };
  const due = readWrittenDay(said.replace(/^by\s+/i, ""));
  if (said !== "" && due === undefined) return notADay(said);
  return { item: { text, ...(due !== undefined && { due }) } };
}

/** An amount of money as a form shows it: `£12,500` or `£12.50`. */
export function writeMoney(pence: number): string {
  const digits = pence % 100 === 0 ? 0 : 2;
  return `£${(pence / 100).toLocaleString("en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}

/** Reads an amount with or without its sign as integer pence; undefined for anything else. */
export function readMoney(text: string): number | undefined {
  const said = text.trim();
  return readPence(said.startsWith("£") ? said : `£${said}`);
}
