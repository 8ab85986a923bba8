import { parseArgs } from "node:util";
import { keptCorrectionSchema, markNames } from "../core/marks.ts";
import type { Mark } from "../core/people.ts";
import type { Store } from "../core/store.ts";
import { formatInstant } from "../renderers/format-date.ts";
import { withPilotdesk } from "./ask-command.ts";
import { exitCodes } from "./command.ts";
import type { Command, CommandContext } from "./command.ts";

const usage = `pilotdesk corrections            what somebody says is wrong and nobody could be told of, oldest first
pilotdesk corrections done ID    take one off the list: the record was put right, or is right`;

/** `corrections`: lists what people say is wrong on record where nobody who answers for it could be reached. */
export const correctionsCommand: Command = async (args, context) => {
  const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
  const [what = "list", id, ...more] = positionals;
  if (more.length > 0 || !["list", "done"].includes(what) || (what === "done") !== (id !== undefined)) {
    context.complain(usage);
    return exitCodes.usage;
  }
  return withPilotdesk({ ...context, config: { ...context.config, vectors: "off" } }, ({ store }) =>
    id === undefined ? list(store, context) : take(store, id, context),
  );
};

function idOf({ name }: Mark): string {
  return name.slice(markNames.correction.length);
}

async function list(store: Store, { print }: Pick<CommandContext, "print">): Promise<number> {
  const marks = await store.marks(markNames.correction);
  for (const mark of marks.toSorted((left, right) => (left.at < right.at ? -1 : 1))) {
    const said = keptCorrectionSchema.safeParse(mark.value).data;
    print(`${idOf(mark)}  ${formatInstant(mark.at)}  ${mark.owner}`);
    if (!said) continue;
    print(`  The record: ${said.about}`);
    print(`  They say: ${said.words}${said.source === "" ? "" : ` (it stands here: ${said.source})`}`);
    print(`  The answer: pilotdesk why ${said.receipt}`);
  }
  if (marks.length === 0) print("Nothing waits: every correction reached somebody.");
  return exitCodes.ok;
}

async function take(store: Store, id: string, { print, complain }: CommandContext): Promise<number> {
  const found = (await store.marks(markNames.correction)).find((mark) => idOf(mark) === id);
  if (!found) {
    complain(`There is no correction ${id}. pilotdesk corrections lists them.`);
    return exitCodes.failed;
  }
  await store.transaction((transaction) => transaction.removeMark(found.owner, found.name));
  print(`${id} is off the list.`);
  return exitCodes.ok;
}
