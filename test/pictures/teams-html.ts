import { z } from "zod";
import { assertNever } from "../../src/core/assert-never.ts";
import { drawChart } from "../../src/renderers/chart-svg.ts";
import { escapeHtml } from "./escape-html.ts";
import type { Picture } from "./picture.ts";

/** What is shown of a conversation in Teams, one below the other. */
export type TeamsLine =
  | { readonly kind: "place"; readonly text: string }
  | { readonly kind: "said"; readonly who: string; readonly text: string }
  /** A post of the app, as it was sent. */
  | { readonly kind: "post"; readonly activity: unknown; readonly isPrivate?: boolean }
  /** A card that takes the place of the one in a post, for one reader. */
  | { readonly kind: "card"; readonly card: unknown; readonly note: string }
  /** What a request for a dialog was answered with. */
  | { readonly kind: "dialog"; readonly answered: unknown }
  /** What a search was answered with. */
  | { readonly kind: "results"; readonly answered: unknown };

const claim = z.strictObject({
  "@type": z.literal("Claim"),
  position: z.int().min(1),
  appearance: z.strictObject({
    "@type": z.literal("DigitalDocument"),
    name: z.string().max(80),
    abstract: z.string().max(480),
    url: z.url().optional(),
    usageInfo: z.unknown().optional(),
    encodingFormat: z.string().optional(),
    image: z.unknown().optional(),
  }),
});
const messageEntity = z.strictObject({
  type: z.literal("https://schema.org/Message"),
  "@type": z.literal("Message"),
  "@context": z.literal("https://schema.org"),
  "@id": z.string(),
  additionalType: z.array(z.literal("AIGeneratedContent")).optional(),
  citation: z.array(claim).max(20).optional(),
  usageInfo: z.looseObject({ name: z.string(), description: z.string() }).optional(),
});
const mentionEntity = z.looseObject({ type: z.literal("mention") });
const attachment = z.strictObject({
  contentType: z.literal("application/vnd.microsoft.card.adaptive"),
  content: z.looseObject({ type: z.literal("AdaptiveCard") }),
});
const activitySchema = z.looseObject({
  type: z.literal("message"),
  textFormat: z.enum(["markdown", "plain"]).optional(),
  text: z.string().optional(),
  summary: z.string().optional(),
  attachments: z.array(attachment).optional(),
  entities: z.array(z.union([messageEntity, mentionEntity])).optional(),
  channelData: z
    .looseObject({ feedbackLoop: z.strictObject({ type: z.enum(["default", "custom"]) }).optional() })
    .optional(),
  suggestedActions: z.looseObject({ actions: z.array(z.looseObject({ title: z.string() })) }).optional(),
});
const dialogSchema = z.union([
  z.strictObject({
    task: z.strictObject({
      type: z.literal("continue"),
      value: z.strictObject({ title: z.string(), height: z.unknown(), width: z.unknown(), card: attachment }),
    }),
  }),
  z.strictObject({ task: z.strictObject({ type: z.literal("message"), value: z.string() }) }),
]);
const resultsSchema = z.strictObject({
  composeExtension: z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("message"), text: z.string() }),
    z.strictObject({
      type: z.literal("result"),
      attachmentLayout: z.literal("list"),
      attachments: z.array(
        attachment.extend({
          preview: z.strictObject({
            contentType: z.literal("application/vnd.microsoft.card.thumbnail"),
            content: z.strictObject({ title: z.string(), text: z.string() }),
          }),
        }),
      ),
    }),
  ]),
});

/** Cards wait in here until the page draws them. */
interface Canvas {
  readonly cards: Record<string, unknown>;
}

/** A conversation in Teams as a picture. Throws on an entity, an attachment or a member of them that it does not know. */
export function teamsPicture(lines: readonly TeamsLine[]): Pick<Picture, "html" | "cards"> {
  const canvas: Canvas = { cards: {} };
  const body = lines.map((line) => lineHtml(line, canvas)).join("\n");
  return { html: `<div class="teams">${body}</div>`, cards: canvas.cards };
}

function lineHtml(line: TeamsLine, canvas: Canvas): string {
  switch (line.kind) {
    case "place":
      return `<div class="place">${escapeHtml(line.text)}</div>`;
    case "said":
      return `<div class="message own"><div class="who">${escapeHtml(line.who)}</div>${escapeHtml(line.text)}</div>`;
    case "post":
      return postHtml(line, canvas);
    case "card":
      return `<div class="message"><div class="notification">${escapeHtml(line.note)}</div>${cardHtml(line.card, canvas)}</div>`;
    case "dialog":
      return dialogHtml(line.answered, canvas);
    case "results":
      return resultsHtml(line.answered, canvas);
    default:
      return assertNever(line);
  }
}

function postHtml({ activity, isPrivate = false }: Extract<TeamsLine, { kind: "post" }>, canvas: Canvas): string {
  const {
    text,
    summary,
    attachments = [],
    entities = [],
    channelData,
    suggestedActions,
  } = activitySchema.parse(activity);
  const about = entities.flatMap((entity) => messageEntity.safeParse(entity).data ?? [])[0];
  const label = about?.usageInfo
    ? `<span class="label sensitive" title="${escapeHtml(about.usageInfo.description)}">${escapeHtml(about.usageInfo.name)}</span>`
    : "";
  const isGenerated = about?.additionalType?.includes("AIGeneratedContent") === true;
  const head = `<div class="who">Pilotdesk${isGenerated ? '<span class="label">AI generated</span>' : ""}${label}</div>`;
  const words = text === undefined ? "" : `<div class="words" data-markdown="${escapeHtml(text)}"></div>`;
  const cards = attachments.map(({ content }) => cardHtml(content, canvas)).join("");
  const next = (suggestedActions?.actions ?? []).map(({ title }) => `<span class="label">${escapeHtml(title)}</span>`);
  return [
    '<div class="message">',
    isPrivate ? '<div class="private">Only you can see this message</div>' : "",
    head,
    summary === undefined ? "" : `<div class="notification">Notification: ${escapeHtml(summary)}</div>`,
    words,
    hoverHtml(about?.citation ?? []),
    cards,
    channelData?.feedbackLoop ? `<div class="thumbs">${thumbs}</div>` : "",
    next.join(" "),
    "</div>",
  ].join("");
}

const thumb = (turn: string): string =>
  `<svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="#616161" stroke-width="1.3"${turn}><path d="M1.5 7h3v7h-3zM4.5 7.5 7.5 1.5c1.5 0 2 1 1.6 2.6L8.6 6.5h4.6c1 0 1.5.8 1.3 1.7l-1 4.5c-.2.8-.7 1.3-1.5 1.3H4.5"/></svg>`;
const thumbs = `${thumb("")} &nbsp; ${thumb(' transform="rotate(180)"')}`;

/** What Teams shows when somebody points at the mark of a citation. */
function hoverHtml(citations: readonly z.infer<typeof claim>[]): string {
  if (citations.length === 0) return "";
  const rows = citations.map(({ position, appearance: { name, abstract, url } }) => {
    const title = url === undefined ? escapeHtml(name) : `<a href="${escapeHtml(url)}">${escapeHtml(name)}</a>`;
    return `<div><b>[${position}]</b> ${title}: ${escapeHtml(abstract)}</div>`;
  });
  return `<div class="hover"><div><i>Pointing at a mark shows:</i></div>${rows.join("")}</div>`;
}

function cardHtml(card: unknown, { cards }: Canvas): string {
  const id = `card-${Object.keys(cards).length + 1}`;
  cards[id] = withDrawnCharts(card);
  return `<div class="card" id="${id}"></div>`;
}

function dialogHtml(answered: unknown, canvas: Canvas): string {
  const { task } = dialogSchema.parse(answered);
  if (task.type === "message")
    return `<div class="dialog"><div class="dialog-title">Pilotdesk</div><p style="padding:0 20px 12px">${escapeHtml(task.value)}</p></div>`;
  const { title, card } = task.value;
  return `<div class="dialog"><div class="dialog-title">${escapeHtml(title)}</div>${cardHtml(card.content, canvas)}</div>`;
}

/** Teams reads the lines of a result as HTML. */
function resultsHtml(answered: unknown, canvas: Canvas): string {
  const { composeExtension: found } = resultsSchema.parse(answered);
  if (found.type === "message") return `<div class="result">${escapeHtml(found.text)}</div>`;
  const rows = found.attachments.map(
    ({ preview: { content } }) => `<div class="result"><b>${content.title}</b><span>${content.text}</span></div>`,
  );
  const first = found.attachments[0];
  return `${rows.join("")}<div class="place" style="margin-top:12px">The first one, put into a message</div>${first ? cardHtml(first.content, canvas) : ""}`;
}

const chartSchema = z.looseObject({
  type: z.enum(["Chart.Line", "Chart.VerticalBar.Grouped"]),
  title: z.string(),
  yAxisTitle: z.string().optional(),
  data: z.array(
    z.strictObject({ legend: z.string(), values: z.array(z.strictObject({ x: z.string(), y: z.number() })) }),
  ),
});

/** Teams draws charts itself, which its open renderer cannot: a drawing of ours stands for them, with the same data. */
function withDrawnCharts(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(withDrawnCharts);
  if (typeof part !== "object" || part === null) return part;
  if (!String((part as { readonly type?: unknown }).type).startsWith("Chart.")) {
    return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, withDrawnCharts(value)]));
  }
  const { type, title, yAxisTitle, data } = chartSchema.parse(part);
  const svg = drawChart(
    {
      kind: "chart",
      caption: title,
      shape: type === "Chart.Line" ? "line" : "bar",
      ...(yAxisTitle !== undefined && { unit: yAxisTitle }),
      series: data.map(({ legend, values }) => ({ name: legend, points: values })),
      citations: [],
    },
    480,
  );
  return {
    type: "Container",
    items: [
      { type: "Image", url: `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`, altText: title },
      { type: "TextBlock", text: "(Teams draws this chart in its own way.)", size: "Small", isSubtle: true },
    ],
  };
}
