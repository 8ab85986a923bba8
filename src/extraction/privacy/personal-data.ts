import type { PersonalData } from "../../core/update.ts";
import { findAddresses } from "./addresses.ts";
import { findEmails, findPhones } from "./contact.ts";
import { findDatesOfBirth, findNationalInsurance, findNhsNumbers } from "./identifiers.ts";
import { findPeople } from "./people-names.ts";

/** A stretch of the message, UTF-16 offsets. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * What should not reach the ledger, in order, by offsets into the message. `known` are names of records; `signatures` is what stands
 * under the message, where people give their own numbers at work.
 */
export function findPersonalData(
  text: string,
  known: readonly Stretch[],
  signatures: readonly Stretch[],
): readonly PersonalData[] {
  const contacts = [...findPhones(text), ...findEmails(text)].filter(
    (one) => !signatures.some(({ start, end }) => one.start >= start && one.end <= end),
  );
  const found = [
    ...contacts.filter(({ kind }) => kind === "email"),
    ...findNhsNumbers(text),
    ...findNationalInsurance(text),
    ...findDatesOfBirth(text),
    ...contacts.filter(({ kind }) => kind === "phone"),
    ...findAddresses(text),
    ...findPeople(text, known),
  ];
  const kept: PersonalData[] = [];
  for (const one of found) if (!kept.some(({ start, end }) => start < one.end && one.start < end)) kept.push(one);
  return kept.toSorted((a, b) => a.start - b.start);
}
