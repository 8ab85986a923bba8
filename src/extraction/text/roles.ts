const roleNoun =
  "manager|managers|lead|leads|leader|director|officer|officers|head|coordinator|co-ordinator|inspector|sergeant|superintendent|constable|chief executive|deputy chief|chief|sro|team|commissioner|analyst|adviser|advisor|secretary|accountant|solicitor|lawyer|engineer|office|pmo|supervisor|clerk|planner|administrator|architect|surveyor|procurement|finance|legal|hr|comms|partner|partners|contractor|provider|board|panel|group|committee|chair|cabinet member|portfolio holder|treasurer|trustee|governor|headteacher|warden|matron|consultant|practitioner|specialist|executive|representative|rep|registrar|planners|deputy|trust";

/** A role in a post or an organisation, such as `commissioning manager` or `head of housing`; plain words. */
export const rolePattern = `(?:head of (?:[\\p{L}&-]+ ?){1,4}|director of (?:[\\p{L}&-]+ ?){1,4}|chief (?:executive|operating|finance|financial) ?(?:officer)?|(?:[\\p{L}\\d&'-]+ ){0,4}(?:${roleNoun}))(?!\\p{L})`;

const whole = new RegExp(`^(?:the |our |a |an |their |my )?(?<role>${rolePattern})$`, "u");
const inside = new RegExp(`(?:^|[,(-] ?|the |our )(?<role>${rolePattern})`, "u");

/** The role in the words that name an owner, without any name of a person: where it stands in them, or undefined. */
export function findRole(plain: string, written: string): { readonly start: number; readonly end: number } | undefined {
  const trimmed = plain.replace(/[.,;: ]+$/, "");
  const found = whole.exec(trimmed) ?? inside.exec(trimmed);
  const role = found?.groups?.["role"];
  if (found === null || role === undefined) return undefined;
  const start = found.index + found[0].lastIndexOf(role);
  const before = written.slice(0, start + role.length);
  // A name before a role is no part of it: Priya Shah, programme manager; Priya Shah programme manager.
  const named = /^(?:\p{Lu}\p{Ll}+ ){1,3}(?=\p{Ll})/u.exec(before.slice(start));
  const skipped = start === 0 && named?.[0].trim().includes(" ") === true ? named[0].length : 0;
  return { start: start + skipped, end: start + role.length };
}
