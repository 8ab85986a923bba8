import { sha256 } from "../../core/event-hash.ts";
import type { Knowledge } from "../../core/knowledge.ts";
import type { Subject } from "../../core/ledger.ts";
import { followedThemeSchema, markNames } from "../../core/marks.ts";
import type { FollowedTheme } from "../../core/marks.ts";
import type { Mark } from "../../core/people.ts";
import { contentWords, wordsOf } from "../../core/words.ts";
import { analyseQuery } from "../../retrieval/analyse-query.ts";
import { labelOf } from "../updates/form/update-form.ts";

/** How a subject is named to somebody who follows it: a pilot with its programme. */
export function nameToFollow(subject: Subject, knowledge: Knowledge): string {
  return subject.kind === "participation" ? labelOf(subject, knowledge) : subject.name;
}

/** The name of the mark of a theme: the same words in any order and form are one theme. */
export function themeMark({ text, subject = "" }: FollowedTheme): string {
  const stems = analyseQuery(text).terms.map(({ stem }) => stem);
  return markNames.theme + sha256(`theme/${subject}/${stems.toSorted().join(" ")}`).slice(0, 24);
}

/** The theme that a mark holds; undefined where it holds none. */
export function readTheme(mark: Pick<Mark, "name" | "value">): FollowedTheme | undefined {
  return mark.name.startsWith(markNames.theme) ? followedThemeSchema.safeParse(mark.value).data : undefined;
}

/** True for words that say what to look for. */
export function saysTheme(text: string): boolean {
  return contentWords(text).length > 0;
}

/** True where one of several texts has every word of a theme, compared by stem as a search compares them. */
export function isThemeOf(theme: string, texts: readonly string[]): boolean {
  const wanted = analyseQuery(theme).terms;
  return texts.some((text) => {
    const stems = new Set(wordsOf(text).map(({ stem }) => stem));
    return wanted.every(({ stem }) => stems.has(stem));
  });
}

/** What somebody follows by one of their marks: how it is called, and the target of its button. */
export interface Followed {
  readonly name: string;
  readonly target: string;
}

/** Reads a mark of `follow` or `theme`. What is not on record any more is called by its id. */
export function followedBy(mark: Pick<Mark, "name" | "value">, knowledge: Knowledge): Followed {
  const theme = readTheme(mark);
  if (!theme) {
    const target = mark.name.slice(markNames.follow.length);
    const subject = knowledge.subject(target);
    return { target, name: subject ? nameToFollow(subject, knowledge) : target };
  }
  const where = knowledge.subject(theme.subject ?? "");
  const inside = where ? ` in ${nameToFollow(where, knowledge)}` : "";
  return { target: mark.name, name: `“${theme.text}”${inside}` };
}
