import type { OutboundPost } from "../../../core/work.ts";

/** The name of the metadata that every message of ours carries. */
export const metadataEvent = "pilotdesk";

/** What a message of ours says of itself to us: the key of its post, and the receipt of the reply it shows. */
export function metadataOf({ key, reply }: Pick<OutboundPost, "key" | "reply">): {
  readonly event_type: string;
  readonly event_payload: { readonly key: string; readonly receipt?: string };
} {
  const receipt = reply?.receipt ?? "";
  return { event_type: metadataEvent, event_payload: { key, ...(receipt !== "" && { receipt }) } };
}
