import { describe, expect, it } from "vitest";
import type { OpenEmptyStore } from "../store-contract.ts";
import { draftOf, hall, lobby, markOf, personOf, slackAccount, teamsAccount } from "./people-samples.ts";
import { startInstant } from "./store-samples.ts";
import { withStore } from "./with-store.ts";

/** Reads that are asked for in the same moment, as by turns that begin together. */
export function describeAtOnce(open: OpenEmptyStore): void {
  describe("reads at once", () => {
    it(
      "give each asker what they would be given alone",
      withStore(open, async (store) => {
        const left = await personOf(store, { ...slackAccount, user: "U9" });
        const one = await personOf(store, slackAccount);
        const two = await personOf(store, teamsAccount);
        await store.transaction(async (transaction) => {
          await transaction.joinPeople(left.id, two.id);
          await transaction.putPlace(hall);
          await transaction.putPlace(lobby);
          await transaction.putRole({ person: one.id, role: "admin" });
          await transaction.putRole({ person: two.id, role: "office", programme: "demo" });
          for (const owner of [one.id, two.id]) {
            await transaction.putMark(markOf(owner, "seen:hall"));
            await transaction.putMark(markOf(owner, "seen:lobby"));
            await transaction.putMark(markOf(owner, "asked"));
          }
          await transaction.putDraft(draftOf("d1", one.id));
          await transaction.putDraft({ ...draftOf("d2", two.id), state: "confirmed" });
          await transaction.putDraft(draftOf("d3", two.id));
        });
        const { conversation } = draftOf("d1", one.id);
        const people = [one.id, two.id, left.id, "nobody"];
        const reads = [
          ...[slackAccount, teamsAccount, { ...slackAccount, user: "U9" }, { ...slackAccount, user: "U0" }].map(
            (account) => () => store.personOf(account),
          ),
          ...[hall.id, lobby.id, "nowhere", hall.id].map((id) => () => store.place(id)),
          ...people.map((id) => () => store.roles(id)),
          ...people.flatMap((id) => ["seen:", "asked", "", "zzz"].map((prefix) => () => store.marks(prefix, id))),
          ...people.flatMap((author) =>
            (["open", "confirmed"] as const).map(
              (state) => () => store.drafts({ author, conversation, states: [state] }),
            ),
          ),
          () => store.drafts({ author: two.id, conversation, states: ["open", "confirmed"] }),
          () => store.drafts({ author: two.id, conversation, states: [] }),
          () => store.drafts({ author: two.id, conversation: "another", states: ["open"] }),
          () => store.head(),
          () => store.head(),
        ];
        const alone: unknown[] = [];
        for (const read of reads) alone.push(await read());
        expect(await Promise.all(reads.map((read) => read()))).toStrictEqual(alone);
        const ofTwo = await store.drafts({ author: left.id, conversation, states: ["open", "confirmed"] });
        expect(ofTwo.map(({ id }) => id)).toStrictEqual(["d2", "d3"]);
        expect((await store.marks("seen:", left.id)).map(({ name }) => name)).toStrictEqual([
          "seen:hall",
          "seen:lobby",
        ]);
      }),
    );

    it(
      "see what was committed before they were asked for",
      withStore(open, async (store) => {
        const { id } = await personOf(store, slackAccount);
        const before = store.roles(id);
        await store.transaction((transaction) => transaction.putRole({ person: id, role: "admin" }));
        expect(await store.roles(id)).toStrictEqual([{ person: id, role: "admin" }]);
        await before;
        await store.transaction((transaction) => transaction.putMark({ ...markOf(id, "m"), at: startInstant }));
        expect(await Promise.all([store.marks("m", id), store.marks("m", id)])).toMatchObject([[{}], [{}]]);
      }),
    );
  });
}
