import { z } from "zod";
import { ConfigurationError } from "./core/errors.ts";

/** Everything that the environment decides, validated. README.md has a line for each variable. */
export interface Config {
  /** `PILOTDESK_DATA`: the folder of the embedded store and the vector index. */
  readonly dataFolder: string;
  /** `DATABASE_URL`: the PostgreSQL database of the store; unset for the embedded store in `dataFolder`. */
  readonly databaseUrl?: string;
  /** `PILOTDESK_KNOWLEDGE`: the folder of records and documents. */
  readonly knowledgeFolder: string;
  /** `HOST`: the address that the web server binds to. */
  readonly host: string;
  /** `PORT`: the port of the web server; 0 for any free one. */
  readonly port: number;
  /** `PILOTDESK_VECTORS`: `off` ranks by words alone and never loads the encoder. */
  readonly vectors: "on" | "off";
  /** `PILOTDESK_RECEIPT_DAYS`: how long questions and receipts are kept. */
  readonly receiptDays: number;
}

const schema = z.object({
  PILOTDESK_DATA: z.string().trim().min(1).default("data"),
  DATABASE_URL: z
    .string()
    .trim()
    .regex(
      /^postgres(?:ql)?:\/\//,
      "it is no address of a PostgreSQL database: postgres://user:password@server/database",
    )
    .optional(),
  PILOTDESK_KNOWLEDGE: z.string().trim().min(1).default("knowledge"),
  HOST: z.string().trim().min(1).default("127.0.0.1"),
  PORT: z.coerce.number("a whole number from 0 to 65535").int().min(0).max(65_535).default(3000),
  PILOTDESK_VECTORS: z.enum(["on", "off"]).default("on"),
  PILOTDESK_RECEIPT_DAYS: z.coerce.number("a whole number of days").int().min(1).max(3650).default(90),
});

/** Reads the environment. Throws `ConfigurationError` that names the variable and what it may be. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ConfigurationError(
      `${String(issue?.path[0])} cannot be used: ${issue?.message ?? "it is not valid"}. Correct it, or unset it for the default.`,
    );
  }
  const { data } = parsed;
  return {
    dataFolder: data.PILOTDESK_DATA,
    ...(data.DATABASE_URL !== undefined && { databaseUrl: data.DATABASE_URL }),
    knowledgeFolder: data.PILOTDESK_KNOWLEDGE,
    host: data.HOST,
    port: data.PORT,
    vectors: data.PILOTDESK_VECTORS,
    receiptDays: data.PILOTDESK_RECEIPT_DAYS,
  };
}

/** The environment of this process; nothing else reads it. */
export function processEnvironment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}
