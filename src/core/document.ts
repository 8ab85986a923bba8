import type { Audience, Trust } from "./trust.ts";
import type { Instant } from "./time.ts";

/** What a document says of itself. `id` is its path below `documents/`, with forward slashes: `pfpp/luton.md`. */
export interface DocumentMeta {
  readonly id: string;
  readonly title: string;
  readonly sourceTitle?: string;
  readonly publisher?: string;
  readonly url?: string;
  readonly published?: string;
  readonly trust: Trust;
  readonly programme?: string;
  readonly participation?: string;
  readonly audience: Audience;
  readonly marking?: string;
}

/** One stored state of a document. */
export interface DocumentVersion {
  /** `<document id>@<first 12 hex digits of sha256>`. */
  readonly id: string;
  readonly meta: DocumentMeta;
  /** The whole file as read, UTF-16; every span counts in it. */
  readonly rawText: string;
  /** sha256 over the file's bytes, its resolved description and the rules of cutting, hex: another one is another version. */
  readonly sha256: string;
  readonly recordedSeq: number;
  readonly recordedAt: Instant;
}

/** A stretch of a document that is found and cited as one. `start` and `end` are UTF-16 offsets into the version's raw text. */
export interface Passage {
  readonly id: string;
  readonly versionId: string;
  readonly documentId: string;
  /** Position in the document, from 0. */
  readonly position: number;
  readonly headingPath: readonly string[];
  /** The text as shown and searched: Markdown marks removed, white space single. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The sentences in order, each with its own span in the raw text. */
  readonly sentences: readonly PassageSentence[];
  /** sha256 of what the encoder is given, hex: equal passages share one embedding. */
  readonly sha256: string;
  readonly meta: DocumentMeta;
}

/** A sentence of a passage: `text` as shown, and where it stands in the raw text. */
export interface PassageSentence {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}
