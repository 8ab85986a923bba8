const escape = String.fromCodePoint(0x1b);
const bell = String.fromCodePoint(0x07);
const csi = String.fromCodePoint(0x9b);

/** Terminal sequences (ECMA-48): control sequences, then strings such as titles and links, then short escapes. */
const terminalSequences = new RegExp(
  [
    `(?:${escape}\\[|${csi})[0-?]*[ -/]*[@-~]`,
    `${escape}[\\]PX^_][^${bell}${escape}]*(?:${bell}|${escape}\\\\)`,
    `${escape}[ -/]*[0-~]`,
  ].join("|"),
  "g",
);

/** Characters that turn the reading direction of what follows (UAX #9): they can make a text read as another one. */
const directionOverrides = /[\u202A-\u202E\u2066-\u2069]/g;

/**
 * Content as it may be shown: no terminal sequences, control characters or direction overrides. Keeps line feeds and
 * tabs; other line ends become line feeds.
 */
export function cleanText(text: string): string {
  return text
    .replace(terminalSequences, "")
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
    .replace(/(?![\n\t])\p{Cc}/gu, "")
    .replace(directionOverrides, "")
    .toWellFormed();
}

/** Content on one line: cleaned, white space single, none at the ends. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, " ").trim();
}
