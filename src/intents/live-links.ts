import type { Reply } from "../core/reply.ts";
import type { LedgerReader } from "../core/store.ts";
import type { Reader } from "../core/trust.ts";

/**
 * A reply whose links still open: of an update whose message was deleted, or that was withdrawn since, the stored words are left
 * and no link.
 */
export async function withLiveLinks(
  reply: Reply,
  reader: Reader,
  ledger: Pick<LedgerReader, "updates">,
): Promise<Reply> {
  const linked = reply.citations.flatMap((citation) =>
    citation.kind === "fact" && citation.update !== undefined && citation.url !== undefined ? [citation.update] : [],
  );
  if (linked.length === 0) return reply;
  const updates = await ledger.updates({ reader }, { ids: [...new Set(linked)] });
  const live = new Set(updates.flatMap(({ id, source }) => (source === "deleted" ? [] : [id])));
  if (linked.every((id) => live.has(id))) return reply;
  const citations = reply.citations.map((citation) => {
    if (citation.kind !== "fact" || citation.update === undefined || live.has(citation.update)) return citation;
    const { url: _url, ...rest } = citation;
    return rest;
  });
  return { ...reply, citations };
}
