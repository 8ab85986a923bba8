import { markNames } from "../../core/marks.ts";
import { accountKey } from "../../core/origin.ts";
import type { Account } from "../../core/origin.ts";
import type { PeopleReader } from "../../core/people.ts";
import type { PostTarget } from "../../core/work.ts";
import { aloneTarget } from "../place-target.ts";

/** Where somebody is alone with the assistant: the last place that they wrote from; undefined where they never did. */
export async function aloneWith(person: string, people: Pick<PeopleReader, "marks">): Promise<PostTarget | undefined> {
  const marks = await people.marks(markNames.personal, person);
  const newest = marks.toSorted((left, right) => (left.at < right.at ? 1 : -1));
  // A terminal is gone by the time that something is posted to it.
  return newest.map(aloneTarget).find((target) => target !== undefined && target.channel !== "cli");
}

/** Those who answer for a programme, and how they are called to others. */
export interface Answerable {
  readonly name: string;
  readonly targets: readonly PostTarget[];
}

/** Many hands make nobody's work. */
const mostTold = 5;

/**
 * Who of those who answer for a programme can be written to alone: its office, else the administrators. Undefined where none of
 * them has ever written to the assistant alone.
 */
export async function whoAnswersFor(
  programme: string | undefined,
  admins: readonly string[],
  people: PeopleReader,
): Promise<Answerable | undefined> {
  const roles = await people.allRoles();
  const office = roles.filter((one) => one.role === "office" && (one.programme ?? programme) === programme);
  const inOffice = await targetsOf(
    office.map(({ person }) => person),
    people,
  );
  if (inOffice.length > 0) return { name: "the programme office", targets: inOffice };
  const named = await Promise.all(admins.flatMap((key) => readAccount(key) ?? []).map((one) => people.personOf(one)));
  const ids = [
    ...named.flatMap((one) => one?.id ?? []),
    ...roles.flatMap(({ role, person }) => (role === "admin" ? person : [])),
  ];
  const targets = await targetsOf(ids, people);
  return targets.length > 0 ? { name: "the administrators", targets } : undefined;
}

async function targetsOf(ids: readonly string[], people: PeopleReader): Promise<readonly PostTarget[]> {
  const found = await Promise.all([...new Set(ids)].map((id) => aloneWith(id, people)));
  return found.filter((target) => target !== undefined).slice(0, mostTold);
}

/** Reads what `accountKey` writes: `slack:T1:U1`. A user's id may itself hold colons. */
export function readAccount(key: string): Account | undefined {
  const [platform, tenant, ...user] = key.split(":");
  const known = (["cli", "web", "slack", "teams"] as const).find((one) => one === platform);
  const account = known && tenant !== undefined && { platform: known, tenant, user: user.join(":") };
  return account && accountKey(account) === key ? account : undefined;
}
