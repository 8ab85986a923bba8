import { describe, expect, it } from "vitest";
import type { OpenEmptyStore } from "../store-contract.ts";
import { draftOf, hall, lobby, markOf, personOf, slackAccount, teamsAccount } from "./people-samples.ts";
import { startInstant } from "./store-samples.ts";
import { verifyLedger } from "../../../src/ledger/verify-ledger.ts";
import { withStore } from "./with-store.ts";

const earlier = "2026-02-01T09:00:00.000Z";

/** People with their accounts and roles, places and marks. */
export function describePeople(open: OpenEmptyStore): void {
  describe("people", () => {
    it(
      "are made once an account, and found by id and by every account",
      withStore(open, async (store) => {
        const sender = { ...slackAccount, name: "Ada" };
        const person = await personOf(store, sender);
        expect(person).toStrictEqual({ id: person.id, accounts: [slackAccount], since: startInstant });
        expect(await personOf(store, slackAccount, "2026-04-01T00:00:00.000Z")).toStrictEqual(person);
        expect(await store.person(person.id)).toStrictEqual(person);
        expect(await store.personOf(sender)).toStrictEqual(person);
        expect(await store.personOf(teamsAccount)).toBeUndefined();
        expect(await store.personOf({ ...slackAccount, tenant: "T2" })).toBeUndefined();
        expect(await store.person("nobody")).toBeUndefined();
        expect((await personOf(store, teamsAccount)).id).not.toBe(person.id);
      }),
    );

    it(
      "are made once where a transaction asks twice, and not at all where it is rolled back",
      withStore(open, async (store) => {
        const twice = await store.transaction(async (transaction) => [
          await transaction.ensurePerson(slackAccount, startInstant),
          await transaction.ensurePerson(slackAccount, startInstant),
        ]);
        expect(twice[0]).toStrictEqual(twice[1]);
        const failing = store.transaction(async (transaction) => {
          await transaction.ensurePerson(teamsAccount, startInstant);
          throw new Error("no");
        });
        await expect(failing).rejects.toThrow("no");
        expect(await store.personOf(teamsAccount)).toBeUndefined();
        await expect(personOf(store, teamsAccount, "1 March 2026")).rejects.toMatchObject({ code: "store-misuse" });
      }),
    );

    it(
      "have roles, for one programme or for all",
      withStore(open, async (store) => {
        const [one, two] = [await personOf(store, slackAccount), await personOf(store, teamsAccount)];
        const office = { person: one.id, role: "office" } as const;
        await store.transaction(async (transaction) => {
          await transaction.putRole({ ...office, programme: "demo" });
          await transaction.putRole(office);
          await transaction.putRole(office);
          await transaction.putRole({ person: two.id, role: "auditor" });
        });
        expect(await store.roles(one.id)).toStrictEqual([office, { ...office, programme: "demo" }]);
        expect(await store.roles("nobody")).toStrictEqual([]);
        expect((await store.allRoles()).map(({ person }) => person)).toStrictEqual([one.id, one.id, two.id].toSorted());
        await store.transaction((transaction) => transaction.removeRole(office));
        await store.transaction((transaction) => transaction.removeRole({ ...office, programme: "other" }));
        expect(await store.roles(one.id)).toStrictEqual([{ ...office, programme: "demo" }]);
      }),
    );
  });

  describe("joining two people", () => {
    it(
      "moves accounts, roles, marks and drafts, and keeps the newer of two marks",
      withStore(open, async (store) => {
        const from = await personOf(store, slackAccount, earlier);
        const to = await personOf(store, teamsAccount);
        await store.transaction(async (transaction) => {
          await transaction.putRole({ person: from.id, role: "admin" });
          await transaction.putRole({ person: from.id, role: "office", programme: "demo" });
          await transaction.putRole({ person: to.id, role: "admin" });
          await transaction.putMark(markOf(from.id, "only-from"));
          await transaction.putMark(markOf(from.id, "newer-from", "from", 12));
          await transaction.putMark(markOf(to.id, "newer-from", "to", 11));
          await transaction.putMark(markOf(from.id, "newer-to", "from", 11));
          await transaction.putMark(markOf(to.id, "newer-to", "to", 12));
          await transaction.putMark(markOf("demo", "only-from", "the programme's"));
          await transaction.putDraft(draftOf("d1", from.id));
          await transaction.putDraft(draftOf("d2", "somebody", { onBehalfOf: from.id }));
          await transaction.joinPeople(from.id, to.id);
        });
        const joined = { id: to.id, accounts: [slackAccount, teamsAccount], since: earlier };
        expect(await store.personOf(slackAccount)).toStrictEqual(joined);
        expect(await store.personOf(teamsAccount)).toStrictEqual(joined);
        expect(await store.allRoles()).toStrictEqual([
          { person: to.id, role: "admin" },
          { person: to.id, role: "office", programme: "demo" },
        ]);
        expect(await store.marks("", to.id)).toStrictEqual([
          markOf(to.id, "newer-from", "from", 12),
          markOf(to.id, "newer-to", "to", 12),
          markOf(to.id, "only-from"),
        ]);
        expect(await store.marks("only")).toHaveLength(2);
        expect(await store.drafts({})).toStrictEqual([
          draftOf("d1", to.id),
          draftOf("d2", "somebody", { onBehalfOf: to.id }),
        ]);
      }),
    );

    it(
      "lets the id that was left stand for the other one everywhere, over several joins",
      withStore(open, async (store) => {
        const accounts = ["U1", "U2", "U3"].map((user) => ({ ...slackAccount, user }));
        const [one, two, three] = await store.transaction(async (transaction) => {
          const people = [];
          for (const account of accounts) people.push((await transaction.ensurePerson(account, startInstant)).id);
          return people;
        });
        if (one === undefined || two === undefined || three === undefined) return expect.unreachable();
        await store.transaction(async (transaction) => {
          await transaction.joinPeople(one, two);
          await transaction.joinPeople(two, three);
          // What somebody decided before the join may be written after it.
          await transaction.putMark(markOf(one, "m"));
          await transaction.putRole({ person: two, role: "auditor" });
          await transaction.putDraft(draftOf("d1", one, { onBehalfOf: two }));
          await transaction.joinPeople(one, three);
        });
        expect(await store.person(one)).toStrictEqual({ id: three, accounts, since: startInstant });
        expect(await store.mark(two, "m")).toStrictEqual(markOf(three, "m"));
        expect(await store.marks("m", one)).toHaveLength(1);
        expect(await store.roles(one)).toStrictEqual([{ person: three, role: "auditor" }]);
        expect(await store.drafts({ author: two })).toStrictEqual([draftOf("d1", three, { onBehalfOf: three })]);
        expect(await store.transaction((transaction) => transaction.removeMark(one, "m"))).toBe(true);
        await store.transaction((transaction) => transaction.removeRole({ person: one, role: "auditor" }));
        expect(await store.allRoles()).toStrictEqual([]);
      }),
    );

    it(
      "refuses somebody who is not known",
      withStore(open, async (store) => {
        const { id } = await personOf(store, slackAccount);
        for (const [from, to] of [
          [id, "nobody"],
          ["nobody", id],
        ] as const) {
          const joining = store.transaction((transaction) => transaction.joinPeople(from, to));
          await expect(joining).rejects.toMatchObject({ code: "store-misuse" });
        }
        expect(await store.personOf(slackAccount)).toMatchObject({ id });
      }),
    );
  });

  describe("forgetting a person", () => {
    it(
      "removes accounts, roles, marks and the words of drafts of everybody they were joined from, and nobody else's",
      withStore(open, async (store) => {
        const left = await personOf(store, slackAccount);
        const person = await personOf(store, teamsAccount);
        const other = await personOf(store, { ...slackAccount, user: "U2" });
        await store.transaction(async (transaction) => {
          await transaction.joinPeople(left.id, person.id);
          for (const { id } of [person, other]) {
            await transaction.putRole({ person: id, role: "admin" });
            await transaction.putMark(markOf(id, "m"));
            await transaction.putDraft(draftOf(`of-${id}`, id));
          }
          await transaction.putDraft(draftOf("confirmed", person.id, { state: "confirmed", update: "u1" }));
          await transaction.putPlace(hall);
          await transaction.putPlace({ ...lobby, contact: "slack:T1:U2" });
          await transaction.forgetPerson(left.id);
        });
        expect(await store.person(person.id)).toBeUndefined();
        expect(await store.person(left.id)).toBeUndefined();
        expect(await store.personOf(slackAccount)).toBeUndefined();
        expect(await store.personOf(teamsAccount)).toBeUndefined();
        expect(await store.allRoles()).toStrictEqual([{ person: other.id, role: "admin" }]);
        expect(await store.marks("")).toStrictEqual([markOf(other.id, "m")]);
        expect(await store.drafts({})).toStrictEqual([draftOf(`of-${other.id}`, other.id)]);
        const { contact: _contact, ...anonymous } = hall;
        expect(await store.places()).toStrictEqual([anonymous, { ...lobby, contact: "slack:T1:U2" }]);

        const again = store.transaction((transaction) => transaction.forgetPerson(person.id));
        await expect(again).rejects.toMatchObject({ code: "store-misuse" });
        // What was decided before they were forgotten may be written after it.
        await store.transaction(async (transaction) => {
          await transaction.putMark(markOf(person.id, "late"));
          await transaction.putDraft(draftOf("late", left.id));
          await transaction.putDraft(draftOf("confirmed", person.id, { state: "discarded" }));
        });
        expect(await store.marks("late")).toStrictEqual([]);
        expect(await store.drafts({ author: person.id })).toStrictEqual([]);
        for (const nobody of [person.id, "nobody"]) {
          const giving = store.transaction((transaction) => transaction.putRole({ person: nobody, role: "office" }));
          await expect(giving).rejects.toMatchObject({ code: "store-misuse" });
        }
        const back = await personOf(store, slackAccount);
        expect([left.id, person.id]).not.toContain(back.id);
      }),
    );

    it(
      "take the places with them in which they were alone, and no others",
      withStore(open, async (store) => {
        const [person, other] = [await personOf(store, slackAccount), await personOf(store, teamsAccount)];
        const alone = { ...lobby, id: "slack:T1:D1", digests: true };
        const theirs = { ...lobby, id: "teams:T1:a:1" };
        const target = (place: string) => ({ channel: "slack", place, conversation: place });
        await store.transaction(async (transaction) => {
          for (const place of [hall, alone, theirs]) await transaction.putPlace(place);
          await transaction.putMark(markOf(person.id, "personal:slack", target(alone.id)));
          await transaction.putMark(markOf(person.id, `seen:${hall.id}`));
          await transaction.putMark(markOf(other.id, "personal:teams", target(theirs.id)));
          await transaction.putMark(markOf(alone.id, "snooze", startInstant));
          await transaction.putMark(markOf(hall.id, "snooze", startInstant));
          await transaction.forgetPerson(person.id);
        });
        const { contact: _contact, ...anonymous } = hall;
        expect(await store.places()).toStrictEqual([anonymous, theirs]);
        expect((await store.marks("")).map(({ owner }) => owner).toSorted()).toStrictEqual(
          [other.id, hall.id].toSorted(),
        );
        expect(await verifyLedger(store)).toMatchObject({ ok: true });
      }),
    );
  });

  describe("places", () => {
    it(
      "are given back as they were, replaced, and listed in order of id",
      withStore(open, async (store) => {
        expect(await store.place(hall.id)).toBeUndefined();
        await store.transaction(async (transaction) => {
          await transaction.putPlace(lobby);
          await transaction.putPlace(hall);
        });
        expect(await store.place(hall.id)).toStrictEqual(hall);
        expect(await store.places()).toStrictEqual([hall, lobby]);
        const unbound = { ...lobby, id: hall.id };
        await store.transaction((transaction) => transaction.putPlace(unbound));
        expect(await store.place(hall.id)).toStrictEqual(unbound);
      }),
    );
  });

  describe("marks", () => {
    it(
      "are kept, replaced and forgotten by owner and name",
      withStore(open, async (store) => {
        expect(await store.mark("p", "m")).toBeUndefined();
        await store.transaction(async (transaction) => {
          await transaction.putMark(markOf("p", "m", { until: null }));
          await transaction.putMark(markOf("q", "m", [1]));
        });
        expect(await store.mark("p", "m")).toStrictEqual(markOf("p", "m", { until: null }));
        await store.transaction((transaction) => transaction.putMark(markOf("p", "m", "later", 10)));
        expect(await store.mark("p", "m")).toStrictEqual(markOf("p", "m", "later", 10));
        const remove = () => store.transaction((transaction) => transaction.removeMark("p", "m"));
        expect([await remove(), await remove()]).toStrictEqual([true, false]);
        expect(await store.marks("")).toStrictEqual([markOf("q", "m", [1])]);
      }),
    );

    it(
      "are listed by the beginning of their name, taken literally",
      withStore(open, async (store) => {
        const names = ["follow", "follow:", "follow:a", "follow:é🙂", "follow;", "fol%", "Follow:a", "gollow:a"];
        await store.transaction(async (transaction) => {
          for (const name of names) await transaction.putMark(markOf("p", name));
          await transaction.putMark(markOf("a", "follow:z"));
        });
        const found = async (prefix: string, owner?: string): Promise<readonly string[]> =>
          (await store.marks(prefix, owner)).map((mark) => `${mark.owner} ${mark.name}`);
        expect(await found("follow:")).toStrictEqual(["a follow:z", "p follow:", "p follow:a", "p follow:é🙂"]);
        expect(await found("follow:", "a")).toStrictEqual(["a follow:z"]);
        expect(await found("fol%")).toStrictEqual(["p fol%"]);
        expect(await found("")).toHaveLength(9);
        expect(await found("nothing")).toStrictEqual([]);
      }),
    );
  });
}
