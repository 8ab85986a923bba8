import { randomUUID } from "node:crypto";
import type { ActionCall } from "../../core/action.ts";
import type { Assistant } from "../../core/assistant.ts";
import type { Form, FormSubmission } from "../../core/form.ts";
import type { Reply } from "../../core/reply.ts";
import type { Clock, Instant } from "../../core/time.ts";
import type { Turn } from "../../core/turn.ts";
import type { PostDraft } from "../../core/turn-handler.ts";
import type { Part } from "./playground.ts";

/** Something that stands in the team's channel, oldest first. */
export type ChannelItem =
  | {
      readonly kind: "message";
      readonly id: string;
      readonly at: Instant;
      readonly text: string;
      readonly change?: Change;
    }
  | { readonly kind: "post"; readonly key: string; readonly at: Instant; readonly reply: Reply };

/** What its author did to a message. */
export type Change = "edited" | "deleted";

/** A channel in the playground, where the visitor is a local team. What was said in it is forgotten with the process. */
export interface TeamChannel {
  readonly items: () => readonly ChannelItem[];
  /** A form that waits to be filled in. */
  readonly form: () => Form | undefined;
  say(text: string): Promise<void>;
  edit(id: string, text: string): Promise<void>;
  remove(id: string): Promise<void>;
  act(call: ActionCall): Promise<void>;
  /** Sends a form in; it stands again, with what is wrong in it, where it could not be taken. */
  submit(form: FormSubmission): Promise<void>;
  closeForm(): void;
}

/** How much of the channel is kept. */
const mostItems = 100;

/** Creates an empty channel. */
export function createTeamChannel(parts: {
  readonly assistant: Pick<Assistant, "respond">;
  readonly clock: Clock;
  readonly part: Part;
}): TeamChannel {
  const { assistant, clock, part } = parts;
  const conversation = `${part.place.id}:all`;
  let items: readonly ChannelItem[] = [];
  let form: Form | undefined;

  const now = (): Instant => clock.now().toISOString();
  const add = (item: ChannelItem): void => void (items = [...items, item].slice(-mostItems));

  function base() {
    const { sender, place } = part;
    return {
      id: randomUUID(),
      platform: "web",
      conversation,
      reader: { audiences: ["public"] },
      arrivedAt: now(),
      sender,
      place,
    } as const;
  }

  function show({ operation, reply, key = randomUUID(), changes }: PostDraft): void {
    if (operation === "delete") items = items.filter((item) => item.kind !== "post" || item.key !== changes);
    if (!reply) return;
    form = reply.form ?? form;
    if (reply.blocks.length === 0) return;
    const shown = items.findIndex((item) => item.kind === "post" && item.key === changes);
    if (operation === "edit" && shown !== -1)
      items = items.with(shown, { kind: "post", key: changes ?? key, at: now(), reply });
    else add({ kind: "post", key, at: now(), reply });
  }

  async function send(turn: Turn): Promise<void> {
    for (const post of await assistant.respond(turn))
      if (!post.target || post.target.place === part.place.id) show(post);
  }

  function changeMessage(id: string, text: string, change: Change): void {
    items = items.map((item) => (item.kind === "message" && item.id === id ? { ...item, text, change } : item));
  }

  return {
    items: () => items,
    form: () => form,
    async say(text) {
      const id = randomUUID();
      add({ kind: "message", id, at: now(), text });
      await send({ ...base(), kind: "message", text, message: { place: part.place.id, id } });
    },
    async edit(id, text) {
      changeMessage(id, text, "edited");
      await send({ ...base(), kind: "edited", message: { place: part.place.id, id }, text });
    },
    async remove(id) {
      changeMessage(id, "", "deleted");
      await send({ ...base(), kind: "deleted", message: { place: part.place.id, id }, isByAuthor: true });
    },
    act: (call) => send({ ...base(), kind: "action", call }),
    async submit(submission) {
      form = undefined;
      await send({ ...base(), kind: "form", form: submission });
    },
    closeForm: () => void (form = undefined),
  };
}
