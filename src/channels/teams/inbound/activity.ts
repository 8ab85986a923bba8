import { z } from "zod";

const text = (longest: number) =>
  z
    .string()
    .max(longest)
    .nullish()
    .transform((value) => value ?? undefined);
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? undefined);

const accountSchema = z.object({
  id: z.string().min(1).max(500),
  name: text(500),
  aadObjectId: text(200),
  role: text(50),
  userRole: text(50),
  tenantId: text(200),
  isTargeted: optional(z.boolean()),
});

const conversationSchema = z.object({
  id: z.string().min(1).max(1000),
  tenantId: text(200),
  conversationType: text(50),
  name: text(500),
  isGroup: optional(z.boolean()),
});

const namedSchema = z.object({ id: text(1000), name: text(500), type: text(50), aadGroupId: text(200) });

const channelDataSchema = z.object({
  tenant: optional(z.object({ id: text(200) })),
  team: optional(namedSchema),
  channel: optional(namedSchema),
  eventType: text(100),
  sharedWithTeams: optional(z.array(z.unknown())),
});

/** What Teams delivers, as far as it is used. Names and limits: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference */
const activitySchema = z.object({
  type: z.string().min(1).max(100),
  id: text(500),
  name: text(200),
  action: text(100),
  timestamp: text(100),
  channelId: text(100),
  serviceUrl: text(1000),
  from: optional(accountSchema),
  recipient: optional(accountSchema),
  conversation: optional(conversationSchema),
  text: text(200_000),
  entities: optional(z.array(z.unknown())),
  attachments: optional(z.array(z.unknown())),
  membersAdded: optional(z.array(accountSchema).max(20_000)),
  membersRemoved: optional(z.array(accountSchema).max(20_000)),
  replyToId: text(500),
  channelData: optional(channelDataSchema),
  value: z.unknown().optional(),
});

/** A delivery of Teams: a message, an edit, an event, or a request that waits for its answer. */
export type Activity = z.infer<typeof activitySchema>;
/** A person or a bot in an activity. */
export type ActivityAccount = z.infer<typeof accountSchema>;

/** An activity that says from whom and from where it comes. */
export type PlacedActivity = Activity & {
  readonly from: ActivityAccount;
  readonly conversation: z.infer<typeof conversationSchema>;
};

/** An activity, or what is wrong with a body in a few words that quote nothing of it. */
export type ReadActivity = { readonly activity: Activity } | { readonly wrong: string };

/** Reads a request's body. */
export function readActivity(body: Buffer): ReadActivity {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString("utf8").replace(/^\uFEFF/, ""));
  } catch (error) {
    if (error instanceof SyntaxError) return { wrong: "it is not JSON" };
    throw error;
  }
  const { data, error } = activitySchema.safeParse(parsed);
  return data ? { activity: data } : { wrong: sayIssue(error?.issues[0]) };
}

/** The field that is wrong, and how. Fields are named only where the schema knows them, so nobody's words get out. */
function sayIssue(issue: z.core.$ZodIssue | undefined): string {
  if (!issue || issue.path.length === 0) return "it is not an object";
  const field = issue.path.join(".");
  if (issue.code === "too_big") return `${field} is too long`;
  if (issue.code === "too_small") return `${field} is empty`;
  return `${field} is missing or of the wrong type`;
}

/** True where an activity says from whom and from where it comes. */
export function isPlaced(activity: Activity): activity is PlacedActivity {
  return activity.from !== undefined && activity.conversation !== undefined;
}

const typesOfConcern: ReadonlySet<string> = new Set([
  "message",
  "messageUpdate",
  "messageDelete",
  "invoke",
  "conversationUpdate",
  "installationUpdate",
]);

/** True for what is read at all; the others (typing, reactions) are passed over whatever they say. */
export function isOfConcern({ type }: Pick<Activity, "type">): boolean {
  return typesOfConcern.has(type);
}

/** The tenant that an activity belongs to; undefined where it names none. */
export function tenantOf({ conversation, channelData }: Activity): string | undefined {
  return conversation?.tenantId ?? channelData?.tenant?.id;
}

const mentionSchema = z.object({
  type: z.literal("mention"),
  mentioned: z.object({ id: z.string(), name: text(500) }),
  text: text(1000),
});

/** Somebody who is named in a message. */
export type Mention = z.infer<typeof mentionSchema>;

/** More than anybody mentions: each is looked for in the words. */
const mostEntities = 300;

/** The mentions of a message, in their order. */
export function mentionsIn({ entities = [] }: Pick<Activity, "entities">): readonly Mention[] {
  return entities.slice(0, mostEntities).flatMap((entity) => mentionSchema.safeParse(entity).data ?? []);
}
