import type { Form } from "../../../src/core/form.ts";
import type { Block, Reply } from "../../../src/core/reply.ts";
import type { Turn } from "../../../src/core/turn.ts";
import type { PostDraft } from "../../../src/core/turn-handler.ts";
import { createPlayground } from "../../../src/channels/web/playground.ts";
import type { Playground } from "../../../src/channels/web/playground.ts";
import { publicReader } from "../../../src/core/trust.ts";

/** A playground whose assistant follows a script, and every turn that it was sent, oldest first. */
export interface ScriptedPlayground {
  readonly playground: Playground;
  readonly turns: readonly Turn[];
}

const teamPlace = { id: "web:team", kind: "channel" } as const;
const officialPlace = { id: "web:desk", kind: "channel" } as const;

const citation = {
  kind: "fact",
  number: 1,
  title: "Update of Eastmere, 3 November 2026",
  quote: "42 referrals",
  trust: "official",
  audience: "public",
  factId: "f-1",
  factIds: ["f-1"],
  subject: "hnb-eastmere",
  attribute: "figures",
  update: "u-1",
  recordedAt: "2026-11-03T10:00:00.000Z",
} as const;

/** A form with a field of every kind. */
const everyField: Form = {
  id: "update",
  target: "d-1",
  hash: "h-1",
  title: "Edit the update",
  intro: "Fill in what there is to say.\nLeave the rest empty.",
  submitLabel: "Save",
  fields: [
    {
      name: "pilot",
      label: "Pilot",
      kind: "choice",
      isRequired: true,
      options: Array.from({ length: 13 }, (_, index) => ({ value: `p-${index}`, label: `Pilot ${index}` })),
    },
    {
      name: "rating",
      label: "Rating",
      kind: "choice",
      isRequired: false,
      value: "amber",
      options: [
        { value: "green", label: "Green" },
        { value: "amber", label: "Amber" },
      ],
    },
    {
      name: "themes",
      label: "Themes",
      kind: "multi",
      isRequired: false,
      value: ["b"],
      options: [
        { value: "a", label: "A" },
        { value: "b", label: "B" },
      ],
    },
    { name: "from", label: "First day", kind: "date", isRequired: false, value: "2026-10-01" },
    { name: "spent", label: "Spent", kind: "money", isRequired: false, value: "£12,500" },
    { name: "count", label: "Count", kind: "number", isRequired: false },
    {
      name: "narrative",
      label: "Summary",
      kind: "longText",
      hint: "At most 250 words.",
      maxLength: 3000,
      isRequired: false,
    },
    { name: "why", label: "Why?", kind: "text" },
  ],
};

function reply(blocks: readonly Block[], more: Partial<Reply> = {}): Reply {
  return { outcome: "proposed", intent: "logUpdate", blocks, citations: [], confidence: 1, receipt: "", ...more };
}

const draftButtons: Block = {
  kind: "actions",
  buttons: [
    { label: "Confirm", style: "primary", call: { verb: "confirm", target: "d-1", hash: "h-1" } },
    { label: "Edit", call: { verb: "edit", target: "d-1", hash: "h-1" } },
    {
      label: "Forget me",
      style: "danger",
      sure: "Everything is deleted. <b>Really?</b>",
      call: { verb: "forgetMe", target: "me" },
    },
  ],
};

const draft = reply(
  [
    { kind: "heading", text: "Update for Eastmere" },
    { kind: "fields", fields: [{ label: "Rating", value: "Amber", words: "still amber", citations: [1] }] },
    draftButtons,
  ],
  { banner: "Demonstration: invented", citations: [citation] },
);

const notice = (text: string): Block => ({ kind: "notice", tone: "info", text });

/** What the script says to a turn. */
function script(turn: Turn): readonly PostDraft[] {
  switch (turn.kind) {
    case "message":
      if (turn.text === "new update") return [{ operation: "post", reply: reply([], { form: everyField }) }];
      if (turn.text === "tell the officials") {
        const target = { channel: "web", place: officialPlace.id, conversation: "c" } as const;
        return [
          { operation: "post", reply: reply([notice("I have told them.")], { visibility: "onlyYou" }) },
          { operation: "card", key: "shared", target, reply: reply([notice("The team says something.")]) },
        ];
      }
      if (turn.text === "choose")
        return [
          {
            operation: "post",
            reply: reply([{ kind: "choices", choices: [{ label: "Eastmere", text: "I mean Eastmere" }] }]),
          },
        ];
      return [{ operation: "card", key: "draft/d-1", reply: draft }];
    case "action":
      if (turn.call.verb === "edit") return [{ operation: "post", reply: reply([], { form: everyField }) }];
      if (turn.call.verb === "confirm")
        return [
          { operation: "edit", changes: "draft/d-1", reply: reply([notice("Recorded as u-1.")], { outcome: "done" }) },
        ];
      return [{ operation: "post", reply: reply([notice(`Done: ${turn.call.verb}.`)]) }];
    case "form": {
      const wrong = turn.form.values["why"] === "";
      const fields = everyField.fields.map((field) =>
        field.name === "why"
          ? { ...field, error: "Say why." }
          : field.name === "from"
            ? { ...field, value: "2026-2-31", error: "This is not a date." }
            : field,
      );
      if (wrong)
        return [{ operation: "post", reply: reply([], { outcome: "refused", form: { ...everyField, fields } }) }];
      return [{ operation: "edit", changes: "draft/d-1", reply: reply([notice("The draft was changed.")]) }];
    }
    case "deleted":
      return [{ operation: "delete", changes: "draft/d-1" }];
    default:
      return [{ operation: "edit", changes: "draft/d-1", reply: reply([notice("The message was changed.")]) }];
  }
}

export function openScriptedPlayground(): ScriptedPlayground {
  const turns: Turn[] = [];
  const sender = (user: string) => ({ platform: "web", tenant: "playground", user }) as const;
  const playground = createPlayground({
    assistant: {
      respond: (turn) => {
        turns.push(turn);
        return Promise.resolve(script(turn));
      },
    },
    clock: { now: () => new Date("2026-11-22T12:00:00.000Z") },
    reader: publicReader,
    official: { sender: sender("official"), place: officialPlace, examples: ["digest"] },
    team: { sender: sender("team"), place: teamPlace, examples: ["Still amber.", "new update"] },
  });
  return { playground, turns };
}
