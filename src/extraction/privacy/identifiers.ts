import type { PersonalData } from "../../core/update.ts";

/** The check digit of https://www.datadictionary.nhs.uk/attributes/nhs_number.html: weights 10 to 2, modulo 11. */
export function isNhsNumber(digits: string): boolean {
  if (!/^\d{10}$/.test(digits)) return false;
  const sum = Array.from(digits.slice(0, 9), Number).reduce((total, digit, index) => total + digit * (10 - index), 0);
  const check = (11 - (sum % 11)) % 11;
  return check !== 10 && check === Number(digits[9]);
}

const namesItNhs = /\bnhs\s*(?:no|num|number|#)?\.?\s*(?:is|was|:|-|=|\()?\s*$/i;
const namesItReference =
  /\b(?:ref|refs|reference|order|invoice|inv|po|grant|account|acc|planning|ticket|job|report|contract|form|table|uprn)\b[^.\n]{0,12}$/i;

/** NHS numbers: by their check digit, or because they are called so. A reference that happens to pass the check is none. */
export function findNhsNumbers(text: string): readonly PersonalData[] {
  return [...text.matchAll(/(?<![\d£+.,/-])\d{3}([ -]?)\d{3}\1\d{4}(?![\d/]|[.,]\d)/g)].flatMap(
    ({ 0: said, index }) => {
      const before = text.slice(Math.max(0, index - 40), index);
      const isNamed = namesItNhs.test(before);
      const isOne =
        isNamed || (!namesItReference.test(before) && !said.startsWith("0") && isNhsNumber(said.replaceAll(/\D/g, "")));
      return isOne ? [{ kind: "nhsNumber" as const, start: index, end: index + said.length }] : [];
    },
  );
}

/** Letters that HMRC gives: https://www.gov.uk/hmrc-internal-manuals/national-insurance-manual/nim39110 */
const prefix = "(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]";
const nationalInsurance = new RegExp(
  `(?<![A-Z0-9])${prefix}[ -]?\\d{2}[ -]?\\d{2}[ -]?\\d{2}(?:[ -]?[A-D](?![A-Z0-9]))?(?![A-Z0-9])`,
  "gi",
);
const namesItNi = /\b(?:ni|nino|national insurance)\s*(?:no|number)?\.?\s*(?:is|:|-|=)?\s*$/i;

/** National Insurance numbers: with their last letter, or because they are called so. */
export function findNationalInsurance(text: string): readonly PersonalData[] {
  return [...text.matchAll(nationalInsurance)].flatMap(({ 0: said, index }) => {
    const isWhole = /[A-D]$/i.test(said) && !/^[a-z]{2}\d/.test(said);
    const isNamed = namesItNi.test(text.slice(Math.max(0, index - 40), index));
    if (!isNamed && !isWhole) return [];
    return [{ kind: "nationalInsurance" as const, start: index, end: index + said.length }];
  });
}

const month = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";
const birthday = new RegExp(
  `\\b(?:d\\.?o\\.?b\\.?|dates? of birth|birth ?date|birthday|born)\\b\\s*(?:is|was|on|:|-|=|\\()*\\s*(?<day>\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{2,4}|\\d{4}-\\d{2}-\\d{2}|\\d{1,2}(?:st|nd|rd|th)?(?: of)? ${month},? \\d{2,4}|${month} \\d{1,2}(?:st|nd|rd|th)?,? \\d{4})`,
  "dgi",
);

/** Dates of birth: whole dates that are called so. A year alone tells an age and nobody apart. */
export function findDatesOfBirth(text: string): readonly PersonalData[] {
  return [...text.matchAll(birthday)].flatMap(({ indices }) => {
    const day = indices?.groups?.["day"];
    return day ? [{ kind: "dateOfBirth" as const, start: day[0], end: day[1] }] : [];
  });
}
