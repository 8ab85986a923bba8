import { createHash } from "node:crypto";
import { canonicalJson } from "./canonical-json.ts";
import type { LedgerEvent } from "./ledger.ts";

/** What the first event names as the hash of the event before it. */
export const genesisHash = "0".repeat(64);

/** sha256 of a text in UTF-8, in hex. */
export function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/** The hash that an event row keeps of its payload: the salt hides short payloads from being guessed after a purge. */
export function hashPayload(salt: string, body: unknown): string {
  return sha256(salt + canonicalJson(body));
}

/** The hash of an event row: over everything in it but the hash itself, so that the chain covers rows and never payloads. */
export function hashEvent(event: Omit<LedgerEvent, "hash">): string {
  const { seq, id, kind, about, occurredAt, recordedAt, actor, payloadId, payloadHash, previousHash } = event;
  return sha256(
    canonicalJson({ seq, id, kind, about, occurredAt, recordedAt, actor, payloadId, payloadHash, previousHash }),
  );
}
