import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { verifyLedger } from "../../../src/ledger/verify-ledger.ts";
import { newEvent, scopeOf } from "../../contracts/store/store-samples.ts";
import { inFolder, openStore } from "./sqlite-folder.ts";

const run = promisify(execFile);
const script = fileURLToPath(new URL("append-events.ts", import.meta.url));

it(
  "lets processes make the store and write to it at the same time",
  inFolder(async (directory) => {
    const children = await Promise.all(
      [1, 2, 3].map(() => run(process.execPath, [script, directory, "20"], { encoding: "utf8" })),
    );
    const seqs = children.flatMap(({ stdout }) => JSON.parse(stdout) as number[]);
    expect(seqs.toSorted((left, right) => left - right)).toStrictEqual(
      Array.from({ length: 60 }, (_, index) => index + 1),
    );
    const store = await openStore(directory);
    expect(await verifyLedger(store)).toMatchObject({ ok: true, events: 60 });
    await store.close();
  }),
);

it(
  "shows one store what another on the same file has committed",
  inFolder(async (directory) => {
    const [one, two] = [await openStore(directory), await openStore(directory)];
    const reader = await openStore(directory, { readOnly: true });
    await one.transaction((transaction) => transaction.appendEvent(newEvent("a")));
    expect((await two.head()).seq).toBe(1);
    expect((await reader.head()).seq).toBe(1);
    expect((await two.transaction((transaction) => transaction.appendEvent(newEvent("b")))).seq).toBe(2);
    expect((await one.head()).seq).toBe(2);
    expect(await reader.subjects(scopeOf(["public"]))).toStrictEqual([]);
    for (const store of [reader, two, one]) await store.close();
  }),
);
