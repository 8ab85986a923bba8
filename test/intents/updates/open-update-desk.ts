import { cp } from "node:fs/promises";
import { join } from "node:path";
import type { ActionCall } from "../../../src/core/action.ts";
import type { Assistant } from "../../../src/core/assistant.ts";
import type { Form } from "../../../src/core/form.ts";
import type { PlaceRef, Sender } from "../../../src/core/origin.ts";
import type { Place } from "../../../src/core/people.ts";
import type { Block, Reply } from "../../../src/core/reply.ts";
import type { Store } from "../../../src/core/store.ts";
import type { Clock } from "../../../src/core/time.ts";
import type { Turn } from "../../../src/core/turn.ts";
import type { PostDraft } from "../../../src/core/turn-handler.ts";
import { publicReader } from "../../../src/core/trust.ts";
import { syncKnowledge } from "../../../src/ingest/sync-knowledge.ts";
import { createAnswerer } from "../../../src/intents/answerer.ts";
import { createDesk } from "../../../src/intents/desk.ts";
import type { DeskParts } from "../../../src/intents/desk-parts.ts";
import { createDirectory } from "../../../src/ledger/directory.ts";
import { createSearch } from "../../../src/retrieval/search.ts";
import { alter } from "../../fixtures/altered-knowledge.ts";
import { createTestFolder, openTestStore } from "../../ledger/open-test-store.ts";

const person = (user: string, more: Partial<Sender> = {}): Sender => ({
  platform: "slack",
  tenant: "T1",
  user,
  ...more,
});

/** Who speaks in the tests. */
export const people = {
  /** Of the team at Eastmere. */
  wren: person("WREN"),
  /** Of the same team. */
  rook: person("ROOK"),
  office: person("OFFICE"),
  admin: person("ADMIN"),
  /** Of the organisation, and of no team. */
  stranger: person("STRANGER"),
  /** Of another organisation. */
  guest: person("GUEST", { isExternal: true }),
} as const;

/** Where they speak. */
export const places = {
  /** Bound to the night buses at Eastmere. */
  team: { id: "slack:T1:TEAM", kind: "channel" },
  /** Bound to the whole of the night buses. */
  office: { id: "slack:T1:OFFICE", kind: "channel" },
  /** Bound to nothing. */
  hall: { id: "slack:T1:HALL", kind: "channel" },
  /** Shared with others; bound to nothing. */
  shared: { id: "slack:T1:SHARED", kind: "channel", isShared: true },
  alone: { id: "slack:T1:DWREN", kind: "personal" },
} as const satisfies Readonly<Record<string, PlaceRef>>;

/** From where a turn comes; the team's channel and one of the team unless it says so. */
export interface From {
  readonly who?: Sender | undefined;
  readonly place?: PlaceRef;
  readonly conversation?: string;
}

/** How words are said. */
export interface Saying extends From {
  readonly message?: string;
  readonly as?: "question" | "update";
  readonly isAddressed?: boolean;
  readonly author?: Sender;
  readonly postedAt?: string;
}

/** What a turn led to. */
export interface Outcome {
  readonly posts: readonly PostDraft[];
  /** Every word of every reply. */
  readonly words: string;
  /** The last reply; throws where nothing was said. */
  readonly reply: Reply;
  /** The button of a label, or of a verb, in any of the replies; throws where there is none. */
  readonly button: (labelOrVerb: string) => ActionCall;
  readonly buttons: readonly ActionCall[];
  /** The form that was opened; throws where there is none. */
  readonly form: Form;
}

/** A clock that tests move. */
export interface MovedClock extends Clock {
  readonly pass: (ms: number) => void;
}

/** A desk over made-up programmes, one of them live, in a real store. */
export interface UpdateDesk {
  readonly desk: Assistant;
  readonly store: Store;
  readonly clock: MovedClock;
  readonly parts: DeskParts;
  readonly say: (text: string, saying?: Saying) => Promise<Outcome>;
  readonly tap: (call: ActionCall, from?: From) => Promise<Outcome>;
  readonly submit: (form: Form, values: Readonly<Record<string, string>>, from?: From) => Promise<Outcome>;
  readonly edit: (message: string, text: string, from?: From) => Promise<Outcome>;
  readonly remove: (message: string, by?: From & { readonly isByAuthor?: boolean }) => Promise<Outcome>;
  readonly restore: (message: string) => Promise<Outcome>;
  readonly turn: (
    turn: DistributiveOmit<Turn, "id" | "platform" | "conversation" | "reader" | "arrivedAt">,
    from?: From,
  ) => Promise<Outcome>;
  readonly bind: (place: PlaceRef, to: Partial<Place>) => Promise<void>;
}

type DistributiveOmit<Of, Keys extends string> = Of extends unknown ? Omit<Of, Keys> : never;

function movedClock(): MovedClock {
  let time = Date.parse("2026-10-19T09:00:00.000Z");
  return { now: () => new Date((time += 10)), pass: (ms) => void (time += ms) };
}

/** Opens the desk. The night buses run; the day boats are over. `prepare` may add to the folder of its knowledge. */
export async function openUpdateDesk(prepare?: (folder: string) => void): Promise<UpdateDesk> {
  const root = await createTestFolder();
  const folder = join(root, "knowledge");
  await cp(join(import.meta.dirname, "../../fixtures/other-knowledge"), folder, { recursive: true });
  const running = "name: Harbour Night Buses\n    status: live\n    fictional: true\n    ratingScale: five-step";
  alter(folder, {
    files: "records/programmes.yaml",
    from: "name: Harbour Night Buses\n    status: closed",
    to: running,
  });
  prepare?.(folder);
  const clock = movedClock();
  const store = await openTestStore(clock);
  await syncKnowledge({ store, folder, actor: "test", clock, force: true });
  const directories = createDirectory(store);
  let ids = 0;
  const reading = {
    store,
    search: createSearch({ store }),
    knowledgeFor: (scope: Parameters<typeof directories.at>[0]) => directories.at(scope),
    clock,
    newId: () => `r-${(ids += 1)}`,
  };
  const parts: DeskParts = {
    ...reading,
    answerer: createAnswerer(reading),
    receiptDays: 90,
    admins: ["slack:T1:ADMIN"],
  };
  const desk = createDesk(parts);
  let turns = 0;

  const turn: UpdateDesk["turn"] = async (given, { who = people.wren, place = places.team, conversation } = {}) => {
    turns += 1;
    const base = {
      id: `turn-${turns}`,
      platform: "slack",
      conversation: conversation ?? `${place.id}:thread`,
      reader: publicReader,
      arrivedAt: clock.now().toISOString(),
      sender: who,
      place,
    } as const;
    return outcomeOf(await desk.respond({ ...base, ...given }));
  };
  const bind: UpdateDesk["bind"] = async ({ id }, to) => {
    const unbound = {
      programmes: [],
      pilots: [],
      listens: false,
      digests: false,
      changedAt: clock.now().toISOString(),
    };
    const address = { channel: id };
    await store.transaction((transaction) =>
      transaction.putPlace({ id, platform: "slack", address, ...unbound, ...to }),
    );
  };
  await bind(places.team, { pilots: ["hnb-eastmere"] });
  await bind(places.office, { programmes: ["night-buses"] });
  await store.transaction(async (transaction) => {
    const office = await transaction.ensurePerson(people.office, clock.now().toISOString());
    await transaction.putRole({ person: office.id, role: "office", programme: "night-buses" });
  });
  const at = (place: PlaceRef = places.team, id = ""): { readonly place: string; readonly id: string } => ({
    place: place.id,
    id,
  });
  return {
    desk,
    store,
    clock,
    parts,
    turn,
    bind,
    say: (text, { message, as, isAddressed, author, postedAt, ...from } = {}) =>
      turn(
        {
          kind: "message",
          text,
          ...(message !== undefined && { message: at(from.place, message) }),
          ...(as && { as }),
          ...(isAddressed !== undefined && { isAddressed }),
          ...(author && { author }),
          ...(postedAt !== undefined && { postedAt }),
        },
        from,
      ),
    tap: (call, from) => turn({ kind: "action", call }, from),
    submit: ({ id, target, hash }, values, from) => turn({ kind: "form", form: { id, target, hash, values } }, from),
    edit: (message, text, from) => turn({ kind: "edited", message: at(from?.place, message), text }, from),
    remove: (message, { isByAuthor, ...from } = {}) =>
      turn(
        { kind: "deleted", message: at(from.place, message), ...(isByAuthor !== undefined && { isByAuthor }) },
        from,
      ),
    restore: (message) => turn({ kind: "undeleted", message: at(undefined, message) }),
  };
}

function outcomeOf(posts: readonly PostDraft[]): Outcome {
  const replies = posts.flatMap(({ reply }) => reply ?? []);
  const all = replies
    .flatMap(({ blocks }) => blocks)
    .flatMap((block: Block) => (block.kind === "actions" ? block.buttons : []));
  return {
    posts,
    words: JSON.stringify(replies.map(({ blocks, form }) => [blocks, form ?? null])),
    get reply() {
      const last = replies.at(-1);
      if (!last) throw new Error("Nothing was said.");
      return last;
    },
    buttons: all.map(({ call }) => call),
    button(wanted) {
      const found = all.find(({ label, call }) => label.startsWith(wanted) || call.verb === wanted);
      if (!found) throw new Error(`There is no button ${wanted} among ${all.map(({ label }) => label).join(", ")}.`);
      return found.call;
    },
    get form() {
      const form = replies.findLast((reply) => reply.form)?.form;
      if (!form) throw new Error(`No form was opened: ${JSON.stringify(replies)}`);
      return form;
    },
  };
}

/** The values that stand in a form, as a person who changes nothing sends them. */
export function valuesOf({ fields }: Form): Readonly<Record<string, string>> {
  return Object.fromEntries(fields.map(({ name, value = "" }) => [name, [value].flat().join("\n")]));
}

/** How many updates stand, whoever may see them. */
export async function standingUpdates(store: Store): Promise<number> {
  const audiences = ["public", "programme:night-buses", "programme:day-boats", "programme:quiet-quays"] as const;
  return (await store.updates({ reader: { audiences } })).length;
}
