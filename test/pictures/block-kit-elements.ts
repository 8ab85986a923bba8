import { assertNever } from "../../src/core/assert-never.ts";
import type { DrawnElement, DrawnFeedback } from "./block-kit-schema.ts";
import { escapeHtml } from "./escape-html.ts";

type Menu = Extract<DrawnElement, { type: "static_select" | "multi_static_select" }>;

/** A button, a menu or an input as HTML. What asks once more before it is done says so in its title. */
export function elementHtml(element: DrawnElement): string {
  switch (element.type) {
    case "button": {
      const { style = "", text, confirm, accessibility_label: label } = element;
      const aria = label === undefined ? "" : ` aria-label="${escapeHtml(label)}"`;
      const asks = confirm ? `<span class="asks" title="${escapeHtml(confirm.text.text)}">asks first</span>` : "";
      return `<button type="button" class="${style}"${aria}>${escapeHtml(text.text)}</button>${asks}`;
    }
    case "static_select":
      return menuHtml(element, element.initial_option?.text.text);
    case "multi_static_select":
      return menuHtml(element, element.initial_options?.map(({ text }) => text.text).join(", "));
    case "overflow":
      return `<button type="button" aria-label="More actions">\u22EE</button>`;
    case "checkboxes":
      return ticksHtml("\u2611", element.options, element.initial_options);
    case "radio_buttons":
      return ticksHtml("\u25C9", element.options, element.initial_option && [element.initial_option]);
    case "datepicker":
      return `<span class="menu">${escapeHtml(element.initial_date ?? element.placeholder?.text ?? "Select a date")}</span>`;
    case "plain_text_input":
      return inputHtml(element.initial_value, element.placeholder?.text, element.multiline === true);
    case "number_input":
      return inputHtml(element.initial_value, element.placeholder?.text, false);
    default:
      return assertNever(element);
  }
}

function menuHtml({ placeholder, options, option_groups: groups }: Menu, chosen: string | undefined): string {
  const count = (options ?? groups?.flatMap((group) => group.options) ?? []).length;
  const shown = escapeHtml(chosen ?? placeholder?.text ?? "Select an option");
  return `<span class="menu${chosen === undefined ? " unset" : ""}" title="${count} options">${shown} <span class="arrow">\u25BE</span></span>`;
}

type Options = Extract<DrawnElement, { type: "checkboxes" }>["options"];

function ticksHtml(tick: string, options: Options, chosen: Options = []): string {
  const values = new Set(chosen.map(({ value }) => value));
  const rows = options.map(({ text, value }) => {
    const box = values.has(value) ? tick : tick === "\u2611" ? "\u2610" : "\u25CB";
    return `<div class="tick">${box} ${escapeHtml(text.text)}</div>`;
  });
  return rows.join("");
}

/** Slack shows about five lines of a long text; the rest is scrolled to. */
function inputHtml(value: string | undefined, placeholder: string | undefined, isLong: boolean): string {
  const words = value ?? placeholder ?? "";
  const unset = value === undefined ? " unset" : "";
  return `<div class="text-input${isLong ? " long" : ""}${unset}">${escapeHtml(words) || "&nbsp;"}</div>`;
}

/** Drawn, because not every machine has letters for it. */
function thumbSvg(attributes: string): string {
  return `<svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="#444" stroke-width="1.4"${attributes}><path d="M1.5 7h3v7h-3zM4.5 7.5 7.5 1.5c1.5 0 2 1 1.6 2.6L8.6 6.5h4.6c1 0 1.5.8 1.3 1.7l-1 4.5c-.2.8-.7 1.3-1.5 1.3H4.5"/></svg>`;
}

/** The two thumbs below an answer. */
export function feedbackHtml({ positive_button: up, negative_button: down }: DrawnFeedback): string {
  const thumb = (sign: string, { text, accessibility_label: label }: DrawnFeedback["positive_button"]): string => {
    const words = escapeHtml(label ?? text.text);
    return `<button type="button" class="thumb" aria-label="${words}" title="${words}">${sign}</button>`;
  };
  return thumb(thumbSvg(""), up) + thumb(thumbSvg(' transform="rotate(180)"'), down);
}
