import { assertNever } from "../core/assert-never.ts";
import { isSoundTrust } from "../core/trust.ts";
import type { Trust } from "../core/trust.ts";

/** Says in words how far a source is believed. */
export function trustWords(trust: Trust): string {
  switch (trust) {
    case "official":
      return "an official source";
    case "press":
      return "a press or sector source";
    case "informal":
      return "an informal source";
    case "unsigned":
      return "an unsigned source, not linked";
    case "spun":
      return "a machine-reworded copy, not linked";
    default:
      return assertNever(trust);
  }
}

/** What a reader must be told of a source before they rely on it; undefined for an official or press source. */
export function trustCaution(trust: Trust): string | undefined {
  return trust === "official" || trust === "press" ? undefined : trustWords(trust);
}

/**
 * The address that may be linked for a source, or undefined: only http and https without a password, and only where the
 * source is sound enough to send a reader to.
 */
export function linkOf(source: { readonly url?: string; readonly trust: Trust }): string | undefined {
  if (source.url === undefined || !isSoundTrust(source.trust) || !URL.canParse(source.url)) return undefined;
  const url = new URL(source.url);
  if (url.protocol !== "https:" && url.protocol !== "http:") return undefined;
  return url.username === "" && url.password === "" ? url.href : undefined;
}

/** A phrase as the beginning of a line. */
export function capitalise(phrase: string): string {
  return phrase.charAt(0).toUpperCase() + phrase.slice(1);
}
