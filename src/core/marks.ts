import { z } from "zod";
import type { Mark } from "./people.ts";
import type { PostTarget } from "./work.ts";

/** The names of marks, by what they say. Those that end in a colon go on with an id. */
export const markNames = {
  /** Of a person, with a place's id: they were seen there, and not as a guest. */
  seen: "seen:",
  /** Of a person or a place: was told what this is. */
  welcomed: "welcomed",
  /** Of a person, with a platform: where they are alone with the assistant; a `PostTarget`. */
  personal: "personal:",
  /** Of a person: the receipts of what they asked, newest first; see `askedSchema`. */
  asked: "asked",
  /** Of a person, with a programme's id: up to where they were told of its updates; see `lastAskedSchema`. */
  lastAsked: "lastAsked:",
  /** Of a place, with the ids of a programme and a week: its digest was posted there. */
  digest: "digest:",
  /** Of a place, with a programme, the first day of a period and a kind of reminder: it was reminded. */
  reminder: "reminder:",
  /** Of a person, with a subject's id: they want to hear of it. */
  follow: "follow:",
  /** Of a person, with the hash of some words: they want to hear of updates that have them; see `followedThemeSchema`. */
  theme: "theme:",
  /** Of a person, with an update's id: they are told of it once people work again. */
  notice: "notice:",
  /** Of a place: the platform said last that people of other organisations read along there. */
  shared: "shared",
  /** Of a person or a place: nothing is sent unasked until this instant. */
  snooze: "snooze",
  /** Of a person, with the hash of a code: whoever gives it is the same person. */
  linkCode: "linkCode:",
  /** Of a draft: where its cards were posted, and what was agreed about it; see `draftNoteSchema`. */
  draftNote: "draftNote",
  /** Of an update: its owner was asked what becomes of it now that its message is gone. */
  sourceAsked: "sourceAsked",
  /** Of a receipt, with a person's id: whether the answer helped. */
  feedback: "feedback:",
  /** Of a receipt, with a place's id: its answer was posted there for everybody. */
  sharedIn: "sharedIn:",
  /** Of a receipt, with a person's id: the place that their question was passed on to. */
  passedOn: "passedOn:",
  /** Of a programme, with an id: something on record is said to be wrong, and nobody could be told; see `keptCorrectionSchema`. */
  correction: "correction:",
} as const;

/** The last event that somebody had been told of, and when that was. */
export const lastAskedSchema = z.object({ seq: z.int(), at: z.string() });

/** What a person asked, newest first. */
export const askedSchema = z.array(z.object({ receipt: z.string(), at: z.string() }));

/** Words that somebody follows, and where: in updates about this subject, or in all. */
export const followedThemeSchema = z.object({ text: z.string(), subject: z.string().exactOptional() });
export type FollowedTheme = z.infer<typeof followedThemeSchema>;

/** The owner of what is about no programme in particular. */
export const allProgrammes = "programmes";

/** What somebody says is wrong, and where the right thing stands; `about` is the record in words. */
export const keptCorrectionSchema = z.object({
  receipt: z.string(),
  words: z.string(),
  source: z.string(),
  about: z.string(),
});
export type KeptCorrection = z.infer<typeof keptCorrectionSchema>;

/** A place to post to, as a mark holds it. */
const postTargetSchema = z.object({
  channel: z.enum(["cli", "web", "slack", "teams"]),
  place: z.string(),
  conversation: z.string(),
  address: z.unknown().exactOptional(),
});

/** What is remembered beside a draft. */
export const draftNoteSchema = z.object({
  /** Its cards: the key of each post, and where it went unless that was where the turn came from. */
  cards: z
    .array(
      z.object({
        key: z.string(),
        target: postTargetSchema.exactOptional(),
        /** Only one person sees it. */
        isPrivate: z.boolean().exactOptional(),
      }),
    )
    .default([]),
  /** The draft is offered to its author alone. */
  isPrivate: z.boolean().exactOptional(),
  /** The programme that is no longer live and that is logged to all the same. */
  closedFor: z.string().exactOptional(),
  /** The version of the update that it changes: it changes no other. */
  version: z.number().exactOptional(),
});
export type DraftNote = z.infer<typeof draftNoteSchema>;

/** The place that a mark holds, or undefined where it holds none. */
export function targetIn(mark: Mark | undefined): PostTarget | undefined {
  return postTargetSchema.safeParse(mark?.value).data;
}

/** Until when a mark keeps its owner undisturbed; undefined where it does not any more. */
export function snoozedUntil(mark: Mark | undefined, now: string): string | undefined {
  const until = z.string().safeParse(mark?.value).data;
  return until !== undefined && until > now ? until : undefined;
}
