import { describe, expect, it } from "vitest";
import { shareReads, shareSame } from "../../../src/stores/postgres/share-reads.ts";

/** Doubles numbers, and remembers what was asked for together; there is nothing for odd ones. */
function createDoubling() {
  const loads: (readonly number[])[] = [];
  const read = shareReads<number, number>({
    nameOf: String,
    load: (keys) => {
      loads.push(keys);
      if (keys.includes(13)) return Promise.reject(new Error("thirteen"));
      return Promise.resolve(new Map(keys.filter((key) => key % 2 === 0).map((key) => [String(key), key * 2])));
    },
  });
  return { read, loads };
}

describe("reads that are shared", () => {
  it("ask once for what is asked for in the same moment, each thing once", async () => {
    const { read, loads } = createDoubling();
    expect(await Promise.all([read(2), read(4), read(2), read(3)])).toStrictEqual([4, 8, 4, undefined]);
    expect(loads).toStrictEqual([[2, 4, 3]]);
  });

  it("ask anew for what is asked for later, so that no answer is older than its question", async () => {
    const { read, loads } = createDoubling();
    await read(2);
    await read(2);
    expect(loads).toStrictEqual([[2], [2]]);
  });

  it("ask anew for what is asked for while an answer is on its way", async () => {
    const loads: PromiseWithResolvers<ReadonlyMap<string, string>>[] = [];
    const read = shareReads<string, string>({
      nameOf: (key) => key,
      load: () => {
        const answer = Promise.withResolvers<ReadonlyMap<string, string>>();
        loads.push(answer);
        return answer.promise;
      },
    });
    const first = read("a");
    await new Promise((resolve) => setImmediate(resolve));
    const second = read("a");
    await new Promise((resolve) => setImmediate(resolve));
    expect(loads).toHaveLength(2);
    loads[0]?.resolve(new Map([["a", "old"]]));
    loads[1]?.resolve(new Map([["a", "new"]]));
    expect([await first, await second]).toStrictEqual(["old", "new"]);
  });

  it("fail for all that was asked for together, and not for what is asked for next", async () => {
    const { read } = createDoubling();
    const failed = await Promise.allSettled([read(2), read(13)]);
    expect(failed.map(({ status }) => status)).toStrictEqual(["rejected", "rejected"]);
    expect(await read(2)).toBe(4);
  });

  it("are shared by those alone who ask for the very same", async () => {
    const asked: unknown[] = [];
    const read = shareSame((scope: { readonly reader: string }, ids?: readonly string[]) => {
      asked.push([scope, ids]);
      if (scope.reader === "nobody") return Promise.reject(new Error("nobody"));
      return Promise.resolve(`${scope.reader} ${ids?.join() ?? "all"}`);
    });
    const [one, same, other, all, none] = await Promise.allSettled([
      read({ reader: "a" }, ["1"]),
      read({ reader: "a" }, ["1"]),
      read({ reader: "b" }, ["1"]),
      read({ reader: "a" }),
      read({ reader: "nobody" }),
    ]);
    expect([one, same, other, all]).toMatchObject([
      { value: "a 1" },
      { value: "a 1" },
      { value: "b 1" },
      { value: "a all" },
    ]);
    expect(none.status).toBe("rejected");
    expect(asked).toHaveLength(4);
  });
});
