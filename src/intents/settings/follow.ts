import type { Knowledge } from "../../core/knowledge.ts";
import type { Subject } from "../../core/ledger.ts";
import { markNames } from "../../core/marks.ts";
import type { FollowedTheme } from "../../core/marks.ts";
import type { Mark, PeopleReader } from "../../core/people.ts";
import type { StoreTransaction } from "../../core/store.ts";
import type { Effects } from "../../core/turn-handler.ts";
import { stopWords, wordsOf } from "../../core/words.ts";
import type { Handling } from "../desk-parts.ts";
import { callerNow } from "../desk-parts.ts";
import { actions, answerPost, bannerFor, button, notice, onlySay, say, sayNo, sayOnly } from "../replies.ts";
import { aloneWith } from "../actions/who-is-told.ts";
import { followedBy, nameToFollow, readTheme, saysTheme, themeMark } from "./followed.ts";

/** Names and themes have fewer words than sentences. */
const mostWords = 6;
/** How much one person follows. */
const mostFollowed = 50;

/** Why nothing is remembered about somebody. */
export const nobodyToRemember = "I can remember that only for people I can recognise, and nobody is signed in here.";

/** What words ask to follow: subjects that they name, and the words that they have besides. */
interface Wanted {
  readonly subjects: readonly Subject[];
  /** Empty where they only name something. */
  readonly theme: string;
}

/**
 * Follows what words name, or the words themselves in whatever updates have them, or stops following it. A name of several is
 * asked back. Undefined for "follow up on the lease".
 */
export function followNamed(handling: Handling, what: string, isOn: boolean): Effects | undefined {
  const { knowledge } = handling;
  if (/^up\b/i.test(what)) return undefined;
  const said = what.replace(
    /^(?:updates? (?:on|about|of|from|for)|anything (?:on|about)|the (?:theme|words?))\s+/i,
    "",
  );
  if (!isOn && /^(?:everything|all|all of them|them all)$/i.test(said)) return unfollowAll(handling);
  const { subjects, theme } = wantedIn(said, knowledge);
  const [only] = subjects;
  if (!only && wordsOf(said).length > mostWords) return undefined;
  if (!only) return followTheme(handling, { text: theme }, isOn);
  if (subjects.length > 1) return onlySay(askWhich(said, { subjects, theme }, { knowledge, isOn }));
  return theme === ""
    ? follow(handling, only.id, isOn)
    : followTheme(handling, { text: theme, subject: only.id }, isOn);
}

function askWhich(
  what: string,
  { subjects, theme }: Wanted,
  { knowledge, isOn }: { readonly knowledge: Knowledge; readonly isOn: boolean },
): ReturnType<typeof say> {
  const choices = subjects.slice(0, 10).map((one) => {
    const label = nameToFollow(one, knowledge);
    const named = theme === "" ? label : `${theme} in ${label}`;
    return { label, text: `${isOn ? "follow" : "unfollow"} ${named}` };
  });
  const blocks = [notice(`“${what}” stands for several. Which one?`), { kind: "choices", choices } as const];
  return say({ intent: "settings", outcome: "askedBack", blocks, onlyYou: true });
}

/** Words that only lead over to a name: "in Eastmere", "the pilot at Eastmere". */
const joining = new Set("pilot pilots programme programmes team teams place update updates".split(" "));

function wantedIn(what: string, knowledge: Knowledge): Wanted {
  const mentions = knowledge.findMentions(what);
  const subjects = mentions.flatMap(({ candidates }) =>
    candidates.flatMap(({ subject }) => knowledge.subject(subject) ?? []),
  );
  const others = wordsOf(what).filter(
    (word) => !mentions.some(({ start, end }) => word.start < end && start < word.end),
  );
  const isTelling = others.some(({ folded }) => !stopWords.has(folded) && !joining.has(folded));
  const first = others.findIndex(({ folded }) => !stopWords.has(folded));
  const last = others.findLastIndex(({ folded }) => !stopWords.has(folded));
  const words = others.slice(first, last + 1).map(({ start, end }) => what.slice(start, end));
  const theme = mentions.length === 0 ? what.trim() : isTelling ? words.join(" ") : "";
  return { subjects: narrowed(subjects), theme };
}

/** A programme named beside a pilot says which pilot is meant. */
function narrowed(subjects: readonly Subject[]): readonly Subject[] {
  const programmes = subjects.filter(({ kind }) => kind === "programme");
  const pilots = subjects.filter(({ kind }) => kind === "participation");
  const within = pilots.filter(({ programme }) => programmes.some(({ id }) => id === programme));
  if (within.length > 0) return [...new Set(within)];
  if (pilots.length > 0) return [...new Set(pilots)];
  return [...new Set(programmes.length > 0 ? programmes : subjects)];
}

/** Follows, or stops following, what a button names: a subject, or a theme by the name of its mark. */
export function follow(handling: Handling, target: string, isOn: boolean): Effects {
  const { knowledge } = handling;
  const subject = knowledge.subject(target);
  if (isOn && !subject) return onlySay(sayNo("act", "I know no such programme or pilot, or it may not be shown here."));
  const name = target.startsWith(markNames.theme) ? target : markNames.follow + target;
  return change(handling, { name, value: true, isOn, banner: bannerFor([subject?.id], knowledge) });
}

function followTheme(handling: Handling, theme: FollowedTheme, isOn: boolean): Effects {
  const text = theme.text.slice(0, 120);
  if (!saysTheme(text))
    return onlySay(
      sayNo("settings", `“${text}” says nothing that I could look for. Name a pilot, a programme or a theme.`),
    );
  const value = { ...theme, text };
  return change(handling, {
    name: themeMark(value),
    value,
    isOn,
    banner: bannerFor([theme.subject], handling.knowledge),
  });
}

interface Change {
  readonly name: string;
  readonly value: unknown;
  readonly isOn: boolean;
  readonly banner: string | undefined;
}

function change(handling: Handling, { name, value, isOn, banner }: Change): Effects {
  const { knowledge, now } = handling;
  return {
    async commit(transaction) {
      const { sender } = await callerNow(handling, transaction);
      if (!sender) return [answerPost(sayNo("act", nobodyToRemember))];
      const owner = (await transaction.ensurePerson(sender, now)).id;
      const before = await transaction.mark(owner, name);
      const followed = followedBy(before ?? { name, value }, knowledge).name;
      const told = (text: string) => [answerPost(sayOnly("act", text, { onlyYou: true, banner }))];
      if (!isOn) {
        const isGone = await transaction.removeMark(owner, name);
        return told(
          isGone
            ? `You do not follow ${followed} any more.`
            : `You did not follow ${followed}. “following” lists what you follow.`,
        );
      }
      if (!before && (await followedOf(owner, transaction)).length >= mostFollowed)
        return told(`You follow ${mostFollowed} things already. “following” lists them; unfollow one first.`);
      await transaction.putMark({ owner, name, value, at: now });
      const words = readTheme({ name, value }) ? toldOfTheme(followed) : toldOf(followed);
      const isReachable = (await aloneWith(owner, transaction)) !== undefined;
      return told(isReachable ? words : `${words} ${unreachable}`);
    },
  };
}

const unreachable = "You have not written to me alone yet: do so once, so that I know where.";

const when = "From 18:00 to 08:00 and on days nobody works I wait until people are back.";

function toldOf(followed: string): string {
  return `You follow ${followed}: where you talk to me alone, I tell you when an update of it is confirmed. ${when}`;
}

function toldOfTheme(followed: string): string {
  return `You follow the words ${followed}: where you talk to me alone, I tell you when a confirmed update that you may see has all of them, in any form. ${when} “following” lists what you follow.`;
}

/** The marks of what somebody follows: subjects, then themes. */
async function followedOf(owner: string, people: Pick<PeopleReader, "marks">): Promise<readonly Mark[]> {
  return [...(await people.marks(markNames.follow, owner)), ...(await people.marks(markNames.theme, owner))];
}

function unfollowAll(handling: Handling): Effects {
  return {
    async commit(transaction: StoreTransaction) {
      const { person } = await callerNow(handling, transaction);
      const marks = person ? await followedOf(person.id, transaction) : [];
      for (const { owner, name } of marks) await transaction.removeMark(owner, name);
      const told = marks.length === 0 ? "You follow nothing." : "You follow nothing any more.";
      return [answerPost(sayOnly("act", told, { onlyYou: true }))];
    },
  };
}

/** Lists what somebody follows, each with a button that ends it. */
export async function showFollowed({ caller, parts, knowledge }: Handling): Promise<Effects> {
  if (!caller.sender) return onlySay(sayNo("settings", nobodyToRemember));
  const marks = caller.person ? await followedOf(caller.person.id, parts.store) : [];
  if (marks.length === 0) {
    const how =
      "You follow nothing. “follow” with the name of a pilot or programme, or with words such as “transport contracts”, changes that.";
    return onlySay(sayOnly("settings", how, { onlyYou: true }));
  }
  const items = marks.map((mark) => followedBy(mark, knowledge));
  const blocks = [
    notice(`You follow ${items.length === 1 ? "one thing" : `${items.length} things`}:`),
    { kind: "list", items: items.map(({ name }) => ({ text: name, citations: [] })) } as const,
    ...actions(
      items
        .slice(0, mostButtons)
        .map(({ name, target }) => button(`Unfollow ${name}`.slice(0, 75), { verb: "unfollow", target })),
    ),
    notice("“unfollow” with the same words ends one of them, “unfollow everything” all."),
  ];
  const banner = bannerFor(
    items.map(({ target }) => target),
    knowledge,
  );
  return onlySay(say({ intent: "settings", blocks, onlyYou: true, banner }));
}

/** More buttons than this are no help. */
const mostButtons = 10;
