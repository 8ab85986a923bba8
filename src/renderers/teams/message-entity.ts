import type { Citation } from "../../core/citation.ts";
import type { Reply } from "../../core/reply.ts";
import { linkOf } from "../source-words.ts";
import { cutLine, cutText } from "./cut-text.ts";
import { teamsLimits } from "./limits.ts";
import { sourceOrigin } from "./source-lines.ts";

/** A citation as Teams shows it when somebody points at its mark. */
export interface ClaimEntity {
  readonly "@type": "Claim";
  readonly position: number;
  readonly appearance: {
    readonly "@type": "DigitalDocument";
    readonly name: string;
    readonly url?: string;
    readonly abstract: string;
  };
}

/** What a message says about itself. A message has at most one. */
export interface MessageEntity {
  readonly type: "https://schema.org/Message";
  readonly "@type": "Message";
  readonly "@context": "https://schema.org";
  readonly "@id": "";
  readonly citation?: readonly ClaimEntity[];
  /** The label that says that a language model wrote it. */
  readonly additionalType?: readonly ["AIGeneratedContent"];
  /** The sensitivity label. */
  readonly usageInfo?: {
    readonly type: "https://schema.org/Message";
    readonly "@type": "CreativeWork";
    readonly name: string;
    readonly description: string;
  };
}

/** The entity of a message that cites these sources: with the marking of its reply and who wrote it. None where there is nothing to say. */
export function messageEntity(
  citations: readonly Citation[],
  { marking, isByModel = false }: Pick<Reply, "marking" | "isByModel">,
): readonly MessageEntity[] {
  const shown = citations.slice(0, teamsLimits.citations);
  const abstract = Math.floor(teamsLimits.abstractCharacters / Math.max(1, shown.length));
  let links: number = teamsLimits.linkCharacters;
  const claims = shown.map((citation) => {
    const url = linkOf(citation);
    links -= url?.length ?? 0;
    return claimOf(citation, {
      url: links >= 0 ? url : undefined,
      abstract: Math.min(abstract, teamsLimits.citationAbstract),
    });
  });
  const label = cutLine(marking ?? "", teamsLimits.citationName);
  if (claims.length === 0 && label === "" && !isByModel) return [];
  return [
    {
      type: "https://schema.org/Message",
      "@type": "Message",
      "@context": "https://schema.org",
      "@id": "",
      ...(isByModel && { additionalType: ["AIGeneratedContent"] as const }),
      ...(claims.length > 0 && { citation: claims }),
      ...(label !== "" && { usageInfo: usageInfo(label) }),
    },
  ];
}

function usageInfo(name: string): NonNullable<MessageEntity["usageInfo"]> {
  return {
    type: "https://schema.org/Message",
    "@type": "CreativeWork",
    name,
    description: `What this message says is marked ${name}. Handle it as such.`,
  };
}

function claimOf(
  citation: Citation,
  { url, abstract }: { readonly url: string | undefined; readonly abstract: number },
): ClaimEntity {
  const origin = cutText(sourceOrigin(citation), abstract / 2);
  const quote = cutLine(citation.quote, abstract - origin.length - " “”".length);
  return {
    "@type": "Claim",
    position: citation.number,
    appearance: {
      "@type": "DigitalDocument",
      name: cutLine(citation.title, teamsLimits.citationName) || `Source ${citation.number}`,
      ...(url !== undefined && { url }),
      abstract: `${origin} “${quote}”`.trim(),
    },
  };
}
