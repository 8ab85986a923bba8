/** Where a sent message is: its id, and what tells it from an ordinary message of its conversation. */
export interface SentMessage {
  readonly id: string;
  /** Shown to one person only. */
  readonly isTargeted?: boolean;
  /** The conversation that it is in, where that is another one than its target says. */
  readonly conversationId?: string;
}

const targeted = "targeted:";
const chat = "chat:";

/** A message's id as the outbox keeps it, so that an edit finds it. */
export function encodeMessageId({ id, isTargeted = false, conversationId }: SentMessage): string {
  if (isTargeted) return targeted + id;
  return conversationId === undefined ? id : `${chat}${encodeURIComponent(conversationId)}/${id}`;
}

/** The message that an id of the outbox means. */
export function decodeMessageId(text: string): SentMessage {
  if (text.startsWith(targeted)) return { id: text.slice(targeted.length), isTargeted: true };
  if (!text.startsWith(chat)) return { id: text };
  const [conversation = "", ...id] = text.slice(chat.length).split("/");
  return { id: id.join("/"), conversationId: decodeURIComponent(conversation) };
}
