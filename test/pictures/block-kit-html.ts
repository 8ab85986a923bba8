import { assertNever } from "../../src/core/assert-never.ts";
import { elementHtml, feedbackHtml } from "./block-kit-elements.ts";
import { blockSchema, viewSchema } from "./block-kit-schema.ts";
import type { DrawnBlock, DrawnRichText, DrawnWords } from "./block-kit-schema.ts";
import { escapeHtml } from "./escape-html.ts";
import { mrkdwnHtml } from "./mrkdwn-html.ts";
import type { SlackNames } from "./mrkdwn-html.ts";

/** What blocks are drawn with. */
export interface BlockLook extends SlackNames {
  /** Uploaded pictures as data addresses, by file id. */
  readonly pictures: ReadonlyMap<string, string>;
  /** What is wrong with inputs, by block id, as `response_action: "errors"` says it. */
  readonly errors?: Readonly<Record<string, string>>;
}

/**
 * Blocks of a message as HTML, plainly and without Slack's own logo or letters. Throws on a block, an element or a member that
 * it does not know, so that nothing is left out of a picture without a word.
 */
export function blocksHtml(blocks: readonly unknown[], look: BlockLook): string {
  return blocks.map((block) => blockHtml(readBlock(block), look)).join("\n");
}

function readBlock(block: unknown): DrawnBlock {
  const { data, error } = blockSchema.safeParse(block);
  if (data) return data;
  const at = error.issues.map(({ path, message }) => `${path.join(".")} ${message}`).join("; ");
  throw new Error(`The drawing does not know this block: ${JSON.stringify(block).slice(0, 300)} (${at})`);
}

/** A modal with its frame, or a Home tab, as HTML. Throws as `blocksHtml` does, and where an error is about no input of it. */
export function viewHtml(given: unknown, look: BlockLook): string {
  const view = viewSchema.parse(given);
  const blocks = view.blocks.map(readBlock);
  const ids = blocks.flatMap((block) => (block.type === "input" ? [block.block_id] : []));
  const stray = Object.keys(look.errors ?? {}).filter((id) => !ids.includes(id));
  if (stray.length > 0) throw new Error(`An error is about no input of the view: ${stray.join(", ")}`);
  const body = blocks.map((block) => blockHtml(block, look)).join("\n");
  if (view.type === "home") return `<section class="home">${body}</section>`;
  const title = `<div class="modal-title"><strong>${escapeHtml(view.title.text)}</strong><span>\u2715</span></div>`;
  const close = `<button type="button">${escapeHtml(view.close?.text ?? "Close")}</button>`;
  const submit = view.submit ? `<button type="button" class="primary">${escapeHtml(view.submit.text)}</button>` : "";
  return `<section class="modal">${title}<div class="modal-body">${body}</div><div class="modal-foot">${close}${submit}</div></section>`;
}

function wordsHtml(words: DrawnWords, look: BlockLook): string {
  return words.type === "mrkdwn" ? mrkdwnHtml(words.text, look) : escapeHtml(words.text).replaceAll("\n", "<br>");
}

function blockHtml(block: DrawnBlock, look: BlockLook): string {
  switch (block.type) {
    case "section": {
      const text = block.text ? `<div class="text">${wordsHtml(block.text, look)}</div>` : "";
      const cells = (block.fields ?? []).map((field) => `<div>${wordsHtml(field, look)}</div>`).join("");
      const fields = cells === "" ? "" : `<div class="fields">${cells}</div>`;
      const accessory = block.accessory ? `<div class="accessory">${elementHtml(block.accessory)}</div>` : "";
      return `<div class="section"><div>${text}${fields}</div>${accessory}</div>`;
    }
    case "header":
      return `<h3>${escapeHtml(block.text.text)}</h3>`;
    case "divider":
      return "<hr>";
    case "context":
      return `<div class="context">${block.elements.map((words) => `<div>${wordsHtml(words, look)}</div>`).join("")}</div>`;
    case "actions":
      return `<div class="actions">${block.elements.map(elementHtml).join("")}</div>`;
    case "context_actions":
      return `<div class="actions">${block.elements.map(feedbackHtml).join("")}</div>`;
    case "table":
      return tableHtml(block, look);
    case "image": {
      const picture = look.pictures.get(block.slack_file.id);
      if (picture === undefined) throw new Error(`There is no picture ${block.slack_file.id}.`);
      const title = block.title ? `<div class="caption">${escapeHtml(block.title.text)}</div>` : "";
      return `${title}<img src="${escapeHtml(picture)}" alt="${escapeHtml(block.alt_text)}"><div class="alt">alt: ${escapeHtml(block.alt_text)}</div>`;
    }
    case "input":
      return fieldHtml(block, look);
    case "rich_text":
      return richTextHtml(block, look);
    default:
      return assertNever(block);
  }
}

function fieldHtml(block: Extract<DrawnBlock, { type: "input" }>, { errors = {} }: BlockLook): string {
  const { label, hint, optional = false, element, block_id: id } = block;
  const wrong = errors[id];
  return [
    `<div class="field${wrong === undefined ? "" : " wrong"}">`,
    `<div class="label">${escapeHtml(label.text)}${optional ? ' <span class="hint">(optional)</span>' : ""}</div>`,
    elementHtml(element),
    wrong === undefined ? "" : `<div class="error">${escapeHtml(wrong)}</div>`,
    hint ? `<div class="hint">${escapeHtml(hint.text)}</div>` : "",
    "</div>",
  ].join("");
}

/** Slack draws the first row as a head, and lets a table that is too wide be scrolled sideways. */
function tableHtml({ rows, column_settings: columns = [] }: Extract<DrawnBlock, { type: "table" }>, look: BlockLook) {
  const drawn = rows.map((row, index) => {
    const tag = index === 0 ? "th" : "td";
    const cells = row.map((cell, column) => {
      const words = cell.type === "raw_text" ? escapeHtml(cell.text) : richTextHtml(cell, look);
      const { align = "left", is_wrapped: isWrapped = false } = columns[column] ?? {};
      return `<${tag} style="text-align:${align};white-space:${isWrapped ? "normal" : "nowrap"}">${words}</${tag}>`;
    });
    return `<tr>${cells.join("")}</tr>`;
  });
  return `<div class="table" tabindex="0"><table>${drawn.join("")}</table></div>`;
}

type RichPart = Extract<DrawnRichText["elements"][number], { type: "rich_text_section" }>["elements"][number];

function richTextHtml({ elements }: DrawnRichText, look: BlockLook): string {
  const parts = (list: readonly RichPart[]): string => list.map((part) => richPartHtml(part, look)).join("");
  return elements
    .map((element) => {
      switch (element.type) {
        case "rich_text_section":
          return `<div class="line">${parts(element.elements)}</div>`;
        case "rich_text_quote":
          return `<blockquote>${parts(element.elements)}</blockquote>`;
        case "rich_text_preformatted":
          return `<pre tabindex="0">${parts(element.elements)}</pre>`;
        case "rich_text_list": {
          const tag = element.style === "ordered" ? "ol" : "ul";
          return `<${tag}>${element.elements.map((item) => `<li>${parts(item.elements)}</li>`).join("")}</${tag}>`;
        }
        default:
          return assertNever(element);
      }
    })
    .join("");
}

function richPartHtml(part: RichPart, look: BlockLook): string {
  const { bold, italic, strike, code } = part.style ?? {};
  const tags = [
    ...(bold === true ? ["strong"] : []),
    ...(italic === true ? ["em"] : []),
    ...(strike === true ? ["s"] : []),
    ...(code === true ? ["code"] : []),
  ];
  return tags.reduce((html, tag) => `<${tag}>${html}</${tag}>`, bareHtml(part, look));
}

function bareHtml(part: RichPart, { people }: BlockLook): string {
  switch (part.type) {
    case "text":
      return escapeHtml(part.text).replaceAll("\n", "<br>");
    case "link":
      return `<a href="${escapeHtml(part.url)}">${escapeHtml(part.text ?? part.url)}</a>`;
    case "user": {
      const name = people.get(part.user_id);
      if (name === undefined) throw new Error(`The drawing knows nobody called ${part.user_id}.`);
      return `<span class="mention">@${escapeHtml(name)}</span>`;
    }
    default:
      return assertNever(part);
  }
}
