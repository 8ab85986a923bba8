import type { ShownReply } from "../../../core/posted.ts";
import type { Pressed } from "../inbound/arrivals.ts";
import type { DeliveryParts } from "../inbound/deliveries.ts";
import { encodeMessageId } from "../outbound/message-ids.ts";

/** What stands under the message of ours that a request came from, whoever runs now; undefined where it is not kept any more. */
export async function shownUnder(
  { activity, origin }: Pressed,
  { desk }: Pick<DeliveryParts, "desk">,
): Promise<ShownReply | undefined> {
  const { replyToId: id, conversation } = activity;
  if (id === undefined) return undefined;
  const place = origin.place.id;
  return desk.shownAt([
    { place, messageId: encodeMessageId({ id }) },
    { place, messageId: encodeMessageId({ id, isTargeted: true }) },
    // What was meant for another place and went to this chat.
    { messageId: encodeMessageId({ id, conversationId: conversation.id }) },
  ]);
}
