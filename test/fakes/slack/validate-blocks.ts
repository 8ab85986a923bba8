import { z } from "zod";

/**
 * Block Kit as Slack's reference documents it (docs.slack.dev/reference/block-kit, /reference/views), written apart from the
 * renderer: what this refuses, Slack refuses with `invalid_blocks`. Unknown members are refused too.
 */

const wellFormed = (text: string): boolean => text.isWellFormed();

/** Every `<` opens a link, a mention or a channel that is closed again, and every other sign is escaped. */
function isSoundMrkdwn(text: string): boolean {
  const rest = text.replace(/<(?:https?:\/\/[^<>|\s]+(?:\|[^<>|]*)?|[@#][A-Z0-9]+(?:\|[^<>|]*)?)>/g, "");
  const outsideQuotes = rest.replace(/^> /gm, "");
  return !/[<>]/.test(outsideQuotes) && !/&(?!amp;|lt;|gt;)/.test(outsideQuotes);
}

const words = (max: number) => z.string().min(1).max(max).refine(wellFormed, "half a surrogate pair");
const plain = (max: number) =>
  z.strictObject({ type: z.literal("plain_text"), text: words(max), emoji: z.boolean().optional() });
const mrkdwn = (max: number) =>
  z.strictObject({
    type: z.literal("mrkdwn"),
    text: words(max).refine(isSoundMrkdwn, "a sign is not escaped, or a link is cut"),
    verbatim: z.boolean().optional(),
  });
const text = (max: number) => z.union([plain(max), mrkdwn(max)]);
const blockId = z.string().min(1).max(255).optional();
const actionId = z.string().min(1).max(255);
const style = z.enum(["primary", "danger"]).optional();

const confirm = z.strictObject({
  title: plain(100),
  text: text(300),
  confirm: plain(30),
  deny: plain(30),
  style,
});

const button = z.strictObject({
  type: z.literal("button"),
  action_id: actionId,
  text: plain(75),
  value: z.string().max(2000).optional(),
  url: z.string().max(3000).optional(),
  style,
  confirm: confirm.optional(),
  accessibility_label: z.string().max(75).optional(),
});

const option = z.strictObject({ text: plain(75), value: words(150), description: plain(75).optional() });
const options = z.array(option).min(1).max(100);
const optionGroups = z
  .array(z.strictObject({ label: plain(75), options }))
  .min(1)
  .max(100);

type Listed = { readonly options?: unknown[] | undefined; readonly option_groups?: unknown[] | undefined };
const hasOneList = ({ options: list, option_groups: groups }: Listed): boolean =>
  (list === undefined) !== (groups === undefined);

/** An initial option must be one of the options, member for member. */
function isOffered(select: {
  readonly options?: readonly z.infer<typeof option>[] | undefined;
  readonly option_groups?: readonly { readonly options: readonly z.infer<typeof option>[] }[] | undefined;
  readonly initial_option?: z.infer<typeof option> | undefined;
  readonly initial_options?: readonly z.infer<typeof option>[] | undefined;
}): boolean {
  const offered = [...(select.options ?? []), ...(select.option_groups ?? []).flatMap((group) => group.options)];
  const texts = new Set(offered.map((one) => JSON.stringify(one)));
  const initial = [...(select.initial_option ? [select.initial_option] : []), ...(select.initial_options ?? [])];
  return initial.every((one) => texts.has(JSON.stringify(one)));
}

const menuMembers = {
  action_id: actionId,
  placeholder: plain(150).optional(),
  options: options.optional(),
  option_groups: optionGroups.optional(),
  confirm: confirm.optional(),
};
const staticSelect = z
  .strictObject({ type: z.literal("static_select"), ...menuMembers, initial_option: option.optional() })
  .refine(hasOneList, "options or option_groups")
  .refine(isOffered, "the initial option is not offered");
const multiSelect = z
  .strictObject({
    type: z.literal("multi_static_select"),
    ...menuMembers,
    initial_options: z.array(option).min(1).optional(),
    max_selected_items: z.int().min(1).optional(),
  })
  .refine(hasOneList, "options or option_groups")
  .refine(isOffered, "an initial option is not offered");
const checkboxes = z
  .strictObject({
    type: z.literal("checkboxes"),
    action_id: actionId,
    options: z.array(option).min(1).max(10),
    initial_options: z.array(option).min(1).optional(),
  })
  .refine(isOffered, "an initial option is not offered");
const datepicker = z.strictObject({
  type: z.literal("datepicker"),
  action_id: actionId,
  initial_date: z.iso.date().optional(),
  placeholder: plain(150).optional(),
});
const plainTextInput = z
  .strictObject({
    type: z.literal("plain_text_input"),
    action_id: actionId,
    multiline: z.boolean().optional(),
    initial_value: z.string().max(3000).refine(wellFormed).optional(),
    max_length: z.int().min(1).max(3000).optional(),
    min_length: z.int().min(0).max(3000).optional(),
    placeholder: plain(150).optional(),
  })
  .refine(({ initial_value: value = "", max_length: max = 3000 }) => value.length <= max, "longer than max_length");
const numberInput = z.strictObject({
  type: z.literal("number_input"),
  action_id: actionId,
  is_decimal_allowed: z.boolean(),
  initial_value: z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .optional(),
});

const section = z
  .strictObject({
    type: z.literal("section"),
    block_id: blockId,
    text: text(3000).optional(),
    fields: z.array(text(2000)).min(1).max(10).optional(),
    accessory: z.union([button, staticSelect]).optional(),
  })
  .refine(({ text: body, fields }) => body !== undefined || fields !== undefined, "neither text nor fields");
const header = z.strictObject({ type: z.literal("header"), block_id: blockId, text: plain(150) });
const divider = z.strictObject({ type: z.literal("divider"), block_id: blockId });
const context = z.strictObject({
  type: z.literal("context"),
  block_id: blockId,
  elements: z.array(text(2000)).min(1).max(10),
});
/** docs.slack.dev/reference/block-kit/block-elements/overflow-menu-element: two to five options. */
const overflow = z.strictObject({
  type: z.literal("overflow"),
  action_id: actionId,
  options: z.array(option).min(2).max(5),
  confirm: confirm.optional(),
});
const actions = z.strictObject({
  type: z.literal("actions"),
  block_id: blockId,
  elements: z
    .array(z.union([button, staticSelect, overflow]))
    .min(1)
    .max(25),
});
const feedback = z.strictObject({
  text: plain(75),
  value: words(2000),
  accessibility_label: z.string().max(75).optional(),
});
const contextActions = z.strictObject({
  type: z.literal("context_actions"),
  block_id: blockId,
  elements: z
    .array(
      z.strictObject({
        type: z.literal("feedback_buttons"),
        action_id: actionId,
        positive_button: feedback,
        negative_button: feedback,
      }),
    )
    .min(1)
    .max(5),
});
const table = z
  .strictObject({
    type: z.literal("table"),
    block_id: blockId,
    rows: z
      .array(
        z
          .array(z.strictObject({ type: z.literal("raw_text"), text: words(10_000) }))
          .min(1)
          .max(20),
      )
      .min(1)
      .max(100),
    column_settings: z
      .array(
        z.strictObject({ align: z.enum(["left", "center", "right"]).optional(), is_wrapped: z.boolean().optional() }),
      )
      .max(20)
      .optional(),
  })
  .refine(({ rows }) => new Set(rows.map((row) => row.length)).size === 1, "rows of different length")
  .refine(({ rows }) => rows.flat().reduce((sum, cell) => sum + cell.text.length, 0) <= 10_000, "too many characters");
const image = z.strictObject({
  type: z.literal("image"),
  block_id: blockId,
  alt_text: z.string().max(2000),
  slack_file: z.strictObject({ id: z.string().regex(/^F/) }),
  title: plain(2000).optional(),
});
const input = z.strictObject({
  type: z.literal("input"),
  block_id: z.string().min(1).max(255),
  label: plain(2000),
  hint: plain(2000).optional(),
  optional: z.boolean().optional(),
  element: z.union([plainTextInput, staticSelect, multiSelect, checkboxes, datepicker, numberInput]),
});

const anywhere = [section, header, divider, context, actions, image] as const;
const messageBlock = z.discriminatedUnion("type", [...anywhere, contextActions, table]);
const modalBlock = z.discriminatedUnion("type", [...anywhere, input]);
const homeBlock = z.discriminatedUnion("type", [...anywhere]);

function repeated(ids: readonly (string | undefined)[]): boolean {
  const given = ids.filter((id) => id !== undefined);
  return new Set(given).size !== given.length;
}

/** What Slack reads as text in blocks: everything but names and ids. */
function characters(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + characters(one), 0);
  if (typeof value !== "object" || value === null) return 0;
  return Object.entries(value)
    .filter(([key]) => !["type", "block_id", "action_id", "style"].includes(key))
    .reduce((sum, [, member]) => sum + characters(member), 0);
}

function actionIds(block: object): readonly string[] {
  if (!("elements" in block) || !Array.isArray(block.elements)) return [];
  return block.elements.flatMap((element: { action_id?: string }) => element.action_id ?? []);
}

function judge(schema: z.ZodType, value: unknown): readonly string[] {
  const { error } = schema.safeParse(value);
  return error ? error.issues.map((issue) => `${issue.path.join(".")}: ${describe(issue)}`) : [];
}

function describe(issue: z.core.$ZodIssue): string {
  return issue.code === "invalid_union" && issue.errors.length > 0
    ? issue.errors.map((errors) => errors.map((one) => `${one.path.join(".")} ${one.message}`).join(", ")).join(" | ")
    : issue.message;
}

function judgeBlocks(blocks: unknown, schema: z.ZodType, most: number): readonly string[] {
  const list = z.array(z.looseObject({ type: z.string(), block_id: z.string().optional() })).safeParse(blocks).data;
  if (!list) return ["blocks: not an array of blocks"];
  return [
    ...(list.length > most ? [`blocks: ${list.length} are more than ${most}`] : []),
    ...judge(z.array(schema), list),
    ...(repeated(list.map((block) => block.block_id)) ? ["blocks: a block_id stands twice"] : []),
    ...(list.some((block) => repeated(actionIds(block))) ? ["blocks: an action_id stands twice in a block"] : []),
  ];
}

/** What Slack would refuse of a message's blocks; empty for a sound message. */
export function problemsOfMessage(blocks: unknown): readonly string[] {
  const tables = Array.isArray(blocks) ? blocks.filter((block: { type?: string }) => block.type === "table") : [];
  return [
    ...judgeBlocks(blocks, messageBlock, 50),
    ...(tables.length > 1 ? ["only_one_table_allowed"] : []),
    ...(characters(blocks) > 13_200 ? ["msg_blocks_too_long"] : []),
  ];
}

const modal = z.strictObject({
  type: z.literal("modal"),
  callback_id: z.string().max(255).optional(),
  title: plain(24),
  submit: plain(24).optional(),
  close: plain(24).optional(),
  private_metadata: z.string().max(3000).optional(),
  blocks: z.array(z.unknown()).min(1),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
});
const home = z.strictObject({
  type: z.literal("home"),
  callback_id: z.string().max(255).optional(),
  private_metadata: z.string().max(3000).optional(),
  blocks: z.array(z.unknown()),
});

/** What Slack would refuse of a view; empty for a sound one. */
export function problemsOfView(view: unknown): readonly string[] {
  const { type } = z.looseObject({ type: z.string() }).parse(view);
  if (type === "home") {
    const { data } = home.safeParse(view);
    return data ? judgeBlocks(data.blocks, homeBlock, 100) : judge(home, view);
  }
  const { data } = modal.safeParse(view);
  if (!data) return judge(modal, view);
  const hasInput = data.blocks.some((block) => z.looseObject({ type: z.literal("input") }).safeParse(block).success);
  return [
    ...judgeBlocks(data.blocks, modalBlock, 100),
    ...(hasInput && !data.submit ? ["submit: a view with inputs needs it"] : []),
  ];
}
