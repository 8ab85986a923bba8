import { z } from "zod";
import type { SlackAddress } from "../address.ts";
import type { Delivery, ReadContext, SlackArrival } from "./delivery.ts";
import { nothing, responseUrlFrom } from "./delivery.ts";
import { readMessageText } from "./message-text.ts";
import { kindOf, replyTarget, senderOf, turnBase } from "./turn-parts.ts";
import type { Spot } from "./turn-parts.ts";

const commandSchema = z.object({
  command: z.string(),
  text: z.string().default(""),
  user_id: z.string(),
  team_id: z.string().exactOptional(),
  channel_id: z.string(),
  channel_name: z.string().exactOptional(),
  response_url: z.string().exactOptional(),
  trigger_id: z.string().exactOptional(),
});
type Command = z.infer<typeof commandSchema>;

/** True for the body of a slash command. */
export function isCommand(body: unknown): boolean {
  return commandSchema.safeParse(body).success;
}

/** What the words after `/pilots` ask for. */
type Asked =
  | { readonly kind: "usage" }
  | { readonly kind: "form" }
  | { readonly kind: "words"; readonly text: string; readonly as?: "question" | "update" };

/** A command as the words that mean it, so that it can be said in any way and on any platform. */
function readWords(text: string): Asked {
  const [, verb = "", rest = ""] = /^(\S+)\s*(.*)$/s.exec(text) ?? [];
  switch (verb.toLowerCase()) {
    case "":
      return { kind: "usage" };
    case "ask":
      return rest === "" ? { kind: "usage" } : { kind: "words", text: rest, as: "question" };
    case "log":
      return rest === "" ? { kind: "form" } : { kind: "words", text: rest, as: "update" };
    case "latest":
      return { kind: "words", text: rest === "" ? "latest updates" : `latest update from ${rest}`, as: "question" };
    case "updates":
      return { kind: "words", text: rest === "" ? "updates" : `updates from ${rest}`, as: "question" };
    case "remind":
      return { kind: "words", text: readReminder(rest) };
    default:
      return { kind: "words", text };
  }
}

/** `remind`, `remind on`, `remind off`: digests and reminders of this place. Other words are taken as they stand. */
function readReminder(rest: string): string {
  if (/^(?:on)?$/i.test(rest)) return "digests on";
  return /^off$/i.test(rest) ? "digests off" : `remind ${rest}`;
}

/** Reads `/pilots …`. Its answers are for whoever typed it, apart from a draft, which the others are to see. */
export function readCommand(body: unknown, context: ReadContext): Delivery {
  const { data } = commandSchema.safeParse(body);
  if (!data) return nothing;
  const text = readMessageText(data.text, context.identity);
  const asked = readWords(text);
  if (asked.kind === "usage") return { kind: "usage" };
  if (asked.kind === "form") return readForm(data, context);
  const isDraft = asked.as === "update";
  const { turn, ...arrival } = commandArrival(data, context, { isPrivate: !isDraft });
  return {
    kind: "turn",
    arrival: {
      ...arrival,
      turn: { ...turn, kind: "message", text: asked.text, ...(asked.as && { as: asked.as }) },
    },
  };
}

function readForm(data: Command, context: ReadContext): Delivery {
  const { turn, ...arrival } = commandArrival(data, context, { isPrivate: false });
  const asking = { ...turn, kind: "action", call: { verb: "newUpdate", target: "new" } } as const;
  if (data.trigger_id === undefined) return { kind: "turn", arrival: { ...arrival, turn: asking } };
  return { kind: "form", triggerId: data.trigger_id, arrival: { ...arrival, turn: asking } };
}

function commandArrival(
  data: Command,
  context: ReadContext,
  { isPrivate }: { readonly isPrivate: boolean },
): Omit<SlackArrival, "turn"> & { readonly turn: ReturnType<typeof turnBase> } {
  const { user_id: user, channel_id: channel, trigger_id: trigger, team_id: team } = data;
  const kind = kindOf(channel);
  // A person's own corner of the channel: there is no message yet that a thread could hang on.
  const spot: Spot = { channel, tail: user, kind, name: nameOf(data) };
  const address: Omit<SlackAddress, "channel"> = {
    user,
    ...(isPrivate && kind !== "personal" && { isPrivate }),
    ...responseUrlFrom(data.response_url, context),
  };
  return {
    turn: turnBase(context, spot, senderOf(context.identity, user, { teams: [team] })),
    dedupeKeys: trigger === undefined ? [] : [`slack:trigger:${trigger}`],
    replyTo: replyTarget(context, spot, address),
  };
}

/** Slack gives `directmessage` and `privategroup` where there is no name. */
function nameOf({ channel_name: name }: Command): string | undefined {
  return name === "directmessage" || name === "privategroup" ? undefined : name;
}
