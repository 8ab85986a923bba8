/** A rewritten text that knows where each of its UTF-16 units came from in the text it was made of. */
export interface MappedText {
  readonly plain: string;
  /** For each unit of `plain`: where what it stands for begins and ends in the original. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** Rewrites a text unit by unit; `rewriteUnit` may return nothing or several units. */
export function mapUnits(original: string, rewriteUnit: (unit: string) => string): MappedText {
  const parts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (let at = 0; at < original.length; at += 1) {
    const part = rewriteUnit(original.charAt(at));
    parts.push(part);
    for (let index = 0; index < part.length; index += 1) {
      starts.push(at);
      ends.push(at + 1);
    }
  }
  return { plain: parts.join(""), starts, ends };
}

/** Replaces every match of a global pattern; what replaces it stands for all that it replaced. */
export function rewrite(
  text: MappedText,
  pattern: RegExp,
  replacement: (match: RegExpExecArray) => string,
): MappedText {
  const matches = [...text.plain.matchAll(pattern)];
  if (matches.length === 0) return text;
  const parts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let done = 0;
  const keep = (until: number): void => {
    parts.push(text.plain.slice(done, until));
    for (let at = done; at < until; at += 1) {
      starts.push(text.starts[at] ?? 0);
      ends.push(text.ends[at] ?? 0);
    }
  };
  for (const match of matches) {
    if (match[0] === "") continue;
    keep(match.index);
    done = match.index + match[0].length;
    const part = replacement(match);
    parts.push(part);
    for (let index = 0; index < part.length; index += 1) {
      starts.push(text.starts[match.index] ?? 0);
      ends.push(text.ends[done - 1] ?? 0);
    }
  }
  keep(text.plain.length);
  return { plain: parts.join(""), starts, ends };
}
