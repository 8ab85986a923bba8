/** A picture before it is drawn. */
export interface Picture {
  /** The name of its file, without what follows the point. */
  readonly name: string;
  /** What it shows, in a sentence. */
  readonly caption: string;
  /** What stands on it as HTML; the places of cards are left empty: see `cards`. */
  readonly html: string;
  /** Adaptive Cards by the id of the element that they are drawn into. */
  readonly cards?: Readonly<Record<string, unknown>>;
}

/** One thing that somebody did, and everything that the app called because of it, in order. */
export interface Step {
  readonly who: string;
  readonly does: string;
  /** What they wrote, pressed or sent. */
  readonly what?: unknown;
  /** What the app answered inside the same request, where it did. */
  readonly answered?: unknown;
  readonly calls: readonly unknown[];
}

/** A conversation as it was played. */
export interface Played {
  readonly steps: readonly Step[];
  readonly pictures: readonly Picture[];
}
