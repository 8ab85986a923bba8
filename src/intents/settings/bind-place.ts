import type { Knowledge } from "../../core/knowledge.ts";
import type { Subject } from "../../core/ledger.ts";
import type { Place } from "../../core/people.ts";
import type { Reply } from "../../core/reply.ts";
import type { StoreTransaction } from "../../core/store.ts";
import type { Effects } from "../../core/turn-handler.ts";
import { sayList } from "../../answer/say-value.ts";
import { fold, wordsOf } from "../../core/words.ts";
import { isBound } from "../caller.ts";
import type { Handling } from "../desk-parts.ts";
import { callerNow } from "../desk-parts.ts";
import { answerPost, bannerFor, notice, onlySay, say, sayNo, sayOnly } from "../replies.ts";
import { isOfficeOf } from "../updates/permissions.ts";
import { labelOf } from "../updates/form/update-form.ts";
import { setShared } from "../shared-places.ts";

/** What a place is to be bound to, or a question, or undefined where the words are no names. */
type Named =
  | { readonly subjects: readonly Subject[] }
  | { readonly text: string; readonly candidates: readonly Subject[] };

/** Shows what a place is bound to, or binds it: for admins and the programme's office. Undefined for words that name nothing. */
export function bindPlace(handling: Handling, what: string): Effects | undefined {
  const { turn, caller, knowledge } = handling;
  if (!turn.place) return onlySay(sayNo("settings", "This is no place that can be bound to a programme."));
  if (what === "") return onlySay(showBinding(caller.bound, handling));
  if (/^(?:nothing|none|nobody|no one)$/i.test(what)) return rebind(handling, []);
  const labelled = pilotLabelled(what, knowledge);
  if (labelled) return rebind(handling, [labelled]);
  if (saysMore(what, knowledge)) return undefined;
  const named = namedIn(what, knowledge);
  if (!named) {
    return caller.isAdmin || caller.roles.length > 0
      ? onlySay(
          sayNo(
            "settings",
            `I know no programme or pilot called “${what.slice(0, 80)}”. Write its name as it is on record.`,
          ),
        )
      : wordsOf(what).length <= 2
        ? onlySay(
            sayNo(
              "settings",
              "Only an administrator or the programme's office binds a place. “here” alone shows what it is for.",
            ),
          )
        : undefined;
  }
  return "candidates" in named ? onlySay(askWhich(named, knowledge)) : rebind(handling, named.subjects);
}

/** The pilot that is offered under exactly these words: a choice that was shown is taken up by them. */
function pilotLabelled(what: string, knowledge: Knowledge): Subject | undefined {
  const folded = fold(what).trim();
  return knowledge.ofKind("participation").find((one) => fold(labelOf(one, knowledge)) === folded);
}

/** True for words that name something and go on to say something of it: "here Eastmere is amber" is no binding. */
function saysMore(what: string, knowledge: Knowledge): boolean {
  const mentions = knowledge.findMentions(what);
  const others = wordsOf(what).filter(
    (word) => !mentions.some(({ start, end }) => word.start < end && start < word.end),
  );
  return mentions.length > 0 && others.some(({ folded }) => !joining.has(folded));
}

const joining = new Set("and the of in for at with pilot pilots programme programmes team teams place all".split(" "));

function namedIn(what: string, knowledge: Knowledge): Named | undefined {
  const mentions = knowledge.findMentions(what);
  const programmes = mentions.flatMap(({ candidates }) =>
    candidates.flatMap(({ subject }) => subjectOf(subject, "programme", knowledge)),
  );
  const chosen: Subject[] = [];
  for (const { candidates, text } of mentions) {
    const pilots = [...new Set(candidates.flatMap(({ subject }) => subjectOf(subject, "participation", knowledge)))];
    const inNamed = pilots.filter(({ programme }) => programmes.some(({ id }) => id === programme));
    const meant = inNamed.length > 0 ? inNamed : pilots;
    if (meant.length > 1) return { text, candidates: meant };
    chosen.push(...meant);
  }
  if (mentions.length === 0) {
    const byId = knowledge.subject(fold(what).trim());
    return byId?.kind === "programme" || byId?.kind === "participation" ? { subjects: [byId] } : undefined;
  }
  const own = programmes.filter(({ id }) => !chosen.some(({ programme }) => programme === id));
  const subjects = [...new Set([...chosen, ...own])];
  return subjects.length === 0 ? undefined : { subjects };
}

function subjectOf(id: string, kind: Subject["kind"], knowledge: Knowledge): readonly Subject[] {
  const subject = knowledge.subject(id);
  if (subject?.kind === kind) return [subject];
  // A council's own name stands for the pilots it is in.
  return kind === "participation" && subject?.kind === "council"
    ? knowledge.participationsOf(id).filter(({ participationKind }) => participationKind === "pilot")
    : [];
}

function askWhich({ text, candidates }: Extract<Named, { readonly candidates: unknown }>, knowledge: Knowledge): Reply {
  const choices = candidates.slice(0, 10).map((one) => {
    const label = labelOf(one, knowledge);
    return { label, text: `here ${label}` };
  });
  return say({
    intent: "settings",
    outcome: "askedBack",
    blocks: [notice(`“${text}” stands for several pilots. Which one is this place for?`), { kind: "choices", choices }],
    onlyYou: true,
  });
}

function rebind(handling: Handling, subjects: readonly Subject[]): Effects {
  const { turn, now, knowledge, context } = handling;
  return {
    async commit(transaction) {
      const caller = await callerNow(handling, transaction);
      const programmes = subjects.map((subject) =>
        subject.kind === "programme" ? subject.id : (subject.programme ?? ""),
      );
      const before = caller.bound;
      const standing = before ? [...before.programmes, ...pilotProgrammes(before, knowledge)] : [];
      const refused = [...programmes, ...standing].filter((programme) => !isOfficeOf(caller, programme));
      if (refused.length > 0 || (programmes.length === 0 && !isOfficeOf(caller, standing[0] ?? null))) {
        return [answerPost(sayNo("settings", "Only an administrator or the programme's office binds a place."))];
      }
      const { place } = turn;
      if (!place) return [];
      const address = context.replyTo?.address ?? before?.address;
      const bound: Place = {
        ...blankPlace(turn, now),
        ...before,
        ...(place.name !== undefined && { name: place.name }),
        programmes: subjects.filter(({ kind }) => kind === "programme").map(({ id }) => id),
        pilots: subjects.filter(({ kind }) => kind === "participation").map(({ id }) => id),
        ...(address !== undefined && { address }),
        // Where others read along only what is public may be shown, and digests are not.
        ...(place.isShared === true && { digests: false }),
        changedAt: now,
      };
      await transaction.putPlace(bound);
      await setShared(place.id, place.isShared === true, { people: transaction, now });
      return [answerPost(showBinding(bound, handling))];
    },
  };
}

function pilotProgrammes({ pilots }: Place, knowledge: Knowledge): readonly string[] {
  return pilots.flatMap((pilot) => knowledge.subject(pilot)?.programme ?? []);
}

/** A place as it is before anybody says anything about it: nothing is bound, nothing is listened to. */
function blankPlace({ place, platform }: Pick<Handling["turn"], "place" | "platform">, now: string): Place {
  return { id: place?.id ?? "", platform, programmes: [], pilots: [], listens: false, digests: true, changedAt: now };
}

function showBinding(place: Place | undefined, { knowledge, turn }: Handling): Reply {
  if (!place || !isBound(place)) {
    const told =
      "This place is bound to nothing: what is said here is answered with what is public. “here”, with the name of a programme or pilot, binds it; an administrator or the programme's office may.";
    return sayOnly("settings", told);
  }
  const names = [...place.pilots, ...place.programmes].flatMap((id) => {
    const subject = knowledge.subject(id);
    return subject ? [subject.kind === "participation" ? labelOf(subject, knowledge) : subject.name] : [];
  });
  const shared =
    turn.place?.isShared === true ? " It is shared with others, so answers here show only what is public." : "";
  const text = `This place is for ${sayList(names)}. Its members may log and confirm updates for it.${shared}`;
  const more = [
    place.listens
      ? "Posts without a mention are offered as updates to their author alone."
      : "Posts without a mention are not read.",
    place.digests ? "Digests and reminders come here." : "No digests or reminders come here.",
    place.contact === undefined ? "Nobody is set down as its contact." : "It has a contact for questions.",
  ];
  return say({
    intent: "settings",
    blocks: [notice(text), ...more.map((line) => notice(line))],
    banner: bannerFor([...place.pilots, ...place.programmes], knowledge),
  });
}

/** Changes one thing about a place, where the caller may; `told` says what it is now. */
export function changePlace(
  handling: Handling,
  {
    change,
    told,
    isForMembers = false,
  }: { readonly change: (place: Place) => Place; readonly told: string; readonly isForMembers?: boolean },
): Effects {
  const { turn, now, context } = handling;
  return {
    async commit(transaction: StoreTransaction) {
      const caller = await callerNow(handling, transaction);
      if (!turn.place) return [answerPost(sayNo("settings", "This is no place whose settings can be changed."))];
      const programmes = [
        ...(caller.bound?.programmes ?? []),
        ...(caller.bound ? pilotProgrammes(caller.bound, handling.knowledge) : []),
      ];
      const isOffice = caller.isAdmin || programmes.some((programme) => isOfficeOf(caller, programme));
      if (!isOffice && !(isForMembers && !caller.isExternal && caller.sender)) {
        return [answerPost(sayNo("settings", "Only an administrator or the programme's office changes that."))];
      }
      const before = caller.bound ?? blankPlace(turn, now);
      const address = before.address ?? context.replyTo?.address;
      const changed = { ...change(before), ...(address !== undefined && { address }), changedAt: now };
      await transaction.putPlace(turn.place.isShared === true ? { ...changed, digests: false } : changed);
      return [answerPost(sayOnly("settings", told))];
    },
  };
}
