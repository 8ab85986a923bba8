import type { Citation } from "../../../src/core/citation.ts";
import type { Receipt } from "../../../src/core/receipt.ts";
import type { Block, Reply } from "../../../src/core/reply.ts";

/** When the copies of the tests are made. */
export const copiedAt = "2026-03-03T09:30:00.000Z";

/** A citation of an update, with a page of its own. */
const updateCitation: Citation = {
  kind: "fact",
  number: 1,
  title: "Update of Eastmere, 3 November 2025",
  publisher: "the team of Eastmere",
  published: "2025-11-03",
  url: "https://teams.example.org/l/message/1?a=1&b=2",
  quote: "=42 referrals (target 60), “all” <nights> & more",
  trust: "official",
  audience: "programme:night-buses",
  marking: "OFFICIAL",
  factId: "f-1",
  factIds: ["f-1"],
  subject: "hnb-eastmere",
  attribute: "figures",
  update: "u-1",
  recordedAt: "2025-11-03T10:00:00.000Z",
};

/** A source that must not be linked. */
const spunCitation: Citation = {
  kind: "passage",
  number: 2,
  title: "A reworded page",
  url: "https://spun.example.org/",
  quote: "the buses ran",
  trust: "spun",
  audience: "public",
  documentId: "d",
  versionId: "v",
  passageId: "p",
  start: 0,
  end: 13,
  headingPath: [],
};

/** A receipt of an answer with these blocks, asked on 2 March 2026. */
export function sampleReceipt(
  blocks: readonly Block[],
  more: Partial<Reply> = {},
  question = "How is Eastmere doing?",
): Receipt {
  return {
    id: "r-7",
    createdAt: "2026-03-02T12:00:00.000Z",
    knownSeq: 42,
    question,
    audiences: ["public"],
    intent: {},
    candidates: [],
    verdicts: [],
    reply: {
      outcome: "answered",
      intent: "ask",
      blocks,
      citations: [updateCitation, spunCitation],
      confidence: 1,
      receipt: "r-7",
      ...more,
    },
  };
}

/** One block of each kind, in more than one script. */
export const everyBlock: readonly Block[] = [
  { kind: "heading", text: "Where it stands" },
  {
    kind: "paragraph",
    sentences: [
      { text: "Eastmere is amber.", citations: [1] },
      { text: "The buses ran.", citations: [1, 2] },
    ],
  },
  { kind: "list", items: [{ text: "Mae’r bysiau’n rhedeg bob nos: tŷ, dŵr 🚌", citations: [2] }] },
  {
    kind: "table",
    caption: "Risks",
    columns: ["Pilot", "Risk", "Owner"],
    rows: [
      ["Eastmere", '=HYPERLINK("https://evil.example","x")', "@clerk"],
      ["Wexcombe", '-5 drivers; "cover", none', "-5%"],
      ["Ullock"],
    ],
    citations: [1],
  },
  {
    kind: "chart",
    caption: "Passengers",
    shape: "line",
    unit: "a night",
    series: [
      {
        name: "Eastmere",
        points: [
          { x: "2025-10-31", y: 1376 },
          { x: "2025-09-30", y: 308 },
        ],
      },
      { name: "Wexcombe", points: [{ x: "2025-10-31", y: 2 }] },
    ],
    citations: [1],
  },
  { kind: "fields", fields: [{ label: "Rating", value: "Amber", citations: [1] }] },
  { kind: "quote", text: "الحافلات تعمل كل ليلة" },
  { kind: "notice", tone: "warning", text: "Two pilots have\nnot reported." },
  { kind: "choices", choices: [{ label: "Ask on", text: "And Wexcombe?" }] },
  { kind: "actions", buttons: [{ label: "Undo", call: { verb: "undo", target: "u-1" } }] },
];
