import { markNames } from "../../core/marks.ts";
import type { Platform } from "../../core/origin.ts";
import type { Place } from "../../core/people.ts";
import type { PlaceReport } from "../../core/posted.ts";
import { presenceMark, readPresence } from "../../core/presence.ts";
import type { Presence } from "../../core/presence.ts";
import type { Store } from "../../core/store.ts";
import { finding } from "./finding.ts";
import type { Finding } from "./finding.ts";

/** A place of a platform, with everything that is known about reaching it. */
interface ReachedPlace {
  readonly id: string;
  readonly place?: Place;
  readonly presence?: Presence & { readonly at: string };
  readonly report?: PlaceReport;
}

/** At most this many places of a platform are named. */
const mostNamed = 50;

/** Which channels, teams and chats a platform's posts reach: where the assistant is, and how posting there went last. */
export async function checkReach(
  platform: Platform,
  store: Pick<Store, "places" | "marks" | "placeReports">,
): Promise<readonly Finding[]> {
  const places = await readPlaces(platform, store);
  const people = await store.marks(markNames.personal + platform);
  if (places.length + people.length === 0) return [];
  const shared = places.filter((one) => !isPersonal(one));
  const inside = shared.filter(({ presence }) => presence?.isIn !== false);
  const summary = `reaches ${count(inside.length, "channel or chat", "channels and chats")}, and ${count(people.length, "person", "people")} alone`;
  const troubled = places.filter((one) => isPersonal(one) && (isRefused(one.report) || unknownOf(one) > 0));
  const named = [...shared, ...troubled];
  return [
    finding("ok", platform, summary),
    ...named.slice(0, mostNamed).map((one) => placeFinding(platform, one)),
    ...(named.length > mostNamed ? [finding("note", platform, `and ${named.length - mostNamed} more`)] : []),
  ];
}

async function readPlaces(
  platform: Platform,
  store: Pick<Store, "places" | "marks" | "placeReports">,
): Promise<readonly ReachedPlace[]> {
  const places = new Map((await store.places()).filter((one) => one.platform === platform).map((one) => [one.id, one]));
  const reports = new Map((await store.placeReports(platform)).map((one) => [one.place, one]));
  const presences = new Map(
    (await store.marks(presenceMark)).flatMap((mark) => {
      const presence = readPresence(mark);
      const isOurs = presence && mark.owner.startsWith(`${platform}:`);
      return isOurs ? [[mark.owner, { ...presence, at: mark.at }] as const] : [];
    }),
  );
  const ids = [...new Set([...places.keys(), ...presences.keys(), ...reports.keys()])].toSorted();
  return ids.map((id) => {
    const [place, presence, report] = [places.get(id), presences.get(id), reports.get(id)];
    return { id, ...(place && { place }), ...(presence && { presence }), ...(report && { report }) };
  });
}

function isPersonal({ id, presence }: ReachedPlace): boolean {
  return presence?.kind === "personal" || /^(?:teams:[^:]+:(?:a:|person:)|slack:[^:]+:[DU])/.test(id);
}

/** The last thing that happened to a post there is that the platform refused it. */
function isRefused(report: PlaceReport | undefined): boolean {
  const { lastFailure, lastSentAt = "" } = report ?? {};
  return lastFailure !== undefined && lastFailure.at > lastSentAt;
}

function unknownOf({ report }: ReachedPlace): number {
  return report?.unknown ?? 0;
}

function placeFinding(platform: Platform, one: ReachedPlace): Finding {
  const { presence, report } = one;
  const name = nameOf(one);
  if (presence?.isIn === false) {
    return finding("note", platform, `${name}: taken out of it on ${presence.at}; nothing is posted there unasked`);
  }
  const arrived =
    report?.lastSentAt === undefined ? "nothing posted there lately" : `last posted there at ${report.lastSentAt}`;
  const unknown =
    unknownOf(one) === 0
      ? ""
      : `; of ${count(unknownOf(one), "post", "posts")} nobody knows whether they arrived: look there`;
  if (!isRefused(report)) return finding(unknown === "" ? "ok" : "note", platform, `${name}: ${arrived}${unknown}`);
  const { at, reason } = report?.lastFailure ?? { at: "", reason: "" };
  const refused = `${name}: a post was refused at ${at} (${reason}); ${arrived}${unknown}.`;
  return finding("problem", platform, `${refused} Add the app there again, or take the place's binding away.`);
}

/** Only channels are called by their names: a chat's may be those of the people in it. */
function nameOf({ id, place, presence }: ReachedPlace): string {
  const name = presence?.name ?? place?.name;
  const isChannel = presence ? presence.kind === "channel" : name !== undefined && place !== undefined;
  return name !== undefined && isChannel ? `“${name}” (${id})` : id;
}

function count(number: number, one: string, several: string): string {
  return `${number} ${number === 1 ? one : several}`;
}
