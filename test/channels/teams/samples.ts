import type { Form } from "../../../src/core/form.ts";
import type { Block, Reply } from "../../../src/core/reply.ts";

/** A reply of one notice, unless changed. */
export function replyOf(text: string, changes: Partial<Reply> = {}): Reply {
  return {
    outcome: "done",
    intent: "help",
    blocks: [{ kind: "notice", tone: "info", text }],
    citations: [],
    confidence: 1,
    receipt: "",
    ...changes,
  };
}

/** The buttons of an open draft. */
const draftButtons: Block = {
  kind: "actions",
  buttons: [
    { label: "Confirm", call: { verb: "confirm", target: "draft-1", hash: "h1" }, style: "primary" },
    { label: "Edit", call: { verb: "edit", target: "draft-1", hash: "h1" } },
    {
      label: "Discard",
      call: { verb: "discard", target: "draft-1", hash: "h1" },
      style: "danger",
      sure: "Throw this draft away?",
    },
  ],
};

/** A draft of an update, with its fields and buttons. */
export const draftReply: Reply = {
  outcome: "proposed",
  intent: "logUpdate",
  blocks: [
    { kind: "heading", text: "Update for Eastmere (Harbour Night Buses)" },
    {
      kind: "fields",
      fields: [
        { label: "Rating", value: "Green", words: "all green from us", citations: [] },
        { label: "Referrals", value: "42 of 60", citations: [] },
      ],
    },
    { kind: "notice", tone: "info", text: "Not said: spend. Add what is missing with Edit, or leave it out." },
    draftButtons,
  ],
  citations: [],
  confidence: 1,
  marking: "OFFICIAL",
  receipt: "",
  banner: "Demonstration: invented programme and places",
};

/** A form with a field of every kind. */
export const updateForm: Form = {
  id: "update",
  target: "draft-1",
  hash: "h1",
  title: "Update for Eastmere",
  intro: "Change what is wrong.",
  submitLabel: "Save",
  fields: [
    {
      name: "pilot",
      label: "Pilot",
      kind: "choice",
      isRequired: true,
      value: "buses-eastmere",
      options: [
        { value: "buses-eastmere", label: "Eastmere" },
        { value: "buses-wexcombe", label: "Wexcombe" },
      ],
    },
    {
      name: "narrative",
      label: "What happened",
      kind: "longText",
      maxLength: 1500,
      value: "We opened the second desk.",
    },
    {
      name: "spend",
      label: "Spend to date",
      kind: "money",
      hint: "for example £12,500",
      value: "lots",
      error: "Enter an amount, such as £12,500",
    },
    { name: "referrals", label: "Referrals", kind: "number", value: "42" },
    { name: "until", label: "Until", kind: "date", value: "2026-02-28" },
    {
      name: "risks",
      label: "Risks",
      kind: "multi",
      value: ["staff, cost"],
      options: [
        { value: "staff, cost", label: "Staff and cost" },
        { value: "weather", label: "Weather" },
      ],
    },
    { name: "rating", label: "Rating", kind: "text", value: "green" },
  ],
};
