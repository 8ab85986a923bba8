import type { Block } from "../core/reply.ts";
import { chartPlaces } from "./chart-rows.ts";
import { scalePlaces, scaleValues, shortPlace } from "./chart-scale.ts";
import { cleanLine } from "./clean-text.ts";

type Chart = Extract<Block, { kind: "chart" }>;

/** Colours that can be told apart: https://analysisfunction.civilservice.gov.uk/policy-store/data-visualisation-colours-in-charts/ */
const colours = ["#12436d", "#f46a25", "#28a197", "#801650", "#3d3d3d", "#a285d1"] as const;
/** Series are told apart without colour too: by dash and by the shape of their points. */
const dashes = ["", "8 4", "2 4", "12 4 2 4"] as const;
const textColour = "#0b0c0c";
const gridColour = "#b1b4b6";
const fontSize = 14;
/** An average letter of Arial at this size, rounded up. */
const letterWidth = 7.6;
const plotHeight = 220;
const lineHeight = 22;

/** The drawing of one chart: its measures, and where things stand in it. */
interface Frame {
  readonly chart: Chart;
  readonly places: readonly string[];
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly xOf: (x: string) => number;
  readonly yOf: (y: number) => number;
}

/**
 * A chart as SVG of a width in pixels, with presentation attributes only, so that it needs no style of the page. Values that
 * are no numbers are left out. The data belongs into a table beside it.
 */
export function drawChart(given: Chart, width = 640): string {
  const chart = withNumbers(given);
  const values = chart.series.flatMap(({ points }) => points.map(({ y }) => y));
  const places = chartPlaces(chart.series);
  const scale = scaleValues(values);
  const labels = scale.ticks.map((tick) => tick.toLocaleString("en-GB", { maximumFractionDigits: 10 }));
  const left = Math.ceil(Math.max(...labels.map(({ length }) => length)) * letterWidth) + 16;
  const [right, top, bottom] = [width - 12, 12, 12 + plotHeight];
  const placeOf = scalePlaces(places, chart.shape);
  const xOf = (x: string): number => left + (right - left) * placeOf(x);
  const yOf = (y: number): number => bottom - plotHeight * scale.shareOf(y);
  const frame: Frame = { chart, places, left, right, top, bottom, xOf, yOf };
  const grid = scale.ticks.map((tick, index) => drawTick(yOf(tick), labels[index] ?? "", { left, right }));
  const below = drawPlaces(frame);
  const legend = drawLegend(frame, bottom + below.height);
  const height = bottom + below.height + legend.height + 8;
  const title = escape(titleOf(chart));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${title}" font-family="Arial, sans-serif" font-size="${fontSize}" fill="${textColour}">`,
    ...grid,
    below.markup,
    ...chart.series.map((series, index) => (chart.shape === "bar" ? drawBars : drawLine)(frame, series, index)),
    legend.markup,
    "</svg>",
  ].join("");
}

/** The caption of a chart with its unit, where that does not say it already. */
export function titleOf({ caption, unit }: Pick<Chart, "caption" | "unit">): string {
  return unit === undefined || caption.includes(unit) ? caption : `${caption} (${unit})`;
}

function withNumbers(chart: Chart): Chart {
  const series = chart.series.map(({ name, points }) => ({
    name,
    points: points.filter(({ y }) => Number.isFinite(y)),
  }));
  return { ...chart, series };
}

function escape(words: string): string {
  const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return cleanLine(words).replaceAll(/[&<>"]/g, (character) => entities[character] ?? character);
}

function round(value: number): string {
  return value.toFixed(1).replace(/\.0$/, "");
}

function drawTick(y: number, label: string, { left, right }: Pick<Frame, "left" | "right">): string {
  const at = round(y);
  return `<line x1="${left}" x2="${right}" y1="${at}" y2="${at}" stroke="${gridColour}"/><text x="${left - 8}" y="${at}" dy="5" text-anchor="end">${label}</text>`;
}

interface Drawn {
  readonly markup: string;
  readonly height: number;
}

/** The places below the axis: level where they fit, else aslant where every bar has to be named, else some of them. */
function drawPlaces({ chart, places, left, right, bottom, xOf }: Frame): Drawn {
  const labels = places.map((x) => ({ at: xOf(x), text: shorten(shortPlace(x), 24) }));
  const longest = Math.max(0, ...labels.map(({ text }) => text.length)) * letterWidth;
  const room = (right - left) / Math.max(places.length, 1);
  if (longest + 8 > room && chart.shape === "bar") {
    const aslant = labels.map(
      ({ at, text }) =>
        `<text transform="translate(${round(at + 4)} ${bottom + 16}) rotate(-45)" text-anchor="end">${escape(text)}</text>`,
    );
    return { markup: aslant.join(""), height: Math.ceil(longest * 0.72) + 24 };
  }
  const shown: string[] = [];
  let free = -Infinity;
  for (const { at, text } of labels) {
    const half = (text.length * letterWidth) / 2;
    // Kept inside the drawing at both ends.
    const middle = Math.min(Math.max(at, half), right + 12 - half);
    if (middle - half < free) continue;
    shown.push(`<text x="${round(middle)}" y="${bottom + 20}" text-anchor="middle">${escape(text)}</text>`);
    free = middle + half + 10;
  }
  return { markup: shown.join(""), height: 32 };
}

function styleOf(index: number): { readonly colour: string; readonly dash: string } {
  const dash = dashes[index % dashes.length] ?? "";
  return { colour: colours[index % colours.length] ?? colours[0], dash: dash && ` stroke-dasharray="${dash}"` };
}

/** A point of a series: a circle, a square, a triangle or a diamond. */
function drawPoint(x: number, y: number, index: number): string {
  const { colour } = styleOf(index);
  const path = (...corners: readonly (readonly [number, number])[]): string =>
    `<path d="M${corners.map(([right, down]) => `${round(x + right)} ${round(y + down)}`).join("L")}Z" fill="${colour}"/>`;
  switch (Math.floor(index / 2) % 4) {
    case 0:
      return `<circle cx="${round(x)}" cy="${round(y)}" r="4" fill="${colour}"/>`;
    case 1:
      return path([-4, -4], [4, -4], [4, 4], [-4, 4]);
    case 2:
      return path([0, -5], [5, 4], [-5, 4]);
    default:
      return path([0, -5.5], [5.5, 0], [0, 5.5], [-5.5, 0]);
  }
}

type Series = Chart["series"][number];

function drawLine({ places, xOf, yOf }: Frame, { points }: Series, index: number): string {
  const { colour, dash } = styleOf(index);
  const ordered = points.toSorted((left, right) => places.indexOf(left.x) - places.indexOf(right.x));
  const path = ordered.map(({ x, y }) => `${round(xOf(x))},${round(yOf(y))}`).join(" ");
  const line = `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"${dash}/>`;
  return (ordered.length > 1 ? line : "") + ordered.map(({ x, y }) => drawPoint(xOf(x), yOf(y), index)).join("");
}

function drawBars({ chart, places, left, right, xOf, yOf }: Frame, { points }: Series, index: number): string {
  const room = ((right - left) / Math.max(places.length, 1)) * 0.7;
  const width = room / chart.series.length;
  const bars = points.map(({ x, y }) => {
    const [high, low] = [yOf(Math.max(y, 0)), yOf(Math.min(y, 0))];
    return `<rect x="${round(xOf(x) - room / 2 + width * index)}" y="${round(high)}" width="${round(width)}" height="${round(low - high)}" fill="${styleOf(index).colour}"/>`;
  });
  return bars.join("");
}

/** What each series is called, on as many lines as it takes. */
function drawLegend({ chart, left, right }: Frame, top: number): Drawn {
  const sample = 34;
  const most = Math.floor((right - left - sample) / letterWidth);
  let [x, y] = [left, top + 16];
  const items = chart.series.map(({ name }, index) => {
    const text = shorten(cleanLine(name), most);
    const width = sample + text.length * letterWidth + 18;
    if (x > left && x + width - 18 > right) [x, y] = [left, y + lineHeight];
    const at = x;
    x += width;
    return `${drawSample(chart.shape, { x: at, y }, index)}<text x="${round(at + sample)}" y="${y}">${escape(text)}</text>`;
  });
  return { markup: items.join(""), height: items.length === 0 ? 0 : y - top + 8 };
}

function drawSample(
  shape: Chart["shape"],
  { x, y }: { readonly x: number; readonly y: number },
  index: number,
): string {
  const { colour, dash } = styleOf(index);
  if (shape === "bar") return `<rect x="${round(x + 8)}" y="${y - 11}" width="14" height="14" fill="${colour}"/>`;
  const line = `<line x1="${round(x)}" x2="${round(x + 28)}" y1="${y - 5}" y2="${y - 5}" stroke="${colour}" stroke-width="2"${dash}/>`;
  return line + drawPoint(x + 14, y - 5, index);
}

function shorten(text: string, most: number): string {
  return [...text].length <= most ? text : `${[...text].slice(0, Math.max(most - 1, 1)).join("")}…`;
}
