import { crc32, deflateSync } from "node:zlib";

/** A colour with its opacity, each from 0 to 255. */
export type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

/** A square picture: for each pixel its colour. */
export interface Picture {
  readonly size: number;
  readonly colourAt: (x: number, y: number) => Rgba;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const whole = Buffer.alloc(named.length + 8);
  whole.writeUInt32BE(content.length, 0);
  named.copy(whole, 4);
  whole.writeUInt32BE(crc32(named), named.length + 4);
  return whole;
}

/** A picture as PNG, eight bits a channel with opacity: https://www.w3.org/TR/png-3/ */
export function encodePng({ size, colourAt }: Picture): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  // Each line begins with the number of its filter, which is 0 for none.
  const lines = Buffer.alloc(size * (1 + size * 4));
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) lines.set(colourAt(x, y), y * (1 + size * 4) + 1 + x * 4);
  }
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(lines, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
