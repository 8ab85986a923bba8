/** How far a source is believed, best first. `spun` is a machine-reworded copy: named as such, never linked. */
export const trusts = ["official", "press", "informal", "unsigned", "spun"] as const;
export type Trust = (typeof trusts)[number];

/** The rank of a trust, 0 for the most trusted. */
export function trustRank(trust: Trust): number {
  return trusts.indexOf(trust);
}

/** True where a source may be the only support of a sentence and may be linked. */
export function isSoundTrust(trust: Trust): boolean {
  return trustRank(trust) < trustRank("unsigned");
}

/** Who may see a document, passage, fact or draft. */
export type Audience = "public" | `programme:${string}` | `place:${string}`;

/** Narrows text to an audience. */
export function isAudience(text: string): text is Audience {
  return text === "public" || /^(programme|place):[a-z0-9][a-z0-9-]*$/.test(text);
}

/** Whom an answer is for: everything shown to them carries one of these audiences. Never empty; `public` is always in it. */
export interface Reader {
  readonly audiences: readonly Audience[];
}

/** A reader who sees only what is public. */
export const publicReader: Reader = { audiences: ["public"] };

/** What every store read needs: for whom, and with which knowledge. */
export interface ReadScope {
  readonly reader: Reader;
  /** The last event that counts as known; left out for everything recorded so far. */
  readonly knownSeq?: number;
}

/** Everything that is public and known now. */
export const publicScope: ReadScope = { reader: publicReader };
