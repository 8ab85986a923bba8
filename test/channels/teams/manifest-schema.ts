import { z } from "zod";

const guid = z.string().regex(/^[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/);
const anyUrl = z
  .string()
  .max(2048)
  .regex(/^https:\/\//i);
const path = z.string().max(2048);
const scope = z.enum(["team", "personal", "groupChat", "copilot"]);

const command = z.strictObject({ title: z.string().max(128), description: z.string().max(4000) });
const bot = z.strictObject({
  botId: guid,
  needsChannelSelector: z.boolean().optional(),
  isNotificationOnly: z.boolean().optional(),
  supportsFiles: z.boolean().optional(),
  supportsCalling: z.boolean().optional(),
  supportsVideo: z.boolean().optional(),
  scopes: z.array(scope).max(4),
  commandLists: z
    .array(z.strictObject({ scopes: z.array(scope).max(4), commands: z.array(command).max(12) }))
    .max(3)
    .optional(),
});

const parameter = z.strictObject({
  name: z.string().max(64),
  inputType: z.enum(["text", "textarea", "number", "date", "time", "toggle", "choiceset"]).optional(),
  title: z.string().max(32),
  description: z.string().max(128).optional(),
  value: z.string().max(512).optional(),
  isRequired: z.boolean().optional(),
});
const extensionCommand = z.strictObject({
  id: z.string().max(64),
  type: z.enum(["query", "action"]).optional(),
  context: z
    .array(z.enum(["compose", "commandBox", "message"]))
    .max(3)
    .optional(),
  title: z.string().max(32),
  description: z.string().max(128).optional(),
  initialRun: z.boolean().optional(),
  fetchTask: z.boolean().optional(),
  parameters: z.array(parameter).min(1).max(5).optional(),
});

/**
 * The parts of the published schema that this project's manifest uses, version 1.25, read off
 * https://developer.microsoft.com/en-us/json-schemas/teams/v1.25/MicrosoftTeams.schema.json. It is stricter in one thing:
 * whatever is not listed here is not allowed. The manifest that is built was checked on 22 November 2026 with the schemas 1.25
 * and 1.29 themselves, as the package @microsoft/app-manifest 1.1.2 carries them.
 */
export const manifestSchema = z.strictObject({
  $schema: z.literal("https://developer.microsoft.com/en-us/json-schemas/teams/v1.25/MicrosoftTeams.schema.json"),
  manifestVersion: z.literal("1.25"),
  version: z
    .string()
    .max(256)
    .regex(/^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)$/),
  id: guid,
  developer: z.strictObject({
    name: z.string().max(32),
    websiteUrl: anyUrl,
    privacyUrl: anyUrl,
    termsOfUseUrl: anyUrl,
  }),
  name: z.strictObject({ short: z.string().max(30), full: z.string().max(100) }),
  description: z.strictObject({ short: z.string().max(80), full: z.string().max(4000) }),
  icons: z.strictObject({ color: path, outline: path }),
  accentColor: z.string().regex(/^#[0-9a-fA-F]{6}$/),
  bots: z.array(bot).max(1),
  composeExtensions: z.array(z.strictObject({ botId: guid, commands: z.array(extensionCommand).max(10) })).max(1),
  permissions: z.array(z.enum(["identity", "messageTeamMembers"])).max(2),
  validDomains: z.array(z.string().max(2048)).max(100),
  webApplicationInfo: z.strictObject({ id: guid, resource: z.string().max(2048) }),
  authorization: z
    .strictObject({
      permissions: z.strictObject({
        resourceSpecific: z
          .array(z.strictObject({ name: z.string().max(128), type: z.enum(["Application", "Delegated"]) }))
          .max(16),
      }),
    })
    .optional(),
  supportsChannelFeatures: z.literal("tier1"),
  defaultInstallScope: z.enum(["personal", "team", "groupChat", "meetings", "copilot"]),
  defaultGroupCapability: z.strictObject({
    team: z.enum(["tab", "bot", "connector"]).optional(),
    groupchat: z.enum(["tab", "bot", "connector"]).optional(),
    meetings: z.enum(["tab", "bot", "connector"]).optional(),
  }),
});
