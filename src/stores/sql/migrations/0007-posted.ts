/** The statements that find a post by the platform's id of its message, and the posts of a place. */
export const postedSchema: readonly string[] = [
  `create index outbox_message on outbox ("messageId") where "messageId" is not null`,
  `create index outbox_place on outbox (channel, place, state)`,
];
