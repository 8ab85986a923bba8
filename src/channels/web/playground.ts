import type { PlaceRef, Sender } from "../../core/origin.ts";
import { publicReader } from "../../core/trust.ts";
import type { Reader } from "../../core/trust.ts";

/** Somebody at a place, as the playground plays them. */
export interface Part {
  readonly sender: Sender;
  readonly place: PlaceRef;
}

/** What a demonstration lets a visitor be: an official who asks, and a local team that reports. */
export interface Playground {
  /** Whom the ask pages are for. */
  readonly reader: Reader;
  readonly official: Part;
  readonly team: Part;
}

/** Whom the pages are for: the public, unless a demonstration shows more. */
export function readerOf(playground: Playground | undefined): Reader {
  return playground?.reader ?? publicReader;
}
