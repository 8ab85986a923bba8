import type { FactCitation, PassageCitation } from "../../src/core/citation.ts";
import type { Reply } from "../../src/core/reply.ts";

/** A reply before it has a receipt. */
export type ReplyDraft = Omit<Reply, "receipt">;

function passage(number: number, changes: Partial<PassageCitation> = {}): PassageCitation {
  return {
    kind: "passage",
    number,
    title: "Harbour Trial: launch note",
    publisher: "Department for Estuaries",
    published: "2021-11-08",
    url: "https://www.example.org/harbour-trial/launch",
    quote: "The trial started on 8 November 2021 in three places",
    trust: "official",
    audience: "public",
    documentId: "harbour/launch.md",
    versionId: "harbour/launch.md@0123456789ab",
    passageId: "harbour/launch.md@0123456789ab#2",
    start: 120,
    end: 172,
    headingPath: ["Harbour Trial", "Launch"],
    ...changes,
  };
}

function fact(number: number, changes: Partial<FactCitation> = {}): FactCitation {
  return {
    kind: "fact",
    number,
    title: "Harbour Trial records",
    publisher: "Department for Estuaries",
    published: "2022-03",
    url: "https://www.example.org/harbour-trial/records",
    quote: "Eastmere: lead, Priya Holm",
    trust: "official",
    audience: "public",
    factId: "fact-7",
    factIds: ["fact-7"],
    subject: "harbour-eastmere",
    attribute: "lead",
    recordedAt: "2026-03-01T09:30:00.000Z",
    ...changes,
  };
}

/** Answered from two sources, the second a machine-reworded copy. */
export const answeredReply: ReplyDraft = {
  outcome: "answered",
  intent: "ask",
  blocks: [
    {
      kind: "paragraph",
      sentences: [
        { text: "The Harbour Trial started on 8 November 2021.", citations: [1] },
        { text: "It ran in three places: Eastmere, Northholm and Saltby.", citations: [1, 2] },
      ],
    },
  ],
  citations: [
    passage(1),
    passage(2, {
      title: "Three towns picked for harbour experiment",
      publisher: "Estuary Daily",
      published: "2021",
      url: "https://spun.example.com/three-towns",
      quote: "Eastmere, Northholm and Saltby were selected",
      trust: "spun",
      documentId: "harbour/copy.md",
      versionId: "harbour/copy.md@ba9876543210",
      passageId: "harbour/copy.md@ba9876543210#0",
      start: 0,
      end: 44,
    }),
  ],
  confidence: 0.92,
  marking: "OFFICIAL",
  trueAt: "2022-03-01",
  knownAt: "2022-03-01T23:59:59.999Z",
};

/** Two sources of different classes that disagree: both are answered. */
export const conflictReply: ReplyDraft = {
  outcome: "answered",
  intent: "ask",
  blocks: [
    {
      kind: "notice",
      tone: "warning",
      text: "Two sources disagree. Check with the programme office before you use either.",
    },
    {
      kind: "list",
      items: [
        { text: "The launch note gives a grant of £150,000 for each pilot.", citations: [1] },
        { text: "The records give a grant of £175,000 for each pilot.", citations: [2] },
      ],
    },
  ],
  citations: [
    passage(1, { quote: "a grant of £150,000 for each pilot" }),
    fact(2, { attribute: "grant", quote: "grant: £175,000 a pilot" }),
  ],
  confidence: 0.7,
};

/** Not answered, and says so. */
export const refusedReply: ReplyDraft = {
  outcome: "refused",
  intent: "ask",
  blocks: [
    {
      kind: "notice",
      tone: "refusal",
      text: "I do not know. Nothing I hold says what the Harbour Trial spent on boats.\nThe nearest thing I hold is its grant.",
    },
    { kind: "choices", choices: [{ label: "What is the grant?", text: "What is the Harbour Trial grant?" }] },
  ],
  citations: [],
  confidence: 0.1,
};

/** The question fits two programmes; choosing sends a full question. */
export const askedBackReply: ReplyDraft = {
  outcome: "askedBack",
  intent: "clarify",
  blocks: [
    { kind: "notice", tone: "info", text: "Eastmere takes part in two programmes. Which one do you mean?" },
    {
      kind: "choices",
      choices: [
        { label: "Harbour Trial", text: "When did the Harbour Trial start?" },
        { label: "Lantern Trial", text: "Who leads Eastmere in the Lantern Trial?" },
      ],
    },
  ],
  citations: [],
  confidence: 0.5,
};

/** A list of 26 and a table that is wider than a phone. */
export const longReply: ReplyDraft = {
  outcome: "answered",
  intent: "ask",
  blocks: [
    { kind: "paragraph", sentences: [{ text: "26 pilots take part in the two trials.", citations: [1] }] },
    {
      kind: "list",
      items: Array.from({ length: 26 }, (_, index) => ({
        text: `Pilot number ${index + 1} takes part.`,
        citations: [1],
      })),
    },
    {
      kind: "table",
      caption: "Pilots and their leads",
      columns: ["Pilot", "Lead", "Grant", "Started", "What they try first"],
      rows: [
        ["Eastmere", "Priya Holm", "£150,000", "8 November 2021", "One front door for harbour services"],
        ["Northholm-with-Great-Saltby-on-the-Water", "Not recorded", "£1,250,000", "1 April 2022", "Shared boats"],
        ["Saltby", "Tom Reed", "£75,000", "1 April 2022"],
      ],
      citations: [2],
    },
  ],
  citations: [fact(1, { factIds: ["fact-7", "fact-8"], quote: "26 participations of kind pilot" }), fact(2)],
  confidence: 0.88,
};

/** Content that tries to break out: markup, direction overrides, terminal sequences, addresses that must not be linked. */
export const hostileReply: ReplyDraft = {
  outcome: "answered",
  intent: "ask",
  blocks: [
    {
      kind: "paragraph",
      sentences: [
        { text: `<script>alert("x")</script> & <img src=x onerror=alert(1)> {{ 7 * 7 }}`, citations: [1] },
        {
          text: "The file is named \u202Efdp.exe\u202C and \u001B[31mred\u001B[0m \u001B]0;owned\u0007text.",
          citations: [2, 3],
        },
      ],
    },
    {
      kind: "table",
      caption: "</caption><script>alert(2)</script>",
      columns: ["<b>Column</b>", ""],
      rows: [["<i>cell</i>", "\u001B[2Jcleared"]],
      citations: [4],
    },
    { kind: "choices", choices: [{ label: '"><script>alert(3)</script>', text: '" autofocus onfocus=alert(4) x="' }] },
    { kind: "notice", tone: "info", text: "First line.\r\nSecond <u>line</u>." },
  ],
  citations: [
    passage(1, {
      url: "javascript:alert(5)",
      title: "<script>alert(6)</script>",
      quote: "</mark><script>alert(7)</script>",
    }),
    passage(2, { url: "data:text/html,<script>alert(8)</script>", publisher: "\u202EPublisher", trust: "informal" }),
    passage(3, { url: "https://user:secret@www.example.org/", trust: "press" }),
    passage(4, { url: "https://unsigned.example.org/", trust: "unsigned", marking: "OFFICIAL-SENSITIVE" }),
  ],
  confidence: 0.6,
};

/** Which question gets which reply; anything else is refused. */
export const repliesByQuestion: ReadonlyMap<string, ReplyDraft> = new Map([
  ["When did the Harbour Trial start?", answeredReply],
  ["What is the Harbour Trial grant?", conflictReply],
  ["What did the Harbour Trial spend on boats?", refusedReply],
  ["Who leads Eastmere?", askedBackReply],
  ["Which pilots take part?", longReply],
  ["Show me hostile content", hostileReply],
]);
