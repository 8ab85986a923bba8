import fc from "fast-check";
import { expect, it } from "vitest";
import type { ActionCall } from "../../../src/core/action.ts";
import type { Form } from "../../../src/core/form.ts";
import type { StoredEvent } from "../../../src/core/store.ts";
import { replayLedger } from "../../../src/ledger/replay-ledger.ts";
import { verifyLedger } from "../../../src/ledger/verify-ledger.ts";
import type { From, Outcome, UpdateDesk } from "./open-update-desk.ts";
import { openUpdateDesk, people, places, valuesOf } from "./open-update-desk.ts";

const minutes = 60_000;
const reader = { audiences: ["public", "programme:night-buses", "programme:day-boats"] } as const;

const texts = [
  "amber, two drivers short, 42 referrals so far (target 60)",
  "red, the depot flooded, spent £12k of £30k. Call 07700 900123",
  "Wexcombe night buses: green, all quiet. Eastmere night buses: amber, 10 referrals",
  "never mind",
] as const;
const words = [
  "confirm",
  "confirm all",
  "yes",
  "no",
  "discard",
  "undo",
  "withdraw because it was wrong",
  "*45",
  "make that green",
  "history",
  "forget me",
  "new update",
] as const;

type Step =
  | {
      readonly do: "report" | "edit";
      readonly who: Who;
      readonly message: string;
      readonly text: string;
      readonly heard: boolean;
    }
  | { readonly do: "say"; readonly who: Who; readonly text: string }
  | { readonly do: "tap"; readonly who: Who; readonly which: number; readonly forged: boolean }
  | { readonly do: "submit"; readonly who: Who; readonly which: number; readonly rating: string }
  | { readonly do: "remove" | "restore"; readonly message: string; readonly isByAuthor: boolean }
  | { readonly do: "wait"; readonly ms: number };
type Who = keyof typeof people;

const who = fc.constantFrom<Who[]>("wren", "wren", "wren", "rook", "office", "stranger", "guest");
const message = fc.constantFrom("m1", "m2");
const which = fc.oneof(fc.nat({ max: 2 }), fc.nat({ max: 30 }));
const forged = fc.nat({ max: 4 }).map((number) => number === 0);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("report" as const),
      who,
      message,
      text: fc.constantFrom(...texts),
      heard: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("edit" as const),
      who,
      message,
      text: fc.constantFrom(...texts),
      heard: fc.constant(false),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("say" as const), who, text: fc.constantFrom(...words) }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant("tap" as const), who, which, forged }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("submit" as const),
      who,
      which,
      rating: fc.constantFrom("red", "green", "puce"),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom("remove" as const, "restore" as const),
      message,
      isByAuthor: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("wait" as const),
      ms: fc.constantFrom(minutes, minutes, 11 * minutes, 15 * 1440 * minutes),
    }),
  },
);

/** What can be tapped or sent in: everything that was ever shown, newest first. */
interface Shown {
  readonly calls: ActionCall[];
  readonly forms: Form[];
}

/** From where somebody speaks: the stranger belongs to no place of the team. */
function from(who: Who): From {
  return { who: people[who], place: who === "stranger" ? places.hall : places.team };
}

function note(shown: Shown, { posts, buttons }: Outcome): void {
  shown.calls.unshift(...buttons);
  for (const { reply } of posts) if (reply?.form) shown.forms.unshift(reply.form);
}

async function take(desk: UpdateDesk, shown: Shown, taken: Step): Promise<void> {
  switch (taken.do) {
    case "report":
      return note(
        shown,
        await desk.say(taken.text, { ...from(taken.who), message: taken.message, isAddressed: !taken.heard }),
      );
    case "edit":
      return note(shown, await desk.edit(taken.message, taken.text, from(taken.who)));
    case "say":
      return note(shown, await desk.say(taken.text, from(taken.who)));
    case "tap": {
      const call = shown.calls[taken.which % Math.max(1, shown.calls.length)];
      if (!call) return;
      const tapped = taken.forged ? { ...call, verb: "confirm" as const } : call;
      return note(shown, await desk.tap(tapped, from(taken.who)));
    }
    case "submit": {
      const form = shown.forms[taken.which % Math.max(1, shown.forms.length)];
      if (!form) return;
      return note(
        shown,
        await desk.submit(
          form,
          { ...valuesOf(form), rating: taken.rating, narrative: "As it is.", reason: "as it is" },
          from(taken.who),
        ),
      );
    }
    case "remove":
      return note(shown, await desk.remove(taken.message, { isByAuthor: taken.isByAuthor }));
    case "restore":
      return note(shown, await desk.restore(taken.message));
    case "wait":
      return desk.clock.pass(taken.ms);
  }
}

async function updateEvents({ store }: UpdateDesk): Promise<readonly StoredEvent[]> {
  const all = await store.events({ afterSeq: 0, limit: 100_000 });
  return all.filter(({ event }) => event.kind.startsWith("update"));
}

it("whatever is tapped, typed, sent in or deleted: one record a draft at most, decided by those who may, and the ledger replays", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 50 }), async (steps) => {
      const desk = await openUpdateDesk();
      await desk.bind(places.team, { pilots: ["hnb-eastmere"], listens: true });
      const shown: Shown = { calls: [], forms: [] };
      note(shown, await desk.say(texts[0]));
      for (const taken of steps) await take(desk, shown, taken);

      const events = await updateEvents(desk);
      const confirmed = events.filter(({ event }) => event.kind === "updateConfirmed").map(({ event }) => event.about);
      expect(new Set(confirmed).size).toBe(confirmed.length);
      const drafts = await desk.store.drafts({ states: ["confirmed"] });
      const made = drafts.filter(({ amends }) => amends === undefined).map(({ update }) => update);
      expect(new Set(made).size).toBe(made.length);
      expect(confirmed).toEqual(expect.arrayContaining(made));
      for (const { id, update, amends } of drafts) expect(update).toBe(amends ?? id.replace("d-", "u-"));

      const others = await Promise.all([desk.store.personOf(people.stranger), desk.store.personOf(people.guest)]);
      const decidedBy = new Set(
        events.filter(({ event }) => event.kind !== "updateMarked").map(({ event }) => event.actor),
      );
      for (const other of others) expect(other !== undefined && decidedBy.has(other.id)).toBe(false);
      expect(JSON.stringify(events)).not.toContain("07700");

      const before = await desk.store.updates({ reader });
      expect((await verifyLedger(desk.store)).ok).toBe(true);
      await replayLedger(desk.store);
      expect(await desk.store.updates({ reader })).toEqual(before);
    }),
    { numRuns: 20 },
  );
}, 120_000);
