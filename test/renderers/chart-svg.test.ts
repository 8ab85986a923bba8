import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Block } from "../../src/core/reply.ts";
import { scalePlaces, scaleValues, shortPlace } from "../../src/renderers/chart-scale.ts";
import { drawChart, titleOf } from "../../src/renderers/chart-svg.ts";

type Chart = Extract<Block, { kind: "chart" }>;

function chartOf(shape: Chart["shape"], series: Readonly<Record<string, Readonly<Record<string, number>>>>): Chart {
  return {
    kind: "chart",
    caption: "Passengers",
    shape,
    citations: [],
    series: Object.entries(series).map(([name, points]) => ({
      name,
      points: Object.entries(points).map(([x, y]) => ({ x, y })),
    })),
  };
}

const textsIn = (svg: string): readonly string[] =>
  Array.from(svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g), ([, text = ""]) => text);
const numbersOf = (svg: string, attribute: string): readonly number[] =>
  Array.from(svg.matchAll(new RegExp(`${attribute}="(-?[\\d.]+)"`, "g")), ([, number]) => Number(number));

describe("the values of a chart", () => {
  it.each([
    [
      [282, 376],
      [0, 100, 200, 300, 400],
    ],
    [
      [1, 5],
      [0, 1, 2, 3, 4, 5],
    ],
    [
      [0.12, 0.31],
      [0, 0.1, 0.2, 0.3, 0.4],
    ],
    [
      [-3, 7],
      [-4, -2, 0, 2, 4, 6, 8],
    ],
    [
      [-10, -2],
      [-10, -8, -6, -4, -2, 0],
    ],
    [
      [5e-324, 0],
      [0, 0.2, 0.4, 0.6, 0.8, 1],
    ],
    [[0], [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [[12_500_000], [0, 2_500_000, 5_000_000, 7_500_000, 10_000_000, 12_500_000]],
  ])("%j stand between round numbers", (values, ticks) => expect(scaleValues(values).ticks).toEqual(ticks));

  it("lie within their ticks, whatever they are", () => {
    const value = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 12 }), (values) => {
        const { ticks, shareOf } = scaleValues(values);
        expect(ticks.length).toBeLessThanOrEqual(12);
        for (const one of values) {
          expect(shareOf(one)).toBeGreaterThanOrEqual(-1e-9);
          expect(shareOf(one)).toBeLessThanOrEqual(1 + 1e-9);
        }
      }),
    );
  });
});

describe("the places of a chart", () => {
  it("stand by their time along a line and side by side below bars", () => {
    const places = ["2026-01", "2026-02", "2026-12"];
    const [line, bar] = [scalePlaces(places, "line"), scalePlaces(places, "bar")];
    expect(line("2026-02") - line("2026-01")).toBeLessThan((line("2026-12") - line("2026-02")) / 5);
    expect(places.map(bar)).toEqual([1 / 6, 0.5, 5 / 6]);
  });

  it.each([
    ["2026-11-08", "8 Nov 2026"],
    ["2026-05", "May 2026"],
    ["2026", "2026"],
    ["September Hall", "September Hall"],
  ])("%s is written %s", (x, text) => expect(shortPlace(x)).toBe(text));
});

describe("a chart", () => {
  it("draws each value at its height, in order of time however the points come", () => {
    const svg = drawChart(chartOf("line", { Eastmere: { "2026-03-31": 0, "2026-01-31": 100, "2026-02-28": 50 } }));
    const ys = Array.from(
      svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g),
      ([, x, y]) => [Number(x), Number(y)] as const,
    );
    const [first, second, third] = ys.slice(0, 3);
    expect([first?.[1], second?.[1], third?.[1]]).toEqual([12, 122, 232]);
    expect((first?.[0] ?? 0) < (second?.[0] ?? 0) && (second?.[0] ?? 0) < (third?.[0] ?? 0)).toBe(true);
  });

  it("draws bars from zero, up and down", () => {
    const svg = drawChart(chartOf("bar", { Sum: { Eastmere: 10, Wexcombe: -10 } }));
    const bars = Array.from(
      svg.matchAll(/<rect x="[\d.]+" y="([\d.]+)" width="[\d.]+" height="([\d.]+)"/g),
      ([, y, height]) => [Number(y), Number(height)],
    );
    expect(bars.slice(0, 2)).toEqual([
      [12, 110],
      [122, 110],
    ]);
  });

  it("names every bar, aslant where the names do not fit side by side", () => {
    const names = [
      "Eastmere",
      "Port Calder",
      "Wexcombe",
      "Long Strand",
      "Ullock Quay",
      "Harrowdene",
      "Saltby Quay",
      "Marlhaven",
      "Kesterby",
    ];
    const svg = drawChart(
      chartOf("bar", { Passengers: Object.fromEntries(names.map((name, index) => [name, index])) }),
    );
    for (const name of names) expect(textsIn(svg)).toContain(name);
    expect(svg.match(/rotate\(-45\)/g)).toHaveLength(names.length);
    const two = drawChart(chartOf("bar", { Passengers: { Eastmere: 1, Wexcombe: 2 } }));
    expect(two).not.toContain("rotate");
    expect(textsIn(two).indexOf("Eastmere")).toBeLessThan(textsIn(two).indexOf("Wexcombe"));
  });

  it("keeps the order of places that are no dates", () => {
    const svg = drawChart(chartOf("bar", { Passengers: { Wexcombe: 2, Eastmere: 1 } }));
    expect(textsIn(svg).indexOf("Wexcombe")).toBeLessThan(textsIn(svg).indexOf("Eastmere"));
  });

  it("tells eight series apart without colour, and names them all", () => {
    const series = Object.fromEntries(
      Array.from({ length: 8 }, (_, index) => [`Pilot ${index + 1}`, { "2026-01": index, "2026-02": 8 - index }]),
    );
    const svg = drawChart(chartOf("line", series));
    for (const name of Object.keys(series)) expect(textsIn(svg)).toContain(name);
    const samples = Array.from(
      svg.matchAll(
        /<line x1="[\d.]+" x2="[\d.]+" y1="[\d.]+" y2="[\d.]+" stroke="#[0-9a-f]{6}" stroke-width="2"(?: stroke-dasharray="([^"]*)")?\/><(circle|path d="([^"]*)")/g,
      ),
      ([, dash = "", shape = "", path = ""]) => {
        const corners = path.split("L").length;
        const isLevel = path
          .replace("M", "")
          .split("L")
          .slice(0, 2)
          .map((corner) => corner.split(" ")[1]);
        return `${dash} ${shape.startsWith("circle") ? "circle" : `${corners} corners ${isLevel[0] === isLevel[1] ? "level" : "pointed"}`}`;
      },
    );
    expect(samples).toHaveLength(8);
    expect(new Set(samples).size).toBe(8);
  });

  it("is described, and escapes what it names", () => {
    const chart = {
      ...chartOf("line", { '<b> & "x"': { "2026-01": 1 } }),
      caption: 'A "caption" <script>',
      unit: "people",
    };
    const svg = drawChart(chart);
    expect(svg).toContain('role="img" aria-label="A &quot;caption&quot; &lt;script&gt; (people)"');
    expect(svg).toContain(">&lt;b&gt; &amp; &quot;x&quot;</text>");
    expect(svg).not.toContain("<script");
    expect(titleOf({ caption: "Spent (£)", unit: "£" })).toBe("Spent (£)");
  });

  it("stays inside its drawing and free of what is no number, at any width", () => {
    const value = fc.oneof(fc.integer({ min: -1e9, max: 1e9 }), fc.constant(Number.NaN), fc.constant(Infinity));
    const place = fc.oneof(
      fc.constantFrom("2026-01", "2026-02-28", "2027"),
      fc.string({ minLength: 1, maxLength: 40 }),
    );
    const points = fc.array(fc.record({ x: place, y: value }), { maxLength: 15 });
    const series = fc.array(fc.record({ name: fc.string({ maxLength: 80 }), points }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(series, fc.constantFrom("line", "bar"), fc.constantFrom(320, 640), (drawn, shape, width) => {
        const svg = drawChart({ kind: "chart", caption: "c", shape, series: drawn, citations: [] }, width);
        expect(svg.replaceAll(/>[^<]*</g, "><")).not.toMatch(/NaN|Infinity|undefined/);
        const height = numbersOf(svg, " height")[0] ?? 0;
        for (const x of [...numbersOf(svg, "cx"), ...numbersOf(svg, "x2")]) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(width);
        }
        for (const y of [...numbersOf(svg, "cy"), ...numbersOf(svg, "y1")]) {
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y).toBeLessThanOrEqual(height);
        }
      }),
    );
  });
});
