import type { Block } from "../core/reply.ts";
import { cleanLine } from "./clean-text.ts";
import { formatDate } from "./format-date.ts";

type Chart = Extract<Block, { kind: "chart" }>;

const [width, height] = [640, 300];
const margin = { left: 56, right: 16, top: 16, bottom: 56 } as const;
const inner = { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom } as const;
/** Tell apart without colour alone: each series has a dash of its own. https://analysisfunction.civilservice.gov.uk/policy-store/data-visualisation-colours-in-charts/ */
const strokes = [
  { colour: "#12436d", dash: "" },
  { colour: "#f46a25", dash: "8 4" },
  { colour: "#28a197", dash: "2 4" },
  { colour: "#801650", dash: "12 4 2 4" },
] as const;
const text = "#0b0c0c";
const grid = "#b1b4b6";
/** Labels below the axis do not run into each other. */
const mostLabels = 7;

function escape(words: string): string {
  const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return cleanLine(words).replaceAll(/[&<>"]/g, (character) => entities[character] ?? character);
}

/** A round number at or above a value, so that the axis ends on a tick: 1, 2, 2.5 or 5 times a power of ten. */
export function niceCeiling(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= value) ?? 10;
  return step * power;
}

function labelOf(x: string): string {
  return /^\d{4}(-\d{2}){0,2}$/.test(x) ? formatDate(x) : x;
}

/** A chart as SVG with presentation attributes only, so that it needs no style of the page. Its data is in a table beside it. */
export function drawChart(chart: Chart): string {
  const places = [...new Set(chart.series.flatMap(({ points }) => points.map(({ x }) => x)))].toSorted();
  const values = chart.series.flatMap(({ points }) => points.map(({ y }) => y));
  const top = niceCeiling(Math.max(...values, 0));
  const bottom = Math.min(...values, 0);
  const [slot, count] = [inner.width / Math.max(places.length, 1), places.length];
  const xOf = (x: string): number => margin.left + slot * (places.indexOf(x) + 0.5);
  const yOf = (y: number): number => margin.top + inner.height * (1 - (y - bottom) / (top - bottom));
  const round = (value: number): string => value.toFixed(1);

  const lines = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const value = bottom + (top - bottom) * share;
    const [y, label] = [round(yOf(value)), value.toLocaleString("en-GB", { maximumFractionDigits: 1 })];
    return `<line x1="${margin.left}" x2="${width - margin.right}" y1="${y}" y2="${y}" stroke="${grid}"/><text x="${margin.left - 8}" y="${y}" dy="4" text-anchor="end">${label}</text>`;
  });
  const every = Math.ceil(count / mostLabels);
  const labels = places.flatMap((x, index) =>
    index % every === 0
      ? [
          `<text x="${round(xOf(x))}" y="${height - margin.bottom + 20}" text-anchor="middle">${escape(labelOf(x))}</text>`,
        ]
      : [],
  );
  const drawn = chart.series.map(({ points }, index) => {
    const { colour, dash } = strokes[index % strokes.length] ?? strokes[0];
    if (chart.shape === "bar") {
      const wide = (slot * 0.7) / chart.series.length;
      const bars = points.map(({ x, y }) => {
        const from = xOf(x) - slot * 0.35 + wide * index;
        const [high, low] = [yOf(Math.max(y, 0)), yOf(Math.min(y, 0))];
        return `<rect x="${round(from)}" y="${round(high)}" width="${round(wide)}" height="${round(low - high)}" fill="${colour}"/>`;
      });
      return bars.join("");
    }
    const ordered = points.toSorted((left, right) => (left.x < right.x ? -1 : 1));
    const path = ordered.map(({ x, y }) => `${round(xOf(x))},${round(yOf(y))}`).join(" ");
    const dots = ordered.map(
      ({ x, y }) => `<circle cx="${round(xOf(x))}" cy="${round(yOf(y))}" r="4" fill="${colour}"/>`,
    );
    return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"${dash && ` stroke-dasharray="${dash}"`}/>${dots.join("")}`;
  });
  const legend = chart.series.map(({ name }, index) => {
    const { colour, dash } = strokes[index % strokes.length] ?? strokes[0];
    const x = margin.left + index * (inner.width / chart.series.length);
    const y = height - 14;
    return `<line x1="${round(x)}" x2="${round(x + 24)}" y1="${y - 4}" y2="${y - 4}" stroke="${colour}" stroke-width="3"${dash && ` stroke-dasharray="${dash}"`}/><text x="${round(x + 30)}" y="${y}">${escape(name)}</text>`;
  });
  const title = escape(chart.unit === undefined ? chart.caption : `${chart.caption} (${chart.unit})`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}" font-family="Arial, sans-serif" font-size="14" fill="${text}">`,
    ...lines,
    ...labels,
    ...drawn,
    ...legend,
    "</svg>",
  ].join("");
}
