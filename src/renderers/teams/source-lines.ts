import type { Citation } from "../../core/citation.ts";
import type { Block, Reply } from "../../core/reply.ts";
import { formatDate } from "../format-date.ts";
import { capitalise, trustCaution } from "../source-words.ts";
import { cutLine } from "./cut-text.ts";
import { teamsLimits } from "./limits.ts";

/** The numbers that the blocks of a reply cite, in the order in which they are read. */
export function citedNumbers(blocks: readonly Block[]): readonly number[] {
  return [...new Set(blocks.flatMap(numbersIn))];
}

function numbersIn(block: Block): readonly number[] {
  switch (block.kind) {
    case "paragraph":
      return block.sentences.flatMap(({ citations }) => citations);
    case "list":
      return block.items.flatMap(({ citations }) => citations);
    case "table":
    case "chart":
      return block.citations;
    case "fields":
      return block.fields.flatMap(({ citations }) => citations);
    default:
      return [];
  }
}

/** The citations that blocks rest on, in order of number; each number once. */
export function citationsOf(reply: Pick<Reply, "citations">, blocks: readonly Block[]): readonly Citation[] {
  const cited = new Set(citedNumbers(blocks));
  const byNumber = new Map(reply.citations.map((citation) => [citation.number, citation]));
  return [...byNumber.values()].filter(({ number }) => cited.has(number)).toSorted((a, b) => a.number - b.number);
}

/** What a reader must know of a source before its words: how far it is believed, who published it and when, its marking. */
export function sourceOrigin(citation: Citation): string {
  const caution = trustCaution(citation.trust);
  const origin = [citation.publisher, citation.published === undefined ? undefined : formatDate(citation.published)]
    .filter((part) => part !== undefined)
    .map((part) => cutLine(part, teamsLimits.previewTitle))
    .filter((part) => part !== "")
    .join(", ");
  const marking = cutLine(citation.marking ?? "", teamsLimits.citationName);
  const parts = [
    ...(caution === undefined ? [] : [capitalise(caution)]),
    ...(origin === "" ? [] : [origin]),
    ...(marking === "" ? [] : [`Marked ${marking}`]),
  ];
  return parts.map((part) => `${part}.`).join(" ");
}
