import type { Knowledge } from "../../core/knowledge.ts";
import { markNames } from "../../core/marks.ts";
import type { Mark, PeopleReader } from "../../core/people.ts";
import type { ConfirmedUpdate, UpdateFields } from "../../core/update.ts";
import { isThemeOf, readTheme } from "../settings/followed.ts";

/** What those who follow an update follow: of each person one mark, in order of person. */
export async function followersOf(
  update: ConfirmedUpdate,
  people: Pick<PeopleReader, "marks">,
  knowledge: Knowledge,
): Promise<readonly Mark[]> {
  const said = wordsOf(update.fields);
  const about = subjectsOf(update, said, knowledge);
  const subjects = await people.marks(markNames.follow);
  const themes = await people.marks(markNames.theme);
  const followed = [
    ...subjects.filter(({ name }) => about.has(name.slice(markNames.follow.length))),
    ...themes.filter((mark) => {
      const theme = readTheme(mark);
      const isThere = theme?.subject === undefined || about.has(theme.subject);
      return theme !== undefined && isThere && isThemeOf(theme.text, said);
    }),
  ];
  return [...Map.groupBy(followed, ({ owner }) => owner).values()].flatMap((marks) => marks.slice(0, 1));
}

/** What an update says in words, one text an item. */
function wordsOf({ narrative = "", milestones, metrics, risks, help, nextSteps }: UpdateFields): readonly string[] {
  return [
    narrative,
    ...milestones.map(({ name }) => name),
    ...metrics.map(({ name }) => name),
    ...risks.map(({ text, mitigation = "" }) => `${text}. ${mitigation}`),
    ...help.map(({ text, department }) => `${text}. ${department}`),
    ...nextSteps.map(({ text }) => text),
  ];
}

/** Everything that an update is about, by id. */
function subjectsOf(
  { pilot, programme, fields }: ConfirmedUpdate,
  said: readonly string[],
  knowledge: Knowledge,
): ReadonlySet<string> {
  // Another pilot that is only mentioned has no update of its own by that.
  const themes = said
    .flatMap((text) => knowledge.findMentions(text))
    .flatMap(({ candidates }) => candidates.slice(0, 1))
    .map(({ subject }) => subject)
    .filter((id) => ["term", "department"].includes(knowledge.subject(id)?.kind ?? ""));
  const councils = knowledge.subject(pilot)?.councils ?? [];
  return new Set([pilot, programme, ...councils, ...fields.help.map(({ department }) => department), ...themes]);
}
