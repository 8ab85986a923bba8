import { parseArgs } from "node:util";
import { accountKey } from "../core/origin.ts";
import type { Account } from "../core/origin.ts";
import { roleNames } from "../core/people.ts";
import type { Role } from "../core/people.ts";
import type { Store } from "../core/store.ts";
import { publicScope } from "../core/trust.ts";
import { systemClock } from "../main.ts";
import { withPilotdesk } from "./ask-command.ts";
import { exitCodes } from "./command.ts";
import type { Command, CommandContext } from "./command.ts";

const usage = `pilotdesk roles                                   who may do what
pilotdesk roles give ACCOUNT ROLE [--programme ID]   ACCOUNT as slack:T1:U1 or teams:TENANT:USER
pilotdesk roles take ACCOUNT ROLE [--programme ID]   ROLE is one of: ${roleNames.join(", ")}`;

/** An account as `accountKey` writes it; undefined for anything else. */
function readAccount(text: string): Account | undefined {
  const match = /^(cli|web|slack|teams):([^:\s]+):(\S+)$/.exec(text);
  const platform = (["cli", "web", "slack", "teams"] as const).find((one) => one === match?.[1]);
  return platform && { platform, tenant: match?.[2] ?? "", user: match?.[3] ?? "" };
}

/** `roles` lists roles; `roles give` and `roles take` change them. Every change is an event. */
export const rolesCommand: Command = async (args, context) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { programme: { type: "string" } },
    allowPositionals: true,
  });
  const [what = "list", named = "", said] = positionals;
  const account = readAccount(named);
  const role = roleNames.find((one) => one === said);
  const isChange = what === "give" || what === "take";
  if ((what !== "list" && !isChange) || (isChange && (!account || !role))) {
    context.complain(usage);
    return exitCodes.usage;
  }
  const { programme } = values;
  return withPilotdesk({ ...context, config: { ...context.config, vectors: "off" } }, async ({ store }) => {
    if (!isChange || !account || !role) return list(store, context);
    if (programme !== undefined && !(await isProgramme(store, programme))) {
      context.complain(`There is no programme ${programme}. pilotdesk records programme names them.`);
      return exitCodes.failed;
    }
    return change(
      store,
      { account, isGiven: what === "give", role, ...(programme !== undefined && { programme }) },
      context,
    );
  });
};

async function isProgramme(store: Store, id: string): Promise<boolean> {
  return (await store.subjects(publicScope, { ids: [id], kinds: ["programme"] })).length > 0;
}

async function list(store: Store, { print }: Pick<CommandContext, "print">): Promise<number> {
  const roles = await store.allRoles();
  for (const { person, role, programme } of roles) {
    const accounts = (await store.person(person))?.accounts.map(accountKey) ?? [person];
    print(`${accounts.join(", ")}  ${role}  ${programme ?? "every programme"}`);
  }
  if (roles.length === 0) print("Nobody has a role. PILOTDESK_ADMINS names the first admins.");
  return exitCodes.ok;
}

interface RoleChange extends Pick<Role, "role" | "programme"> {
  readonly account: Account;
  readonly isGiven: boolean;
}

async function change(
  store: Store,
  { account, isGiven, ...given }: RoleChange,
  { print }: Pick<CommandContext, "print">,
): Promise<number> {
  const now = systemClock.now().toISOString();
  const has = ({ role, programme }: Role): boolean => role === given.role && programme === given.programme;
  const isChanged = await store.transaction(async (transaction) => {
    const { id: person } = await transaction.ensurePerson(account, now);
    if ((await transaction.roles(person)).some(has) === isGiven) return false;
    await (isGiven ? transaction.putRole({ person, ...given }) : transaction.removeRole({ person, ...given }));
    const body = { type: "setting", value: isGiven } as const;
    await transaction.appendEvent({
      kind: "settingChanged",
      about: `role:${given.role}:${given.programme ?? "*"}:${person}`,
      occurredAt: now,
      actor: "operator",
      payload: { class: "record", body },
    });
    return true;
  });
  const where = given.programme ?? "every programme";
  const words = `${accountKey(account)} ${isGiven ? "is" : "is not"} ${given.role} for ${where}`;
  print(isChanged ? `${words} from now on.` : `${words} already.`);
  return exitCodes.ok;
}
