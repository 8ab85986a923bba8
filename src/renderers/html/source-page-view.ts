import type { SourceView } from "../../core/assistant.ts";
import { cleanLine, cleanText } from "../clean-text.ts";
import { formatDate } from "../format-date.ts";
import { capitalise, linkOf, trustCaution, trustWords } from "../source-words.ts";

/** An opened source as the template draws it. */
export interface SourcePageView {
  readonly title: string;
  readonly details: readonly { readonly label: string; readonly value: string }[];
  readonly caution?: string;
  readonly link?: string;
  /** The stored words before, at and after the quote, with their line feeds. */
  readonly before: string;
  readonly quote: string;
  readonly after: string;
}

function detail(
  label: string,
  value: string | undefined,
): readonly { readonly label: string; readonly value: string }[] {
  return value === undefined || value === "" ? [] : [{ label, value: cleanLine(value) }];
}

/** What a page shows of an opened source. */
export function viewSourcePage(source: SourceView): SourcePageView {
  const link = linkOf(source);
  const caution = trustCaution(source.trust);
  return {
    title: cleanLine(source.title),
    details: [
      ...detail("Publisher", source.publisher),
      ...detail("Published", source.published === undefined ? undefined : formatDate(source.published)),
      ...detail("Kind of source", capitalise(trustWords(source.trust))),
      ...detail("Section", source.headingPath.join(" › ")),
      ...detail("Record", source.record),
    ],
    before: cleanText(source.before),
    quote: cleanText(source.quote),
    after: cleanText(source.after),
    ...(caution === undefined ? {} : { caution }),
    ...(link === undefined ? {} : { link }),
  };
}
