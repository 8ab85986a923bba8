import { z } from "zod";
import { formIds } from "../../../core/form.ts";
import type { Form, FormSubmission } from "../../../core/form.ts";
import { fieldOfBlock, formCallback } from "../../../renderers/slack/render-form.ts";
import type { SlackAddress } from "../address.ts";
import type { Delivery, ReadContext } from "./delivery.ts";
import { nothing } from "./delivery.ts";
import { homeArrival, homeTail, kindOf, replyTarget, senderOf, threadIn, turnBase } from "./turn-parts.ts";
import type { Spot } from "./turn-parts.ts";

/** Where a form was asked for. */
export interface FormOrigin {
  readonly channel: string;
  readonly tail: string;
  readonly inThread: boolean;
}

const metadataSchema = z.tuple([
  z.enum(formIds),
  z.string(),
  z.string(),
  z.string(),
  z.string().regex(/^[\w.-]*$/),
  z.boolean(),
]);

/** What a form's modal carries: which form, what it is about, the hash of what was shown, and where it was asked for. */
export function formMetadata({ id, target, hash }: Pick<Form, "id" | "target" | "hash">, origin: FormOrigin): string {
  return JSON.stringify([id, target, hash, origin.channel, origin.tail, origin.inThread]);
}

const optionSchema = z.object({ value: z.string() });
const valueSchema = z.object({
  value: z.string().nullish(),
  selected_option: optionSchema.nullish(),
  selected_options: z.array(optionSchema).nullish(),
  selected_date: z.string().nullish(),
});

const submissionSchema = z.object({
  user: z.object({ id: z.string(), team_id: z.string().exactOptional(), name: z.string().exactOptional() }),
  trigger_id: z.string().exactOptional(),
  view: z.object({
    id: z.string(),
    hash: z.string().default(""),
    callback_id: z.string(),
    private_metadata: z.string().default(""),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), valueSchema)) }),
  }),
});

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function readValue({
  value,
  selected_option: option,
  selected_options: options,
  selected_date: date,
}: z.infer<typeof valueSchema>): string | readonly string[] {
  if (options) return options.map((one) => one.value);
  return value ?? option?.value ?? date ?? "";
}

/** Reads a modal that was submitted: what was typed, by field; nothing for a modal that is none of our forms. */
export function readSubmission(payload: unknown, context: ReadContext): Delivery {
  const { data } = submissionSchema.safeParse(payload);
  if (data?.view.callback_id !== formCallback) return nothing;
  const { view, user } = data;
  const metadata = metadataSchema.safeParse(readJson(view.private_metadata)).data;
  if (!metadata) return nothing;
  const [id, target, hash, channel, tail, inThread] = metadata;
  const values = Object.entries(view.state.values).flatMap(([blockId, inputs]) => {
    const name = fieldOfBlock(blockId);
    const [input] = Object.values(inputs);
    return name === undefined || !input ? [] : [[name, readValue(input)] as const];
  });
  const form: FormSubmission = { id, target, hash, values: Object.fromEntries(values) };
  const spot: Spot = { channel, tail, kind: channel === user.id ? "personal" : kindOf(channel) };
  const address: Omit<SlackAddress, "channel"> = {
    user: user.id,
    ...threadIn(tail),
    ...(inThread && { inThread }),
  };
  const sender = senderOf(context.identity, user.id, { teams: [user.team_id], name: user.name });
  const keys = data.trigger_id === undefined ? [] : [`slack:trigger:${data.trigger_id}`];
  const homeKeys = keys.map((key) => `${key}:home`);
  return {
    kind: "submission",
    viewId: view.id,
    ...(tail === homeTail && { afterwards: homeArrival(context, { channel, sender }, homeKeys) }),
    fields: values.map(([name]) => name),
    arrival: {
      turn: { ...turnBase(context, spot, sender), kind: "form", form },
      dedupeKeys: keys,
      replyTo: replyTarget(context, spot, address),
    },
  };
}
