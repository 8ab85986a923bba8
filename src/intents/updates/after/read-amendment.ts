import { ratings } from "../../../core/update.ts";
import type { ProposedUpdate, Rating, RatingScale, Trend, UpdateFields } from "../../../core/update.ts";
import { numbersIn, numberSource, replaceLastNumber, replaceNamed, replaceNumber } from "./correct-number.ts";
import type { WrittenNumber } from "./correct-number.ts";
import { hasContent } from "../form/read-update-form.ts";

/** What a message would make of an update: its new content, or what cannot be done, in a sentence. */
export type Amendment = { readonly fields: UpdateFields } | { readonly problem: string };

/** What an amendment is read with. */
export interface Amending {
  readonly fields: UpdateFields;
  /** The words that the update came from; empty where they are gone. */
  readonly words: string;
  readonly scale: RatingScale;
  /** What words propose if they are read as an update of the same pilot. */
  readonly propose: (text: string) => ProposedUpdate | undefined;
}

const ratingSource = "amber[ /-]?red|red[ /-]?amber|amber[ /-]?green|green[ /-]?amber|red|amber|green|🔴|🟠|🟡|🟢";
const opening = "(?:(?:no|sorry|oops|apologies|hang on|wait|actually|correction|correcting that|typo)[,:;.! -]*)";
const changing = "(?:make|change|set|turn|switch|move|mark|rate|correct|update|fix)";
const saying =
  "(?:(?:it|that|this|we|the (?:rating|rag|status|number|figure)|rating|rag|status)?\\s*(?:should (?:be|read|say|have (?:been|said|read))|'s|is|are|was|were|meant to be)|i (?:meant|mean)|meant|should (?:be|have been))";

const cue = new RegExp(
  `^(?:\\*|${opening}|${changing} (?:that|it|this)\\b|i meant\\b|i mean\\b|should (?:be|have been)\\b|that should\\b|it should\\b)`,
  "i",
);
const forRating = new RegExp(
  `^(?<cue>\\*\\s*|${opening}*(?:${changing} (?:that|it|this|us|(?:the |our )?(?:rating|rag|status))(?: to| as| into)?\\s+|${saying}\\s+)?)(?:actually |an? |back to )?(?<rating>${ratingSource})(?:,? (?:not|instead of|rather than) (?:${ratingSource}))?(?: actually)?\\s*(?<star>\\*?)[.!]*$`,
  "iu",
);
const forTarget = new RegExp(
  `^${opening}*(?:${changing} )?(?:the |our )?(?<name>[\\p{L} -]{0,40}?)\\s*target(?: for (?<for>[\\p{L} -]{2,40}?))?\\s*(?:to be|to|as|is|=|:|should (?:be|have been)|was)?\\s*(?:actually )?(?<number>${numberSource})[.!]*$`,
  "iu",
);
const forName = new RegExp(
  `^${opening}*(?:${changing} (?:the |our |that )?(?<change>[\\p{L}][\\p{L} -]{1,40}?) (?:to|=|as)|(?:the |our )?(?<name>[\\p{L}][\\p{L} -]{1,40}?) (?:should (?:be|read|have been)|(?:is|are|was|were) actually|:|=))\\s*(?<number>${numberSource})[.!]*$`,
  "iu",
);
const forNumber = new RegExp(
  `^(?:\\*\\s*|${opening}+|${opening}*(?:${changing} (?:that|it|this)(?: to)?|${saying})\\s+)(?:it's |that's |its |thats |is )?(?<number>${numberSource})(?: (?<name>[\\p{L}][\\p{L} -]{1,40}?))?[.!]*$`,
  "iu",
);
const forSwap = new RegExp(
  `^${opening}*(?:(?:it|that|this|there)(?:'s| is| was| were)? |should be |${saying} )?(?<number>${numberSource})(?: [\\p{L} -]{1,40}?)?,? (?:not|instead of|rather than) (?<old>${numberSource})(?: [\\p{L} -]{1,40})?[.!]*$`,
  "iu",
);
const starAfter = new RegExp(`^(?<number>${numberSource})\\s*\\*$`, "iu");

/** Reads a message as a change to an update that was just logged; undefined for one that is none. */
export function readAmendment(text: string, amending: Amending): Amendment | undefined {
  const said = text
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^(?:please|pls|can you|could you),? /i, "")
    .replace(/(?:,? (?:please|thanks|thank you|now|instead))+(?=[.!]*$)/i, "");
  if (said === "" || said.length > 400 || /\?\s*$/.test(said)) return undefined;
  return readRating(said, amending) ?? readNumber(said, amending) ?? readOther(said, amending);
}

function readRating(said: string, { fields, scale }: Amending): Amendment | undefined {
  const { groups } = forRating.exec(said) ?? {};
  if (
    !groups ||
    ((groups["cue"] ?? "").trim() === "" && groups["star"] === "" && !/ (?:not|instead of|rather than) /i.test(said))
  ) {
    return undefined;
  }
  const rating = ratingOf(groups["rating"] ?? "");
  if (scale === "three-step" && rating.includes("-")) {
    return { problem: "This programme rates on three steps: red, amber or green. Nothing was changed." };
  }
  const { trend: _trend, ...rest } = fields;
  const trend = trendAfter(fields, rating);
  return { fields: { ...rest, rating, scale, ...(trend && { trend }) } };
}

function ratingOf(said: string): Rating {
  const word = said.toLowerCase().replace(/[ /]/, "-");
  const signs: Readonly<Record<string, Rating>> = { "🔴": "red", "🟠": "amber", "🟡": "amber", "🟢": "green" };
  const turned: Readonly<Record<string, Rating>> = {
    "red-amber": "amber-red",
    "green-amber": "amber-green",
    amberred: "amber-red",
    ambergreen: "amber-green",
  };
  return signs[said] ?? turned[word] ?? ratings.find((rating) => rating === word) ?? "amber";
}

/** The trend of a corrected rating, where the old one says what the rating before was. */
function trendAfter({ rating: was, trend }: UpdateFields, rating: Rating): Trend | undefined {
  if (was === rating) return trend;
  if (was === undefined || trend !== "same") return undefined;
  return ratings.indexOf(rating) > ratings.indexOf(was) ? "up" : "down";
}

function readNumber(said: string, { fields, words }: Amending): Amendment | undefined {
  const swap = forSwap.exec(said)?.groups;
  const [number, old] = [first(swap?.["number"]), first(swap?.["old"])];
  if (number && old) return amended(replaceNumber(fields, old, number), `I find no ${old.text.trim()} in that update.`);
  const target = forTarget.exec(said)?.groups;
  const goal = first(target?.["number"]);
  if (target && goal) {
    const name = (target["for"] ?? target["name"] ?? "").trim();
    return amended(
      replaceNamed(fields, { name, isTarget: true }, goal),
      "I find no figure of that name in the update.",
    );
  }
  const named = forName.exec(said)?.groups;
  const figure = first(named?.["number"]);
  const name = (named?.["change"] ?? named?.["name"] ?? "").trim();
  if (figure && !/^(?:that|it|this|number|figure|last (?:one|number|figure))$/i.test(name)) {
    const changed = replaceNamed(fields, { name, isTarget: false }, figure);
    if (changed) return { fields: changed };
  }
  const bare = (forNumber.exec(said) ?? starAfter.exec(said))?.groups;
  const last = figure ?? first(bare?.["number"]);
  if (!last || (!bare && !figure)) return undefined;
  const ofName =
    bare?.["name"] === undefined ? undefined : replaceNamed(fields, { name: bare["name"], isTarget: false }, last);
  if (ofName) return { fields: ofName };
  return amended(replaceLastNumber(fields, words, last), "That update has no figure to replace.");
}

function amended(fields: UpdateFields | undefined, problem: string): Amendment {
  return fields ? { fields } : { problem: `${problem} Nothing was changed.` };
}

function first(text: string | undefined): WrittenNumber | undefined {
  return text === undefined ? undefined : numbersIn(text)[0];
}

/** Whatever else stands behind "actually" or "correction:", read as an update of the same pilot and laid over the old one. */
function readOther(said: string, { fields, propose }: Amending): Amendment | undefined {
  if (!cue.test(said)) return undefined;
  const rest = said.replace(new RegExp(`^(?:\\*|${opening})+`, "i"), "").trim();
  const proposed = rest === "" ? undefined : propose(rest);
  if (!proposed || !hasContent(proposed)) return undefined;
  return { fields: layOver(fields, proposed) };
}

function layOver(fields: UpdateFields, said: ProposedUpdate): UpdateFields {
  const { period, rating, scale, trend } = said;
  return {
    ...fields,
    ...(period && { period }),
    ...(rating && { rating, ...(scale && { scale }) }),
    ...(trend && { trend }),
    ...(said.spend && { spend: { ...fields.spend, ...said.spend } }),
    milestones: joined(fields.milestones, said.milestones, ({ name }) => name),
    metrics: joined(fields.metrics, said.metrics, ({ name }) => name),
    risks: joined(fields.risks, said.risks, ({ text }) => text),
    help: joined(fields.help, said.help, ({ department, text }) => `${department} ${text}`),
    nextSteps: joined(fields.nextSteps, said.nextSteps, ({ text }) => text),
  };
}

/** What was there, with what has the same name replaced and what is new at the end. */
function joined<Item>(before: readonly Item[], said: readonly Item[], nameOf: (item: Item) => string): readonly Item[] {
  const isSame = (left: Item, right: Item): boolean => nameOf(left).toLowerCase() === nameOf(right).toLowerCase();
  const kept = before.map((item) => said.find((one) => isSame(one, item)) ?? item);
  return [...kept, ...said.filter((item) => !before.some((one) => isSame(one, item)))];
}
