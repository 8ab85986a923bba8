import type { PersonalData } from "../../core/update.ts";
import { findHomes } from "./find-homes.ts";
import { findPeople } from "./find-people.ts";
import { findDatesOfBirth, findNationalInsurance, findNhsNumbers } from "./identifiers.ts";
import { findEmails, findPhones } from "./reachable.ts";

/**
 * Personal data in a message, in order of place and without overlaps, as UTF-16 offsets into it. It errs towards what can
 * be told apart by its form or by the words beside it: a switchboard, a team's mailbox, the address of an office, a grant
 * reference and an amount are none.
 */
export function findPersonalData(text: string): readonly PersonalData[] {
  const found = [
    ...findEmails(text),
    ...findNhsNumbers(text),
    ...findNationalInsurance(text),
    ...findDatesOfBirth(text),
    ...findPhones(text),
    ...findHomes(text),
    ...findPeople(text),
  ];
  const kept: PersonalData[] = [];
  for (const one of found) if (!kept.some(({ start, end }) => start < one.end && one.start < end)) kept.push(one);
  return kept.toSorted((left, right) => left.start - right.start);
}
