import { createHash } from "node:crypto";
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";

/** One connection of a client, as the server sees it. */
export interface ServerSocket {
  send(text: string): void;
  /** Says goodbye, as RFC 6455 has it. */
  close(): void;
  /** Breaks off without a word. */
  destroy(): void;
  /** From now on nothing is answered any more, pings included: a dead peer. */
  freeze(): void;
  onText(listener: (text: string) => void): void;
  onClose(listener: () => void): void;
}

const magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const opcodes = { text: 1, close: 8, ping: 9, pong: 10 } as const;

function frame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  if (length < 126) return Buffer.concat([Buffer.from([0x80 | opcode, length]), payload]);
  const head = Buffer.alloc(length < 65_536 ? 4 : 10);
  head[0] = 0x80 | opcode;
  if (length < 65_536) {
    head[1] = 126;
    head.writeUInt16BE(length, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([head, payload]);
}

interface ReadFrame {
  readonly opcode: number;
  readonly isLast: boolean;
  readonly payload: Buffer;
  readonly rest: Buffer;
}

/** The first frame of what has come so far; clients mask theirs. */
function readFrame(data: Buffer): ReadFrame | undefined {
  if (data.length < 2) return undefined;
  const short = data[1]! & 0x7f;
  const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
  if (data.length < 2 + extra + 4) return undefined;
  const length = extra === 2 ? data.readUInt16BE(2) : extra === 8 ? Number(data.readBigUInt64BE(2)) : short;
  const start = 2 + extra + 4;
  if (data.length < start + length) return undefined;
  const mask = data.subarray(2 + extra, start);
  const payload = Buffer.from(data.subarray(start, start + length).map((byte, index) => byte ^ mask[index % 4]!));
  return {
    opcode: data[0]! & 0x0f,
    isLast: (data[0]! & 0x80) !== 0,
    payload,
    rest: data.subarray(start + length),
  };
}

/** Takes WebSocket connections on a server; `accept` decides by the request's path. */
export function acceptSockets(
  server: Server,
  accept: (path: string) => boolean,
  onSocket: (socket: ServerSocket, path: string) => void,
): void {
  server.on("upgrade", (request: IncomingMessage, stream: Duplex) => {
    const path = request.url ?? "";
    const key = request.headers["sec-websocket-key"];
    if (!accept(path) || key === undefined)
      return void stream.end("HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n");
    const answer = createHash("sha1")
      .update(key + magic)
      .digest("base64");
    stream.write(
      `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-accept: ${answer}\r\n\r\n`,
    );
    onSocket(wrap(stream), path);
  });
}

function wrap(stream: Duplex): ServerSocket {
  const texts: ((text: string) => void)[] = [];
  const closes: (() => void)[] = [];
  let [data, message, isFrozen] = [Buffer.alloc(0), Buffer.alloc(0), false];

  function take({ opcode, isLast, payload }: ReadFrame): void {
    if (opcode === opcodes.ping) stream.write(frame(opcodes.pong, payload));
    if (opcode === opcodes.close) stream.end(frame(opcodes.close, payload));
    if (opcode > opcodes.text) return;
    message = Buffer.concat([message, payload]);
    if (!isLast) return;
    const text = message.toString("utf8");
    message = Buffer.alloc(0);
    for (const listener of texts) listener(text);
  }

  stream.on("data", (chunk: Buffer) => {
    if (isFrozen) return;
    data = Buffer.concat([data, chunk]);
    for (let next = readFrame(data); next; next = readFrame(data)) {
      data = Buffer.from(next.rest);
      take(next);
    }
  });
  stream.on("error", () => undefined);
  stream.on("close", () => {
    for (const listener of closes) listener();
  });
  return {
    send: (text) => void (stream.destroyed || stream.write(frame(opcodes.text, Buffer.from(text)))),
    close: () => void (stream.destroyed || stream.end(frame(opcodes.close, Buffer.from([0x03, 0xe8])))),
    destroy: () => stream.destroy(),
    freeze() {
      isFrozen = true;
    },
    onText: (listener) => void texts.push(listener),
    onClose: (listener) => void closes.push(listener),
  };
}
