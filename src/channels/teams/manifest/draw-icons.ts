import { encodePng } from "./png.ts";
import type { Rgba } from "./png.ts";

/** A speech bubble with three bars in it, on a grid of 32: what is said, and how it goes. */
const bubble = { left: 3, top: 4, right: 29, bottom: 23, corner: 4 } as const;
const tail = { left: 8, right: 15, bottom: 29 } as const;
const bars: readonly { readonly left: number; readonly top: number }[] = [
  { left: 9, top: 15 },
  { left: 14, top: 12 },
  { left: 19, top: 9 },
];
const barWidth = 4;
const barBottom = 19;
const line = 2;

const blue: Rgba = [0x1d, 0x70, 0xb8, 0xff];
const white: Rgba = [0xff, 0xff, 0xff, 0xff];
const clear: Rgba = [0xff, 0xff, 0xff, 0x00];

/** True inside the bubble, drawn smaller by `inset` on every side. */
function isBubble(x: number, y: number, inset: number): boolean {
  const [left, right] = [bubble.left + inset, bubble.right - inset];
  const [top, bottom] = [bubble.top + inset, bubble.bottom - inset];
  if (x < left || x > right || y < top || y > bottom) return false;
  const corner = Math.max(0, bubble.corner - inset);
  const fromX = Math.max(left + corner - x, x - (right - corner), 0);
  const fromY = Math.max(top + corner - y, y - (bottom - corner), 0);
  return Math.hypot(fromX, fromY) <= corner || fromX === 0 || fromY === 0;
}

function isTail(x: number, y: number, inset: number): boolean {
  const top = bubble.bottom - line - 1;
  const bottom = tail.bottom - inset * 2;
  return (
    y >= top &&
    y <= bottom &&
    x >= tail.left + inset &&
    x <= tail.left + inset + ((bottom - y) / (bottom - top)) * (tail.right - tail.left - inset * 2)
  );
}

function isShape(x: number, y: number, inset = 0): boolean {
  return isBubble(x, y, inset) || isTail(x, y, inset);
}

function isBar(x: number, y: number): boolean {
  return bars.some(({ left, top }) => x >= left && x < left + barWidth && y >= top && y <= barBottom);
}

/** The icon of 192 pixels: the bubble in white on blue, its bars blue. */
export function drawColourIcon(): Buffer {
  const size = 192;
  const scale = 32 / size;
  return encodePng({
    size,
    colourAt(column, row) {
      const [x, y] = [(column + 0.5) * scale, (row + 0.5) * scale];
      return isShape(x, y) && !isBar(x, y) ? white : blue;
    },
  });
}

/** The icon of 32 pixels: the outline of the bubble and its bars in white on nothing, as Teams asks for. */
export function drawOutlineIcon(): Buffer {
  return encodePng({
    size: 32,
    colourAt(column, row) {
      const [x, y] = [column + 0.5, row + 0.5];
      return (isShape(x, y) && !isShape(x, y, line)) || isBar(x, y) ? white : clear;
    },
  });
}
