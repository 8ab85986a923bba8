import { randomUUID } from "node:crypto";
import type { ActionButton, ActionCall } from "../../core/action.ts";
import { encodeAction } from "../../core/action.ts";
import type { Assistant } from "../../core/assistant.ts";
import type { Form, FormSubmission } from "../../core/form.ts";
import type { PlaceRef, Sender } from "../../core/origin.ts";
import type { Reply } from "../../core/reply.ts";
import type { Clock, Instant } from "../../core/time.ts";
import type { Turn } from "../../core/turn.ts";
import type { PostDraft } from "../../core/turn-handler.ts";

/** Somebody at a place, as the playground plays them. */
export interface Part {
  readonly sender: Sender;
  readonly place: PlaceRef;
  /** Messages that a visitor may post as they are. */
  readonly examples: readonly string[];
}

/** Something that stands in a channel. */
export type ChannelItem =
  | {
      readonly kind: "message";
      readonly id: string;
      readonly at: Instant;
      readonly text: string;
      readonly change?: Change;
    }
  | { readonly kind: "post"; readonly id: string; readonly key: string; readonly at: Instant; readonly reply: Reply };

/** What its author did to a message. */
export type Change = "edited" | "deleted";

/** What a visitor did led to: the item to look at, or the form to fill in. */
export interface Outcome {
  readonly item?: string;
  readonly form?: string;
}

/** A channel of the playground, in which the visitor plays its part. What was said in it is forgotten with the process. */
export interface PlayedChannel {
  readonly place: string;
  readonly examples: readonly string[];
  /** Oldest first. */
  readonly items: () => readonly ChannelItem[];
  /** A form that was opened here and not yet taken. */
  readonly form: (id: string) => Form | undefined;
  /** The button that sends this text, where it stands in the channel now. */
  readonly button: (action: string) => ActionButton | undefined;
  say(text: string): Promise<Outcome>;
  edit(id: string, text: string): Promise<Outcome>;
  remove(id: string): Promise<Outcome>;
  act(call: ActionCall): Promise<Outcome>;
  /** Sends a form in; it stands again under its id, with what is wrong in it, where it could not be taken. */
  submit(id: string, form: FormSubmission): Promise<Outcome>;
  /** Shows a post, or changes one. Returns the id of the item that it stands in now; undefined for none. */
  show(post: PostDraft): string | undefined;
}

/** How much of the channel is kept, and how many forms that wait to be filled in. */
const mostItems = 100;
const mostForms = 20;

/** Creates an empty channel. `deliver` shows a post where it belongs. */
export function createPlayedChannel(parts: {
  readonly assistant: Pick<Assistant, "respond">;
  readonly clock: Clock;
  readonly part: Part;
  readonly deliver: (post: PostDraft, from: PlayedChannel) => string | undefined;
}): PlayedChannel {
  const { assistant, clock, part, deliver } = parts;
  const { sender, place, examples } = part;
  const conversation = `${place.id}:all`;
  let items: readonly ChannelItem[] = [];
  let forms: ReadonlyMap<string, Form> = new Map();

  const now = (): Instant => clock.now().toISOString();

  function add(item: ChannelItem): string {
    items = [...items, item].slice(-mostItems);
    return item.id;
  }

  function base() {
    const reader = { audiences: ["public"] } as const;
    return { id: randomUUID(), platform: "web", conversation, reader, arrivedAt: now(), sender, place } as const;
  }

  function keepForm(form: Form, id: string): string {
    forms = new Map([...forms, [id, form] as const].slice(-mostForms));
    return id;
  }

  /** Sends a turn and shows what is said to it. A form goes to whoever sent the turn, under `formId` where it stood already. */
  async function send(turn: Turn, formId: string = randomUUID()): Promise<Outcome> {
    let [item, form]: [string | undefined, string | undefined] = [undefined, undefined];
    for (const post of await assistant.respond(turn)) {
      if (post.reply?.form) form = keepForm(post.reply.form, formId);
      const shown = deliver(post, channel);
      item ??= items.some(({ id }) => id === shown) ? shown : undefined;
    }
    return { ...(item !== undefined && { item }), ...(form !== undefined && { form }) };
  }

  function changeMessage(id: string, text: string, change: Change): void {
    items = items.map((item) => (item.kind === "message" && item.id === id ? { ...item, text, change } : item));
  }

  const channel: PlayedChannel = {
    place: place.id,
    examples,
    items: () => items,
    form: (id) => forms.get(id),
    button: (action) =>
      items
        .flatMap((item) => (item.kind === "post" ? item.reply.blocks : []))
        .flatMap((block) => (block.kind === "actions" ? block.buttons : []))
        .find(({ call }) => encodeAction(call) === action),
    async say(text) {
      const id = add({ kind: "message", id: randomUUID(), at: now(), text });
      const outcome = await send({ ...base(), kind: "message", text, message: { place: place.id, id } });
      return { item: id, ...outcome };
    },
    async edit(id, text) {
      changeMessage(id, text, "edited");
      const outcome = await send({ ...base(), kind: "edited", message: { place: place.id, id }, text });
      return { item: id, ...outcome };
    },
    async remove(id) {
      changeMessage(id, "", "deleted");
      const message = { place: place.id, id };
      const outcome = await send({ ...base(), kind: "deleted", message, isByAuthor: true });
      return { item: id, ...outcome };
    },
    act: (call) => send({ ...base(), kind: "action", call }),
    submit(id, form) {
      forms = new Map([...forms].filter(([other]) => other !== id));
      return send({ ...base(), kind: "form", form }, id);
    },
    show({ operation, reply, key = randomUUID(), changes }) {
      if (operation === "delete") items = items.filter((item) => item.kind !== "post" || item.key !== changes);
      if (!reply || reply.blocks.length === 0) return undefined;
      const at = items.findIndex((item) => item.kind === "post" && item.key === changes);
      const before = operation === "edit" ? items[at] : undefined;
      if (!before) return add({ kind: "post", id: randomUUID(), key: changes ?? key, at: now(), reply });
      items = items.with(at, { kind: "post", id: before.id, key: changes ?? key, at: now(), reply });
      return before.id;
    },
  };
  return channel;
}
