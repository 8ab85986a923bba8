import type { PersonalData } from "../../core/update.ts";
import { sentenceAround, servedPeople } from "./around.ts";

const streetKinds =
  "street|st|road|rd|close|avenue|ave|lane|ln|drive|dr|way|court|ct|place|terrace|crescent|cres|gardens|gdns|grove|square|sq|hill|mews|row|walk|rise|view|park|green|parade|gate|wharf|quay|heol|stryd|ffordd";
/** A number, up to three words of a name, and what kind of street it is. */
const street = new RegExp(
  `(?<![\\d£./-])(?:flat \\d+[a-z]?,? ?)?\\b\\d{1,4}[a-z]?,? (?:\\p{L}[\\p{L}'’-]*,? ){1,3}?(?:${streetKinds})\\b(?! (?:offices?|hub|cent(?:re|er)|school|library|depot|station|surgery|clinic|church|hall|market|hospital)\\b)`,
  "giu",
);
const postcode = /\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/gi;

const home = new RegExp(
  `\\b(?:lives?|lived|living|home address|address|home of|her home|his home|their home|at home|house|flat|doorstep|moved (?:in|to)|${servedPeople}|mr|mrs|ms|miss|mx)\\b`,
  "i",
);
const workplace =
  /\b(?:office|offices|hub|centre|center|hall|library|school|council|depot|venue|room|surgery|clinic|church|shop|premises|site|building|station|company|meeting|workshop|event)\b/i;

/** Addresses of homes: of an office, a hall or a hub it is told where it is, and that is no secret. */
export function findHomes(text: string): readonly PersonalData[] {
  const streets = [...text.matchAll(street)].flatMap(({ 0: said, index }) => {
    const [start, end] = [index, index + said.length];
    return isHome(text, start, end) || /^flat /i.test(said) ? [{ kind: "address" as const, start, end }] : [];
  });
  const codes = [...text.matchAll(postcode)].flatMap(({ 0: said, index }) => {
    const [start, end] = [index, index + said.length];
    const follows = streets.some((one) => one.end <= start && start - one.end <= 40);
    return follows || isHome(text, start, end) ? [{ kind: "postcode" as const, start, end }] : [];
  });
  return [...streets, ...codes];
}

function isHome(text: string, start: number, end: number): boolean {
  const { before, after } = sentenceAround(text, start, end);
  const near = before.slice(-60);
  if (workplace.test(near.slice(-30))) return false;
  return home.test(near) || home.test(after.slice(0, 25));
}
