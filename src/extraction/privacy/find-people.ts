import type { PersonalData } from "../../core/update.ts";
import { sentenceAround, servedPeople } from "./around.ts";

const word = "\\p{Lu}[\\p{L}'’-]+";
const titled = new RegExp(`\\b(?:Mr|Mrs|Ms|Miss|Mx|Master)\\.? ${word}(?: ${word}){0,2}`, "gu");
const called = new RegExp(
  `\\b(?:${servedPeople})(?:,? (?:named|called|by the name of)|,|:| -| –)? (?<name>${word}(?: ${word}){1,2})`,
  "dgiu",
);

/** What somebody does for their living: then they are named for their office. */
const roles =
  "minister|secretary|director|manager|officer|head|leader|lead|chief|chair|chairman|chairwoman|commissioner|councillor|mayor|mp|inspector|superintendent|sergeant|editor|professor|consultant|adviser|advisor|coordinator|spokes(?:man|woman|person)|analyst|headteacher|governor|trustee";
const roleBefore = new RegExp(`\\b(?:${roles})s?,? $`, "i");
const roleAfter = new RegExp(
  `^,? (?:(?:the|our|their|its|a|who is|who's) )?(?:[\\p{L}-]+ ){0,3}?(?:${roles})\\b`,
  "iu",
);
const officeAfter = new RegExp(
  `^,? (?:from|at|of|for) (?:the )?(?:\\p{Lu}{2,}|council|department|ministry|trust|service|team|police|charity|university|college|contractor)\\b`,
  "u",
);

/** Names of people who are served, by their title or by what they are called; people named for their office are none. */
export function findPeople(text: string): readonly PersonalData[] {
  const withTitle = [...text.matchAll(titled)].flatMap(({ 0: said, index }) =>
    isNamedForOffice(text, index, index + said.length)
      ? []
      : [{ kind: "name" as const, start: index, end: index + said.length }],
  );
  const asServed = [...text.matchAll(called)].flatMap(({ indices }) => {
    const [start = 0, end = 0] = indices?.groups?.["name"] ?? [];
    const name = capitalisedPart(text.slice(start, end));
    return name === "" ? [] : [{ kind: "name" as const, start, end: start + name.length }];
  });
  return [...withTitle, ...asServed];
}

function isNamedForOffice(text: string, start: number, end: number): boolean {
  const { before, after } = sentenceAround(text, start, end);
  return roleBefore.test(before) || officeAfter.test(after) || roleAfter.test(after);
}

/** The pattern ignores case for what stands before the name, and so for the name too: at least two words begin with capitals. */
function capitalisedPart(name: string): string {
  const words = name.split(" ");
  const lower = words.findIndex((one) => !/^\p{Lu}/u.test(one));
  const kept = lower === -1 ? words : words.slice(0, lower);
  return kept.length >= 2 ? kept.join(" ") : "";
}
