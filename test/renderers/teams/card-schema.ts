import { z } from "zod";

/**
 * Adaptive Cards 1.5 as this project draws them (https://adaptivecards.io/explorer/), with Teams' charts, which fall back to
 * nothing. Stricter than the published schema: a property that is not listed is a mistake, and a text is never empty.
 */
const text = z.string().min(1);
const data = z.strictObject({
  action: z.string().max(600).optional(),
  sources: z.int().positive().optional(),
  say: z.string().min(1).optional(),
  form: z.strictObject({ id: text, target: z.string(), hash: z.string() }).optional(),
  one: z.array(text).optional(),
  many: z.array(text).optional(),
  msteams: z.strictObject({ type: z.literal("task/fetch") }).optional(),
});
const button = {
  title: text.max(60),
  style: z.enum(["positive", "destructive"]).optional(),
  data,
  associatedInputs: z.literal("none").optional(),
  mode: z.literal("secondary").optional(),
};
const execute = z.strictObject({ type: z.literal("Action.Execute"), verb: text, ...button });
const submit = z.strictObject({ type: z.literal("Action.Submit"), ...button });
const textBlock = z.strictObject({
  type: z.literal("TextBlock"),
  text,
  wrap: z.literal(true),
  weight: z.enum(["Bolder"]).optional(),
  size: z.enum(["Small", "Medium"]).optional(),
  style: z.literal("heading").optional(),
  color: z.literal("Attention").optional(),
  spacing: z.literal("Small").optional(),
  isSubtle: z.boolean().optional(),
  separator: z.boolean().optional(),
});
const showCard = z.strictObject({
  type: z.literal("Action.ShowCard"),
  title: text.max(60),
  card: z.strictObject({
    type: z.literal("AdaptiveCard"),
    version: z.literal("1.5"),
    body: z.array(textBlock).min(1),
    actions: z.array(z.union([execute, submit])).length(1),
  }),
});
const action = z.discriminatedUnion("type", [execute, submit, showCard]);
const container = z.strictObject({
  type: z.literal("Container"),
  style: z.enum(["emphasis", "warning", "accent"]),
  bleed: z.boolean().optional(),
  items: z.array(textBlock).min(1),
});
const factSet = z.strictObject({
  type: z.literal("FactSet"),
  separator: z.boolean().optional(),
  facts: z.array(z.strictObject({ title: z.string(), value: z.string() })).min(1),
});
const cell = z.strictObject({
  type: z.literal("TableCell"),
  items: z.array(z.strictObject({ ...textBlock.shape, text: z.string() })).length(1),
});
const table = z
  .strictObject({
    type: z.literal("Table"),
    columns: z
      .array(z.strictObject({ width: z.literal(1) }))
      .min(1)
      .max(6),
    firstRowAsHeaders: z.literal(true),
    showGridLines: z.literal(true),
    rows: z.array(z.strictObject({ type: z.literal("TableRow"), cells: z.array(cell) })).min(1),
  })
  .refine(
    ({ columns, rows }) => rows.every(({ cells }) => cells.length === columns.length),
    "Every row has a cell for each column.",
  );
const chart = z.strictObject({
  type: z.enum(["Chart.Line", "Chart.VerticalBar.Grouped"]),
  title: z.string(),
  yAxisTitle: z.string().optional(),
  fallback: z.literal("drop"),
  data: z.array(
    z.strictObject({ legend: z.string(), values: z.array(z.strictObject({ x: z.string(), y: z.number() })) }),
  ),
});
const input = {
  id: z.string().startsWith("field:"),
  label: text,
  isRequired: z.literal(true).optional(),
  errorMessage: text.optional(),
};
const textInput = z.strictObject({
  type: z.literal("Input.Text"),
  ...input,
  value: text.optional(),
  maxLength: z.int().positive().optional(),
  isMultiline: z.literal(true).optional(),
  placeholder: text.optional(),
});
const numberInput = z.strictObject({ type: z.literal("Input.Number"), ...input, value: z.number().optional() });
const dateInput = z.strictObject({ type: z.literal("Input.Date"), ...input, value: z.iso.date().optional() });
const choiceInput = z.strictObject({
  type: z.literal("Input.ChoiceSet"),
  ...input,
  choices: z.array(z.strictObject({ title: text.max(100), value: z.string().regex(/^[^,]*$/) })),
  style: z.enum(["compact", "expanded"]),
  wrap: z.literal(true),
  isMultiSelect: z.literal(true).optional(),
  value: text.optional(),
});
const actionSet = z.strictObject({ type: z.literal("ActionSet"), actions: z.array(action).min(1).max(6) });
const element = z.union([
  textBlock,
  container,
  factSet,
  table,
  chart,
  textInput,
  numberInput,
  dateInput,
  choiceInput,
  actionSet,
]);

/** A card of ours. */
export const cardSchema = z.strictObject({
  type: z.literal("AdaptiveCard"),
  $schema: z.literal("http://adaptivecards.io/schemas/adaptive-card.json"),
  version: z.literal("1.5"),
  msteams: z.strictObject({ width: z.literal("full") }),
  body: z.array(element).min(1),
  actions: z.array(action).length(1).optional(),
  refresh: z.strictObject({ action: execute, userIds: z.array(text).max(60) }).optional(),
});

const attachment = z.strictObject({
  contentType: z.literal("application/vnd.microsoft.card.adaptive"),
  content: cardSchema,
});

const claim = z.strictObject({
  "@type": z.literal("Claim"),
  position: z.int().positive(),
  appearance: z.strictObject({
    "@type": z.literal("DigitalDocument"),
    name: text.max(80),
    url: z.url({ protocol: /^https?$/ }).optional(),
    abstract: text.max(480),
  }),
});

/** A message of ours, as it is posted without sender and conversation. */
export const messageSchema = z
  .strictObject({
    type: z.literal("message"),
    textFormat: z.literal("markdown").optional(),
    text: text.optional(),
    summary: z.string().max(160).optional(),
    attachments: z.array(attachment).length(1).optional(),
    entities: z
      .array(
        z.strictObject({
          type: z.literal("https://schema.org/Message"),
          "@type": z.literal("Message"),
          "@context": z.literal("https://schema.org"),
          "@id": z.literal(""),
          additionalType: z.tuple([z.literal("AIGeneratedContent")]).optional(),
          citation: z.array(claim).min(1).max(20).optional(),
          usageInfo: z
            .strictObject({
              type: z.literal("https://schema.org/Message"),
              "@type": z.literal("CreativeWork"),
              name: text.max(80),
              description: text.max(480),
            })
            .optional(),
        }),
      )
      .length(1)
      .optional(),
    channelData: z.strictObject({ feedbackLoop: z.strictObject({ type: z.literal("default") }) }).optional(),
  })
  .refine((message) => message.text !== undefined || message.attachments !== undefined, "A message says something.");

/** A message's or a card's size as the platform counts it. */
export function sizeOf(payload: unknown): number {
  return Buffer.byteLength(JSON.stringify(payload), "utf16le");
}

/** Every text of a payload. */
export function textsIn(payload: unknown): readonly string[] {
  if (typeof payload === "string") return [payload];
  if (typeof payload !== "object" || payload === null) return [];
  return Object.values(payload).flatMap(textsIn);
}
