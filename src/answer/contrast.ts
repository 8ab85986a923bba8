import { blankOut, datesOf } from "./gate/dates.ts";
import { figuresOf } from "./gate/figures.ts";

interface Contrast {
  readonly asked: RegExp;
  readonly stated: RegExp;
}

// What was hoped for is no answer to what happened, and a rise is no answer to a fall.
const contrasts: readonly Contrast[] = [
  {
    asked: /\b(?:actual|actually|achieved?|made|make|delivered|reached|in the end|turned out|really|final|outturn)\b/i,
    stated: /\b(?:targets?|targeted|aimed|planned|expected|forecast)\b/i,
  },
  { asked: /\bother (?:two|three|four|five|six|seven|eight|nine|ten|\d+|ones)\b/i, stated: /^(?!.*\bothers?\b)/i },
  {
    asked: /\b(?:fall|fell|fallen|drop|dropped|decrease[ds]?|reduc\w+|go down|went down|gone down|lower|cut)\b/i,
    stated: /\b(?:rise|rose|risen|increase[ds]?|grew|growth|went up|higher)\b/i,
  },
  {
    asked: /\b(?:rise|rose|risen|increase[ds]?|grow|grew|grown|go up|went up|gone up)\b/i,
    stated: /\b(?:fall|fell|fallen|decrease[ds]?|reduc\w+|went down|lower)\b/i,
  },
];

// What did not come about is no answer to what did.
const undone =
  /\b(?:reject\w*|turned (?:down|away)|unsuccessful\w*|refus\w+|missed|lost|fail\w*|withdr[ae]w\w*|dropped out|pulled out|left|quit|complain\w*|overspen\w+|underspen\w+|broke|sacked|resign\w*|cancel\w*|penalt\w+|fined?)\b/i;

const change =
  /\b(?:fall|fell|fallen|drop|dropped|decrease[ds]?|reduc\w+|rise|rose|risen|increase[ds]?|grew|grown|improv\w+|recover\w*|better|worse|(?:go|goes|went|gone) (?:up|down))\b/i;
const asksChange =
  /\b(?:did|has|have|was|by how much|how far)\b.*\b(?:fall|fallen|drop|dropped|decrease|reduced?|go down|gone down|rise|risen|increase|grow|go up|gone up|improved?|recover(?:ed)?|get better|get worse|make a difference|succeed|work out)\b/i;

// What was spent or covered is not what was saved.
const saving = /\b(?:sav(?:e|es|ed|ing|ings)|cut(?:s|ting)?|reduc\w+)\b/i;
const asksSaving = /\b(?:how much|what|how many)\b.*\b(?:sav(?:e|ed|ing|ings))\b/i;

/** True where a statement says the opposite kind of thing to what a question asks for, and the question does not name both. */
export function isContrary(question: string, statement: string): boolean {
  if (asksChange.test(question) && !change.test(statement)) return true;
  if (undone.test(question) && !/\bleft out\b/i.test(question) && !undone.test(statement)) return true;
  if (asksSaving.test(question) && !saving.test(statement)) return true;
  return contrasts.some(
    ({ asked, stated }) =>
      asked.test(question) && !stated.test(question) && stated.test(statement) && !asked.test(statement),
  );
}

/** Amounts and percentages in a question must be found as they are. */
export function holdsFigures(question: string, around: string): boolean {
  const wanted = figuresOf(blankOut(question, datesOf(question))).filter((figure) => figure.unit !== "number");
  const known = figuresOf(blankOut(around, datesOf(around)));
  return wanted.every((figure) => known.some((other) => other.unit === figure.unit && other.value === figure.value));
}
