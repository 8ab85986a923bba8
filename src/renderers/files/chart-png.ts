import type { Block } from "../../core/reply.ts";
import { drawChart } from "../chart-svg.ts";

/** So much larger than the drawing, for sharp text on dense screens. */
const sharpness = 2;

/**
 * A chart as a PNG, for platforms that show no SVG, drawn for a width in CSS pixels: a narrow one for where it is shown small, so
 * that its words can still be read. The machine's sans-serif font draws its words; where it has none the
 * lines are there without words, and the table beside it says the same.
 */
export async function chartPng(chart: Extract<Block, { kind: "chart" }>, width = 640): Promise<Uint8Array> {
  // A native package, loaded only where a picture is wanted.
  const { Resvg } = await import("@resvg/resvg-js");
  const picture = new Resvg(drawChart(chart, width), {
    background: "#ffffff",
    fitTo: { mode: "width", value: width * sharpness },
    font: { loadSystemFonts: true, defaultFontFamily: "Arial", sansSerifFamily: "Arial" },
  });
  return picture.render().asPng();
}

/** The width and height of a PNG in pixels: https://www.w3.org/TR/png-3/#11IHDR */
export function pngSize(png: Uint8Array): { readonly width: number; readonly height: number } {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}
