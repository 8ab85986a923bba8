import { messageOf, PilotdeskError } from "../../core/errors.ts";

/** What one look found. A problem needs doing; a note is worth knowing. The text ends with what to do. */
export interface Finding {
  readonly level: "ok" | "note" | "problem";
  /** What was looked at: `store`, `knowledge`. */
  readonly about: string;
  readonly text: string;
}

/** All is well, or worth knowing, or needs doing. */
export function finding(level: Finding["level"], about: string, text: string): Finding {
  return { level, about, text };
}

/** A failure as a problem, in its own words where it is one of ours. */
export function problemFrom(about: string, error: unknown): Finding {
  if (error instanceof PilotdeskError) return finding("problem", about, error.message);
  const text = `could not be looked at: ${messageOf(error)}. Run pilotdesk doctor again; if it stays, report this line.`;
  return finding("problem", about, text);
}
