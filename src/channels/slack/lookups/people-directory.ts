import { z } from "zod";
import type { Clock } from "../../../core/time.ts";
import type { BotIdentity } from "../identity.ts";
import type { SlackClient } from "../slack-client.ts";
import { createTimedCache } from "./timed-cache.ts";

/** Somebody in Slack. */
export interface SlackPerson {
  /** A guest, or somebody of another organisation. */
  readonly isExternal: boolean;
  /** Another app: it is not answered, and does not count among the people of a channel. */
  readonly isBot: boolean;
  readonly name?: string;
}

/** Who is who in the workspace. */
export interface PeopleDirectory {
  /** Rejects with `SlackCallError` where Slack does not say. */
  person(user: string): Promise<SlackPerson>;
  /** Of many people: true where one of them is external. Rejects where it cannot be told. */
  hasExternal(users: readonly string[]): Promise<boolean>;
  /** Takes over what an event says of a person. */
  learn(user: unknown): void;
}

const userSchema = z.object({
  id: z.string(),
  team_id: z.string().exactOptional(),
  is_bot: z.boolean().default(false),
  is_restricted: z.boolean().default(false),
  is_ultra_restricted: z.boolean().default(false),
  is_stranger: z.boolean().default(false),
  real_name: z.string().exactOptional(),
  profile: z
    .object({ display_name: z.string().exactOptional(), real_name: z.string().exactOptional() })
    .exactOptional(),
  enterprise_user: z.object({ teams: z.array(z.string()).default([]) }).exactOptional(),
});
type User = z.infer<typeof userSchema>;

const listSchema = z.object({
  members: z.array(z.unknown()),
  response_metadata: z.object({ next_cursor: z.string().default("") }).default({ next_cursor: "" }),
});

const keepMs = 6 * 3_600_000;
/** From so many unknown people on, the whole list is read instead of one after the other. */
const mostSingle = 60;
/** How many look-ups run at once. */
const lanes = 8;
/** Pages of 1,000 people that are read at most. */
const mostPages = 30;

/** Reads people from Slack, and remembers them for six hours. */
export function createPeopleDirectory(options: {
  readonly client: SlackClient;
  readonly identity: () => Promise<BotIdentity>;
  readonly clock: Clock;
}): PeopleDirectory {
  const { client, identity, clock } = options;
  const cache = createTimedCache<User>({ load, keepMs, most: 50_000, clock });
  let sweeping: Promise<void> | undefined;

  async function load(user: string): Promise<User> {
    return z.object({ user: userSchema }).parse(await client.call("users.info", { user })).user;
  }

  function learn(user: unknown): void {
    const { data } = userSchema.safeParse(user);
    if (data) cache.set(data.id, data);
  }

  async function sweep(): Promise<void> {
    let cursor = "";
    for (let page = 0; page < mostPages; page += 1) {
      const answer = await client.call("users.list", { limit: 1000, ...(cursor !== "" && { cursor }) });
      const { members, response_metadata: next } = listSchema.parse(answer);
      for (const member of members) learn(member);
      cursor = next.next_cursor;
      if (cursor === "") return;
    }
  }

  function sweepOnce(): Promise<void> {
    sweeping ??= sweep().finally(() => {
      sweeping = undefined;
    });
    return sweeping;
  }

  return {
    person: async (user) => toPerson(await cache.get(user), await identity()),
    learn,
    async hasExternal(users) {
      const unknown = users.filter((user) => cache.peek(user) === undefined);
      if (unknown.length > mostSingle) await sweepOnce();
      const left = [...users];
      const us = await identity();
      const isExternal = async (): Promise<boolean> => {
        for (let user = left.pop(); user !== undefined; user = left.pop()) {
          const person = toPerson(await cache.get(user), us);
          if (person.isExternal && !person.isBot) return true;
        }
        return false;
      };
      const found = await Promise.all(Array.from({ length: lanes }, isExternal));
      return found.includes(true);
    },
  };
}

function toPerson(user: User, { team }: BotIdentity): SlackPerson {
  const isOurs = user.team_id === undefined || user.team_id === team || user.enterprise_user?.teams.includes(team);
  const name = user.profile?.display_name || user.profile?.real_name || user.real_name;
  return {
    isExternal: user.is_restricted || user.is_ultra_restricted || user.is_stranger || !isOurs,
    isBot: user.is_bot,
    ...(name !== undefined && name !== "" && { name }),
  };
}
