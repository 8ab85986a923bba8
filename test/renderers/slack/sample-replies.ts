import type { FactCitation } from "../../../src/core/citation.ts";
import type { Form } from "../../../src/core/form.ts";
import type { Reply } from "../../../src/core/reply.ts";
import { answeredReply } from "../../fakes/fake-replies.ts";

const [first] = answeredReply.citations;
if (!first) throw new Error("The sample answer has a source.");

/** A source in the records, which cannot be opened on the web. */
export const recordCitation: FactCitation = {
  kind: "fact",
  number: 1,
  title: "Confirmed update, Eastmere",
  publisher: "Harbour Night Buses",
  published: "2026-02-27",
  quote: "rating: amber",
  trust: "official",
  audience: "programme:harbour-night-buses",
  marking: "OFFICIAL",
  factId: "fact-12",
  factIds: ["fact-12"],
  subject: "harbour-night-buses-eastmere",
  attribute: "rating",
  recordedAt: "2026-02-27T16:05:00.000Z",
};

/** A reply with one paragraph, for tests that change one thing of it. */
export const plainReply: Reply = {
  outcome: "answered",
  intent: "ask",
  blocks: [{ kind: "paragraph", sentences: [{ text: "Eastmere is amber.", citations: [1] }] }],
  citations: [recordCitation],
  confidence: 0.9,
  receipt: "r-7",
};

/** A draft as the desk proposes it. */
export const draftReply: Reply = {
  outcome: "proposed",
  intent: "logUpdate",
  banner: "Made-up data for a demonstration.",
  blocks: [
    { kind: "heading", text: "Draft update: Eastmere" },
    {
      kind: "fields",
      fields: [
        { label: "Pilot", value: "Eastmere (Harbour Night Buses)", citations: [] },
        { label: "Rating", value: "Amber", words: "we are amber", citations: [] },
        { label: "Period", value: "1 to 28 February 2026", citations: [] },
        {
          label: "What happened",
          value: `Two of five routes run. ${"The depot's charging point is late, and the council expects it in April. ".repeat(4)}`,
          citations: [],
        },
        { label: "Spend to date", value: "£12,500", words: "spent £12.5k so far", citations: [] },
      ],
    },
    { kind: "quote", text: "Eastmere: we are amber <!channel>\nspent £12.5k so far" },
    {
      kind: "actions",
      buttons: [
        { label: "Confirm", call: { verb: "confirm", target: "d-1", hash: "h1" }, style: "primary" },
        { label: "Edit", call: { verb: "edit", target: "d-1", hash: "h1" } },
        {
          label: "Discard",
          call: { verb: "discard", target: "d-1", hash: "h1" },
          style: "danger",
          sure: "Nothing of it is kept.",
        },
      ],
    },
  ],
  citations: [],
  confidence: 1,
  receipt: "",
};

/** The numbers of a quarter, as a chart. */
export const chartReply: Reply = {
  ...plainReply,
  blocks: [
    {
      kind: "chart",
      caption: "Passengers a night",
      shape: "line",
      unit: "passengers",
      series: [
        {
          name: "Eastmere",
          points: [
            { x: "2026-01-31", y: 1200 },
            { x: "2026-02-28", y: 1450 },
          ],
        },
        { name: "Ullock", points: [{ x: "2026-02-28", y: 310 }] },
      ],
      citations: [1],
    },
  ],
};

/** What concerns one person. */
export const homeReply: Reply = {
  outcome: "answered",
  intent: "home",
  blocks: [
    { kind: "heading", text: "Your pilots" },
    {
      kind: "table",
      caption: "Ratings",
      columns: ["Pilot", "Rating", "Last update"],
      rows: [
        ["Eastmere", "Amber", "27 February 2026"],
        ["Ullock", "", "Nothing since 4 October 2025"],
      ],
      citations: [1],
    },
    { kind: "notice", tone: "warning", text: "The February return of Ullock is 3 days late." },
    {
      kind: "actions",
      buttons: [{ label: "New update", call: { verb: "newUpdate", target: "new" }, style: "primary" }],
    },
  ],
  citations: [recordCitation],
  confidence: 1,
  marking: "OFFICIAL",
  receipt: "",
};

/** A form with a field of every kind. */
export const updateForm: Form = {
  id: "update",
  target: "d-1",
  hash: "h1",
  title: "Edit the draft update for Eastmere",
  intro: "Nothing is recorded until you confirm it.",
  fields: [
    {
      name: "pilot",
      label: "Pilot",
      kind: "choice",
      isRequired: true,
      value: "p-eastmere",
      options: [
        { value: "p-eastmere", label: "Eastmere" },
        { value: "p-ullock", label: "Ullock" },
      ],
    },
    { name: "narrative", label: "What happened", kind: "longText", value: "Two of five routes run.", maxLength: 1500 },
    { name: "lead", label: "Lead's role", kind: "text", hint: "A role, not a name" },
    { name: "validFrom", label: "True from", kind: "date", value: "2026-02-28" },
    { name: "passengers", label: "Passengers", kind: "number", value: "1450" },
    { name: "spend", label: "Spend to date", kind: "money", value: "£12,500", error: "Enter pounds, as in £12,500." },
    {
      name: "help",
      label: "Help wanted from",
      kind: "multi",
      value: ["dft"],
      options: [
        { value: "dft", label: "Transport" },
        { value: "hmt", label: "Treasury" },
      ],
    },
  ],
  submitLabel: "Save draft",
};
