/**
 * How much Slack takes, in UTF-16 units unless another unit is named. Slack's own figures are from docs.slack.dev/reference
 * (block-kit, views, methods); figures of ours stay below one that Slack enforces and does not document.
 */
export const slackLimits = {
  /** Of ours: Slack takes 50, and some are kept for what stands below the answer. */
  messageBlocks: 40,
  /** Of ours: Slack refuses about 13,200 over all blocks with `msg_blocks_too_long`. */
  messageCharacters: 11_000,
  /** Of ours: Slack takes 40,000 and advises 4,000. */
  fallbackText: 3900,
  /** Of ours: Slack takes 3,000. */
  sectionText: 2900,
  sectionFields: 10,
  sectionFieldText: 2000,
  headerText: 150,
  contextElements: 10,
  /** Of ours: Slack documents none for context; it takes what a section takes. */
  contextText: 1900,
  actionElements: 25,
  buttonText: 75,
  buttonValue: 2000,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  selectOptions: 100,
  optionText: 75,
  optionValue: 150,
  placeholder: 150,
  tableRows: 100,
  tableColumns: 20,
  /** Of ours: Slack takes 10,000 over all cells of a message; the rest of the message wants room. */
  tableCharacters: 4500,
  imageAltText: 2000,
  blockId: 255,
  actionId: 255,
  viewBlocks: 100,
  viewTitle: 24,
  privateMetadata: 3000,
  callbackId: 255,
  inputLabel: 2000,
  inputHint: 2000,
  inputValue: 3000,
  /** Of ours: a longer address is named and not linked, so that no link needs cutting. */
  linkedUrl: 1500,
  /** Of ours: what the list of sources may take of a message. */
  sourceCharacters: 3500,
  suggestedPrompts: 4,
} as const;
