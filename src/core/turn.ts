import type { ActionCall } from "./action.ts";
import type { FormSubmission } from "./form.ts";
import type { MessageRef, PlaceRef, Platform, Sender } from "./origin.ts";
import type { Reader } from "./trust.ts";
import type { Instant } from "./time.ts";

/** What every turn says about itself. */
interface TurnBase {
  readonly id: string;
  readonly platform: Platform;
  /** Turns of one conversation are handled in order and share follow-up state. */
  readonly conversation: string;
  /** What the channel itself may show here; bindings and roles add to it, never take away. */
  readonly reader: Reader;
  readonly arrivedAt: Instant;
  /** Left out where nobody is known: a script, an anonymous page. */
  readonly sender?: Sender;
  readonly place?: PlaceRef;
}

/** Words that somebody wrote. */
export interface MessageTurn extends TurnBase {
  readonly kind: "message";
  readonly text: string;
  /** The message that the words stand in; for "log this message" the one that was chosen. */
  readonly message?: MessageRef;
  /** When the message was posted; `arrivedAt` where left out. Dates in it are read from there. */
  readonly postedAt?: Instant;
  /** Who wrote it, where somebody else sent it on ("log this message"). */
  readonly author?: Sender;
  /** How the person asked for it to be taken; left out where the words decide. `documents`: a search for the documents that hold them. */
  readonly as?: "question" | "update" | "documents";
  /** False for a post that was only overheard: never answered, at most offered as an update, privately. */
  readonly isAddressed?: boolean;
  /** In a thread that we take part in, without naming us: what people say to each other there is left alone. */
  readonly isFollowUp?: boolean;
  /** Overrides for "as of" questions: a day, or an instant for `knownAt`. */
  readonly trueAt?: string;
  readonly knownAt?: string;
}

/** Anything that arrives. */
export type Turn =
  | MessageTurn
  /** The words of a message were changed. */
  | (TurnBase & { readonly kind: "edited"; readonly message: MessageRef; readonly text: string })
  /** A message was deleted. `isByAuthor` is left out where the platform does not say by whom. */
  | (TurnBase & { readonly kind: "deleted"; readonly message: MessageRef; readonly isByAuthor?: boolean })
  | (TurnBase & { readonly kind: "undeleted"; readonly message: MessageRef })
  /** A button, a choice or a menu entry. `message` is the post that it stands on. */
  | (TurnBase & { readonly kind: "action"; readonly call: ActionCall; readonly message?: MessageRef })
  | (TurnBase & { readonly kind: "form"; readonly form: FormSubmission })
  /**
   * A person, or the assistant itself, was added to a place. `sender` is who was added. A person in a `personal` place came to
   * the organisation.
   */
  | (TurnBase & { readonly kind: "joined"; readonly whom: "person" | "assistant" })
  /**
   * The assistant was taken out of a place, or the place was closed; or it is still there, under another name or open again.
   * `sender` only where they are alone with it.
   */
  | (TurnBase & { readonly kind: "placeChanged"; readonly change: "left" | "kept" })
  /** A person opened the assistant's own page: answered with what concerns them. */
  | (TurnBase & { readonly kind: "opened" });

/** The kinds of turn. */
export type TurnKind = Turn["kind"];

/** True for a post that was only overheard: nobody waits for an answer. */
export function isOverheard(turn: Turn): boolean {
  return turn.kind === "message" && turn.isAddressed === false;
}
