/*
 * Which misspellings are believed. A distance alone takes Bosmere for Bolmere and Tarncaster for Tercester, so the kind of
 * slip counts too: letters swapped, doubled, left out, hit beside the right key, or written as they sound.
 */

const keyboard = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
const soundAlike = ["ckq", "csz", "fv", "mn", "gj", "lr", "aeiouy"];

/** Damerau-Levenshtein distance (optimal string alignment) of two short words; anything above `limit` is `limit + 1`. */
function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      let cost = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (swapped && row > 1 && column > 1) cost = Math.min(cost, (beforePrevious[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    if (Math.min(...current) > limit) return limit + 1;
    beforePrevious = previous;
    previous = current;
  }
  return Math.min(previous[right.length] ?? 0, limit + 1);
}

/** True where a written word is likely meant as a name's word: one slip from 5 letters on, two where both have 8 or more. */
export function isLikelySlip(written: string, name: string): boolean {
  if (name.length < 5 || written[0] !== name[0]) return false;
  const limit = written.length >= 8 && name.length >= 8 ? 2 : 1;
  const distance = editDistance(written, name, limit);
  if (distance === 0 || distance > limit) return false;
  return distance === 1 ? isLikelySingleSlip(written, name) : keepsConsonants(written, name);
}

function isLikelySingleSlip(written: string, name: string): boolean {
  if (written.length !== name.length) return true;
  const at = [...written].findIndex((letter, index) => letter !== name[index]);
  const [wrong, right] = [written[at] ?? "", name[at] ?? ""];
  return wrong === name[at + 1] || areNeighbours(wrong, right) || soundAlike.some((group) => isIn(group, wrong, right));
}

function isIn(group: string, left: string, right: string): boolean {
  return group.includes(left) && group.includes(right);
}

function areNeighbours(left: string, right: string): boolean {
  return keyboard.some((row) => row.includes(`${left}${right}`) || row.includes(`${right}${left}`));
}

/** Two slips are believed where consonants were only left out or swapped, never where one stands for another. */
function keepsConsonants(written: string, name: string): boolean {
  const [left, right] = [consonants(written), consonants(name)];
  if ([...left].toSorted().join("") === [...right].toSorted().join("")) return true;
  let at = 0;
  for (const letter of right) if (letter === left[at]) at += 1;
  return at === left.length;
}

function consonants(word: string): string {
  return word.replace(/[aeiouy]/g, "").replace(/(.)\1+/g, "$1");
}
