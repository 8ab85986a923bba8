import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { chartPng, pngSize } from "../../../src/renderers/files/chart-png.ts";

const chart = {
  kind: "chart",
  caption: "Passengers",
  shape: "bar",
  series: [
    {
      name: "Passengers",
      points: [
        { x: "Eastmere", y: 3 },
        { x: "Wexcombe", y: 1 },
      ],
    },
  ],
  citations: [],
} as const;

/** The colours of a PNG of four bytes a pixel, as `r,g,b`; only its first rows of filter bytes are undone as far as needed. */
function coloursOf(png: Uint8Array): ReadonlySet<string> {
  const bytes = Buffer.from(png);
  const parts: Buffer[] = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at))
    if (bytes.toString("latin1", at + 4, at + 8) === "IDAT")
      parts.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  const { width, height } = pngSize(png);
  const raw = inflateSync(Buffer.concat(parts));
  const channels = bytes[25] === 6 ? 4 : 3;
  const line = width * channels;
  const before = Buffer.alloc(line);
  const colours = new Set<string>();
  for (let row = 0; row < height; row += 1) {
    const filter = raw[row * (line + 1)] ?? 0;
    const now = Buffer.from(raw.subarray(row * (line + 1) + 1, (row + 1) * (line + 1)));
    for (let at = 0; at < line; at += 1) {
      const [left, up, corner] = [
        at < channels ? 0 : (now[at - channels] ?? 0),
        before[at] ?? 0,
        at < channels ? 0 : (before[at - channels] ?? 0),
      ];
      const guess = left + up - corner;
      const nearest = [left, up, corner].toSorted((a, b) => Math.abs(guess - a) - Math.abs(guess - b))[0] ?? 0;
      const paeth =
        Math.abs(guess - left) <= Math.abs(guess - up) && Math.abs(guess - left) <= Math.abs(guess - corner)
          ? left
          : nearest;
      const added = [0, left, up, (left + up) >> 1, paeth][filter] ?? 0;
      now[at] = ((now[at] ?? 0) + added) & 0xff;
    }
    for (let at = 0; at < line; at += channels) colours.add(`${now[at]},${now[at + 1]},${now[at + 2]}`);
    now.copy(before);
  }
  return colours;
}

describe("a chart as a picture", () => {
  it("is a PNG twice as wide as the drawing, on white, with bars in the colour of their series", async () => {
    const png = await chartPng(chart);
    expect([...png.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    const { width, height } = pngSize(png);
    expect(width).toBe(1280);
    expect(height).toBeGreaterThan(500);
    const colours = coloursOf(png);
    // The blue of the first series, and the paper.
    expect(colours).toContain("18,67,109");
    expect(colours).toContain("255,255,255");
  });
});
