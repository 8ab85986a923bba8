/**
 * What Teams takes. Microsoft's pages name 28, 40, 80 and 100 KB for a message, counted as UTF-16; the smallest is built to.
 * Citations: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bot-messages-ai-generated-content (more than 20
 * are refused with 400). Buttons: an action set shows six.
 */
export const teamsLimits = {
  /** A whole message as JSON in UTF-16, with what the connector is told about its conversation. */
  messageBytes: 28 * 1024,
  /** Kept free of it for sender, recipient and conversation, which are added when it is posted. */
  envelopeBytes: 2 * 1024,
  citations: 20,
  citationName: 80,
  citationAbstract: 480,
  /** All abstracts of a message together, and all links, in characters; many citations get shorter ones. */
  abstractCharacters: 4000,
  linkCharacters: 3000,
  /** The list of sources in a card, in characters; the others are counted. */
  sourceCharacters: 2500,
  buttonsInRow: 6,
  buttonTitle: 60,
  /** All buttons and choices of a card together, as JSON characters; those that do not fit are left out, last first. */
  buttonCharacters: 5000,
  /** Wider tables are drawn as one list of facts for each row. */
  tableColumns: 6,
  mostColumns: 12,
  cellText: 400,
  chartPoints: 150,
  /** Headings, captions, banners. */
  heading: 300,
  fieldValue: 1500,
  sentence: 1500,
  summary: 160,
  dialogTitle: 60,
  optionTitle: 100,
  previewTitle: 120,
  previewText: 240,
  searchResults: 12,
  /** User-specific views: https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/user-specific-views */
  refreshUsers: 60,
  /** Their ids as JSON, in characters: the card itself needs the room. */
  refreshCharacters: 3000,
} as const;

/** How many bytes a payload has as UTF-16 JSON. */
export function payloadBytes(payload: unknown): number {
  return JSON.stringify(payload).length * 2;
}
