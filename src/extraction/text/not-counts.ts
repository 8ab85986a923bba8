import { findAmounts } from "./amounts.ts";
import { matchesIn, type Range, type ReadingText } from "./reading-text.ts";

const label =
  "section|phase|ward|unit|room|level|floor|stage|tier|zone|annexe?|appendix|table|figure|fig|page|pages|para|paragraph|chapter|item|option|version|article|part|grade|band|workstream|strand|junction|platform|route|bus|ref|reference|invoice|po|order|case|ticket|form|class|key stage|ks|schedule|clause|act|slide|row|column|flat|apartment|house|plot|lot|episode|series|season|risk|issue|milestone|objective|priority|theme|question|step|day|week|year|month|quarter|period|batch|round|wave|sprint|gate|number|no|num|type|category|cat";
/** Places and things that are numbered, but may as well be counted behind a colon. */
const numbered =
  "call|channel|line|block|locker|bay|cabin|terminal|building|hub|station|covid|windows|office|school|centre";
const street =
  "street|st|road|rd|avenue|ave|lane|ln|close|drive|dr|way|court|ct|place|pl|terrace|gardens|grove|crescent|square|sq|row|hill|parade|walk|mews|rise|green|park|view|fields|gate|yard|wharf|quay|villas?|cottages?|house|drove";

const patterns: readonly RegExp[] = [
  // Times and clock-round service.
  /(?<!\p{N})\d{1,2}(?:[:.]\d{2})? ?(?:am|pm|a\.m\.|p\.m\.|noon|o'clock)(?!\p{L})/dgu,
  /(?<!\p{N})\d{1,2}:\d{2}(?!\p{N})|(?:at|from|until|till|to|by|arriv(?:e|es|ing)|leav(?:e|es|ing)|starts?|starting|around) \d{1,2}\.\d{2}(?! ?%|\p{N})|24\/7|9 ?(?:-|to) ?5(?!\p{N})/dgu,
  /from \d{1,2}(?:[.:]\d\d)? ?(?:am|pm)? ?(?:to|until|till|-) ?\d{1,2}(?:[.:]\d\d)? ?(?:am|pm)?(?=$|[.,;:)!?\n]| (?:on|at|in|every|daily|for)(?!\p{L}))/dgu,
  // References, versions, things with a number for a name.
  new RegExp(
    `(?<!\\p{L})(?:${label})(?:s(?! ?:))?\\.? ?(?:[:#-] ?)?(?:no\\.? ?)?[\\d.]+(?:[a-z](?!\\p{L})|/\\d+)?(?: (?:and|to|or|-|of) [\\d.]+)?(?![\\p{N}%])`,
    "dgu",
  ),
  /(?<!\p{L})(?:phase|stage|tier|zone|level|part|week|day|year|month|quarter|round|wave|step|strand|workstream|floor|lot|batch|sprint|version|chapter|objective|priority|theme) (?:one|two|three|four|five|six|seven|eight|nine|ten)(?!\p{L}| (?:hundred|thousand))/dgu,
  new RegExp(`(?<!\\p{L})(?:${numbered}) (?:no\\.? ?)?\\d+[a-z]?(?![\\p{L}\\p{N}%]| \\p{L})`, "dgu"),
  /(?<![\p{L}\p{N}])(?=[\p{L}\d/-]*\d)(?=[\p{L}\d/-]*\p{L})[\p{L}\d]+(?:[/-][\p{L}\d]+)+|#\d+/dgu,
  /(?<![\p{L}\p{N}])[a-z]{1,3}\d[\p{L}\d]*|(?<![\d.,])\d{7,}(?!\p{N})|(?<!\p{N})\d{5,}(?= ?\d{3,})/dgu,
  /(?<!\p{N})(?:\+44 ?|0)\d{2,4}[ -]?\d{3}[ -]?\d{3,4}(?!\p{N})|(?<!\p{N})\d{3}[ -]\d{3}[ -]\d{4}(?!\p{N})/dgu,
  // Homes and other addresses.
  new RegExp(`(?<![\\p{N}.,])\\d{1,4}[a-z]? (?:[\\p{L}'-]+ ){1,3}(?:${street})(?!\\p{L})`, "dgu"),
  // From so many to so many.
  /(?<!\p{L})between [\d,.]+ and [\d,.]*\d/dgu,
  // Years, ages, sizes of things.
  /(?<![\p{N},.£])(?:19|20)\d{2}(?![\p{N}%]|,\d)(?! (?:\p{L}+s)(?= (?:so far|to date|delivered|completed)))/dgu,
  /(?<!\p{L})(?:aged?|age of|turned|turning) \d{1,3}(?!\p{N})|(?<!\p{N})\d{1,3}[ -]?(?:year|month|week|day|hour|minute|bed|page|strong|storey|point|step|mile|man|person|way)[ -](?:olds?|\p{L}+)(?<=-\p{L}+|olds?)|(?<!\p{N})\d{1,3}s(?!\p{L})/dgu,
  // Points of a list.
  /^\(?\d{1,2}[.)] /dgu,
];

const duration =
  /^ ?-?(?:more |further |whole |full |working |calendar |consecutive |solid |long |odd )*(?:days?|weeks?|wks?|months?|mths?|years?|yrs?|hours?|hrs?|minutes?|mins?|seconds?|secs?|nights?|evenings?|mornings?|afternoons?|weekends?|fortnights?|quarters?|terms?|decades?|o'clock|am|pm|degrees|times)(?!\p{L})/u;

/** Stretches whose figures count nothing: dates, money, times, references, addresses, years, telephone numbers. */
export function findUncounted(text: ReadingText, range: Range, dates: readonly Range[]): readonly Range[] {
  return [...dates, ...findAmounts(text, range), ...patterns.flatMap((pattern) => matchesIn(text, range, pattern))];
}

/** True where the words after a number make it a length of time. */
export function isDuration(after: string): boolean {
  return (
    duration.test(after) &&
    !/^ ?(?:hours?|days?|nights?) (?:of|saved|volunteered|delivered|donated|given|worked|provided)(?!\p{L})/u.test(
      after,
    )
  );
}
