import { z } from "zod";

/** Words of Block Kit: formatted, or as they stand. */
const mrkdwn = z.strictObject({
  type: z.literal("mrkdwn"),
  text: z.string().min(1),
  verbatim: z.boolean().optional(),
});
const plain = z.strictObject({
  type: z.literal("plain_text"),
  text: z.string().min(1),
  emoji: z.boolean().optional(),
});
const words = z.discriminatedUnion("type", [mrkdwn, plain]);
const id = z.string().min(1);
const style = z.enum(["primary", "danger"]);
const confirm = z.strictObject({
  title: plain,
  text: words,
  confirm: plain,
  deny: plain,
  style: style.optional(),
});
const option = z.strictObject({ text: words, value: z.string(), description: plain.optional() });
const groups = z.array(z.strictObject({ label: plain, options: z.array(option).min(1) })).min(1);

const button = z.strictObject({
  type: z.literal("button"),
  action_id: id,
  text: plain,
  value: z.string().optional(),
  url: z.string().optional(),
  style: style.optional(),
  confirm: confirm.optional(),
  accessibility_label: z.string().optional(),
});
const menuMembers = {
  action_id: id,
  placeholder: plain.optional(),
  options: z.array(option).min(1).optional(),
  option_groups: groups.optional(),
  confirm: confirm.optional(),
};
const staticSelect = z.strictObject({
  type: z.literal("static_select"),
  ...menuMembers,
  initial_option: option.optional(),
});
const multiSelect = z.strictObject({
  type: z.literal("multi_static_select"),
  ...menuMembers,
  initial_options: z.array(option).min(1).optional(),
  max_selected_items: z.int().optional(),
});
const checkboxes = z.strictObject({
  type: z.literal("checkboxes"),
  action_id: id,
  options: z.array(option).min(1),
  initial_options: z.array(option).min(1).optional(),
});
const radioButtons = z.strictObject({
  type: z.literal("radio_buttons"),
  action_id: id,
  options: z.array(option).min(1),
  initial_option: option.optional(),
});
const overflow = z.strictObject({ type: z.literal("overflow"), action_id: id, options: z.array(option).min(1) });
const datepicker = z.strictObject({
  type: z.literal("datepicker"),
  action_id: id,
  initial_date: z.iso.date().optional(),
  placeholder: plain.optional(),
});
const textInput = z.strictObject({
  type: z.literal("plain_text_input"),
  action_id: id,
  multiline: z.boolean().optional(),
  initial_value: z.string().optional(),
  max_length: z.int().optional(),
  min_length: z.int().optional(),
  placeholder: plain.optional(),
});
const numberInput = z.strictObject({
  type: z.literal("number_input"),
  action_id: id,
  is_decimal_allowed: z.boolean(),
  initial_value: z.string().optional(),
  min_value: z.string().optional(),
  max_value: z.string().optional(),
  placeholder: plain.optional(),
});
const feedbackButton = z.strictObject({
  text: plain,
  value: z.string(),
  accessibility_label: z.string().optional(),
});
const feedbackButtons = z.strictObject({
  type: z.literal("feedback_buttons"),
  action_id: id,
  positive_button: feedbackButton,
  negative_button: feedbackButton,
});

const actionElement = z.discriminatedUnion("type", [button, staticSelect, overflow, datepicker]);
const inputElement = z.discriminatedUnion("type", [
  textInput,
  staticSelect,
  multiSelect,
  checkboxes,
  radioButtons,
  datepicker,
  numberInput,
]);

const richStyle = z.strictObject({
  bold: z.boolean().optional(),
  italic: z.boolean().optional(),
  strike: z.boolean().optional(),
  code: z.boolean().optional(),
});
const richPart = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("text"), text: z.string(), style: richStyle.optional() }),
  z.strictObject({
    type: z.literal("link"),
    url: z.string(),
    text: z.string().optional(),
    style: richStyle.optional(),
  }),
  z.strictObject({ type: z.literal("user"), user_id: z.string(), style: richStyle.optional() }),
]);
const richSection = z.strictObject({ type: z.literal("rich_text_section"), elements: z.array(richPart) });
const richElement = z.discriminatedUnion("type", [
  richSection,
  z.strictObject({ type: z.literal("rich_text_quote"), elements: z.array(richPart) }),
  z.strictObject({ type: z.literal("rich_text_preformatted"), elements: z.array(richPart) }),
  z.strictObject({
    type: z.literal("rich_text_list"),
    style: z.enum(["bullet", "ordered"]),
    elements: z.array(richSection),
    indent: z.int().optional(),
  }),
]);

const blockId = z.string().optional();
const richText = z.strictObject({ type: z.literal("rich_text"), block_id: blockId, elements: z.array(richElement) });
const cell = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("raw_text"), text: z.string().min(1) }),
  richText,
]);
const column = z.strictObject({
  align: z.enum(["left", "center", "right"]).optional(),
  is_wrapped: z.boolean().optional(),
});

/** A block as far as it can be drawn; anything else, a member too many included, does not parse. */
export const blockSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("section"),
    block_id: blockId,
    text: words.optional(),
    fields: z.array(words).min(1).optional(),
    accessory: actionElement.optional(),
    expand: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal("header"), block_id: blockId, text: plain }),
  z.strictObject({ type: z.literal("divider"), block_id: blockId }),
  z.strictObject({ type: z.literal("context"), block_id: blockId, elements: z.array(words).min(1) }),
  z.strictObject({ type: z.literal("actions"), block_id: blockId, elements: z.array(actionElement).min(1) }),
  z.strictObject({ type: z.literal("context_actions"), block_id: blockId, elements: z.array(feedbackButtons).min(1) }),
  z.strictObject({
    type: z.literal("table"),
    block_id: blockId,
    rows: z.array(z.array(cell).min(1)).min(1),
    column_settings: z.array(column).optional(),
  }),
  z.strictObject({
    type: z.literal("image"),
    block_id: blockId,
    alt_text: z.string().min(1),
    slack_file: z.strictObject({ id: z.string() }),
    title: plain.optional(),
  }),
  z.strictObject({
    type: z.literal("input"),
    block_id: z.string(),
    label: plain,
    hint: plain.optional(),
    optional: z.boolean().optional(),
    element: inputElement,
  }),
  richText,
]);

/** A modal or a Home tab; its blocks are read one by one. */
export const viewSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("modal"),
    title: plain,
    submit: plain.optional(),
    close: plain.optional(),
    callback_id: z.string().optional(),
    private_metadata: z.string().optional(),
    blocks: z.array(z.unknown()),
  }),
  z.strictObject({ type: z.literal("home"), blocks: z.array(z.unknown()) }),
]);

/** A block that can be drawn. */
export type DrawnBlock = z.infer<typeof blockSchema>;
/** Something that is clicked, chosen or filled in. */
export type DrawnElement = z.infer<typeof actionElement> | z.infer<typeof inputElement>;
/** Words of a block. */
export type DrawnWords = z.infer<typeof words>;
/** Formatted words with their styles apart. */
export type DrawnRichText = z.infer<typeof richText>;
/** The two thumbs. */
export type DrawnFeedback = z.infer<typeof feedbackButtons>;
