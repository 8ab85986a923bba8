import type { Citation } from "../../core/citation.ts";
import { cleanLine } from "../clean-text.ts";
import { linkOf } from "../source-words.ts";
import { cutText } from "./cut-text.ts";
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
  /** The sensitivity label. */
  readonly usageInfo?: {
    readonly type: "https://schema.org/Message";
    readonly "@type": "CreativeWork";
    readonly name: string;
    readonly description: string;
  };
}

/** The entity of a message that cites these sources and carries this marking; undefined where it has neither. */
export function messageEntity(citations: readonly Citation[], marking: string | undefined): readonly MessageEntity[] {
  const claims = citations.slice(0, teamsLimits.citations).map(claimOf);
  if (claims.length === 0 && marking === undefined) return [];
  return [
    {
      type: "https://schema.org/Message",
      "@type": "Message",
      "@context": "https://schema.org",
      "@id": "",
      ...(claims.length > 0 && { citation: claims }),
      ...(marking !== undefined && { usageInfo: usageInfo(cleanLine(marking)) }),
    },
  ];
}

function usageInfo(name: string): NonNullable<MessageEntity["usageInfo"]> {
  return {
    type: "https://schema.org/Message",
    "@type": "CreativeWork",
    name: cutText(name, teamsLimits.citationName),
    description: cutText(`What this message says is marked ${name}. Handle it as such.`, teamsLimits.citationAbstract),
  };
}

function claimOf(citation: Citation): ClaimEntity {
  const url = linkOf(citation);
  const origin = sourceOrigin(citation);
  const room = teamsLimits.citationAbstract - origin.length - " “”".length;
  const quote = cutText(cleanLine(citation.quote), Math.max(40, room));
  return {
    "@type": "Claim",
    position: citation.number,
    appearance: {
      "@type": "DigitalDocument",
      name: cutText(cleanLine(citation.title), teamsLimits.citationName) || `Source ${citation.number}`,
      ...(url !== undefined && { url }),
      abstract: cutText(`${origin} “${quote}”`.trim(), teamsLimits.citationAbstract),
    },
  };
}
