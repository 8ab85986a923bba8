import type { Block } from "../core/reply.ts";
import { chartPlaces } from "./chart-rows.ts";
import { titleOf } from "./chart-svg.ts";
import { cleanLine } from "./clean-text.ts";
import { formatDate } from "./format-date.ts";

type Chart = Extract<Block, { kind: "chart" }>;
type Series = Chart["series"][number];

/** Of more series than this only the number is said. */
const mostSeries = 4;

/**
 * What a chart shows, in words for whoever cannot see it: its kind and caption, and of each series where it begins and ends, or
 * its lowest and highest bar. Every value stands in the table beside it.
 */
export function describeChart(chart: Chart): string {
  const { series, shape } = chart;
  const title = cleanLine(titleOf(chart));
  const head = `${shape === "line" ? "Line chart" : "Bar chart"}${title === "" ? "" : `: ${title}`}.`;
  if (series.length > mostSeries) return `${head} ${series.length} series. The values are in the table below.`;
  const places = chartPlaces(series);
  const told = series.flatMap((one) => describeSeries(one, { places, shape, isOnly: series.length === 1 }));
  return [head, ...told, "The values are in the table below."].join(" ");
}

function describeSeries(
  { name, points }: Series,
  { places, shape, isOnly }: Pick<Chart, "shape"> & { readonly places: readonly string[]; readonly isOnly: boolean },
): readonly string[] {
  const known = points.filter(({ y }) => Number.isFinite(y));
  const ordered =
    shape === "line"
      ? known.toSorted((left, right) => places.indexOf(left.x) - places.indexOf(right.x))
      : known.toSorted((left, right) => left.y - right.y);
  const [first] = ordered;
  const last = ordered.at(-1);
  if (!first || !last) return [];
  const whose = isOnly ? "" : `${cleanLine(name)}: `;
  const point = ({ x, y }: Series["points"][number]): string =>
    `${y.toLocaleString("en-GB")} (${formatDate(cleanLine(x))})`;
  if (first === last) return [`${whose}${point(first)}.`];
  return [
    shape === "line"
      ? `${whose}From ${point(first)} to ${point(last)}.`
      : `${whose}Lowest ${point(first)}, highest ${point(last)}.`,
  ];
}
