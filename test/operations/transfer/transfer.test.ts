import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { publicScope } from "../../../src/core/trust.ts";
import { applyRecordEvent } from "../../../src/ledger/derive-record-event.ts";
import { purgePayload } from "../../../src/ledger/purge-payload.ts";
import { exportStore } from "../../../src/operations/transfer/export-store.ts";
import { putDocument, receiptOf } from "../../contracts/store/store-samples.ts";

import { bring, filesOf, fill, later, place, record } from "./open-transfer.ts";

describe("store export and import", () => {
  it("give byte-identical files at both ends, and a store that answers the same", async () => {
    const at = place();
    const [one, two] = [await at.open("one"), await at.open("two")];
    await fill(one);
    await exportStore({ store: one, directory: at.folder("first"), vectors: true });
    expect(await bring(two, at.folder("first"), at.clock)).toMatchObject({ purged: 0 });
    await exportStore({ store: two, directory: at.folder("second"), vectors: true });
    expect(filesOf(at.folder("second"))).toStrictEqual(filesOf(at.folder("first")));

    expect(await two.subjects(publicScope)).toMatchObject([{ id: "eastmere", name: "East Mere" }]);
    expect(await two.facts(publicScope)).toStrictEqual(await one.facts(publicScope));
    expect(await two.facts({ ...publicScope, knownSeq: 1 })).toStrictEqual(
      await one.facts({ ...publicScope, knownSeq: 1 }),
    );
    for (const scope of [publicScope, { ...publicScope, knownSeq: 5 }]) {
      const hits = await two.searchLexical(scope, { terms: ["harbour"], limit: 5 });
      expect(hits).toStrictEqual(await one.searchLexical(scope, { terms: ["harbour"], limit: 5 }));
      expect(hits).toHaveLength(1);
    }
    expect(await two.receipt("r1")).toStrictEqual(receiptOf("r1"));
    expect(await two.threadState("web:é")).toStrictEqual({ question: "x" });
    expect(await two.settings()).toMatchObject([{ name: "paused", value: { type: "setting", value: true } }]);
    expect(await two.indexGeneration()).toBe(await one.indexGeneration());
    const appended = await two.transaction((transaction) => applyRecordEvent(transaction, record("new", "Newby")));
    expect(appended.seq).toBe((await one.head()).seq + 1);
  });

  it("leave vectors out unless they are asked for", async () => {
    const at = place();
    const one = await at.open("one");
    await fill(one);
    await exportStore({ store: one, directory: at.folder("first"), vectors: false });
    expect(readdirSync(at.folder("first"))).not.toContain("embedding.ndjson");
  });

  it("give the same files again whatever was recorded", async () => {
    const text = fc.string({ unit: "binary", maxLength: 12 }).map((words) => words.replaceAll("\0", "").toWellFormed());
    const step = fc.oneof(
      fc.record({ kind: fc.constant("record" as const), id: fc.constantFrom("a", "b", "c"), name: text }),
      fc.record({ kind: fc.constant("document" as const), id: fc.constantFrom("d", "e"), name: text }),
      fc.record({ kind: fc.constant("receipt" as const), id: fc.constantFrom("r1", "r2", "r3"), name: text }),
      fc.record({ kind: fc.constant("thread" as const), id: text, name: text }),
      fc.record({ kind: fc.constant("purge" as const), id: fc.constant("a"), name: text }),
    );
    const at = place();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        run += 1;
        const [one, two] = [await at.open(`one-${run}`), await at.open(`two-${run}`)];
        for (const [number, { kind, id, name }] of steps.entries()) {
          if (kind === "purge") {
            const [first] = await one.events({ afterSeq: 0, limit: 1 });
            if (first?.event.payloadId !== undefined)
              await purgePayload({
                store: one,
                payloadId: first.event.payloadId,
                reason: "x",
                actor: "t",
                clock: at.clock,
              });
            continue;
          }
          await one.transaction(async (transaction) => {
            if (kind === "record") await applyRecordEvent(transaction, record(id, name));
            if (kind === "document") await putDocument(transaction, `${id}@${number}`, [name, `${name} again`]);
            if (kind === "receipt") await transaction.putReceipt({ ...receiptOf(id), question: name }, later);
            if (kind === "thread") await transaction.putThreadState(id, { name }, later);
          });
        }
        await exportStore({ store: one, directory: at.folder(`e-${run}`), vectors: true });
        await bring(two, at.folder(`e-${run}`), at.clock);
        await exportStore({ store: two, directory: at.folder(`f-${run}`), vectors: true });
        expect(filesOf(at.folder(`f-${run}`))).toStrictEqual(filesOf(at.folder(`e-${run}`)));
        expect(await two.facts(publicScope)).toStrictEqual(await one.facts(publicScope));
      }),
      { numRuns: 25 },
    );
  });
});

describe("an import", () => {
  it("refuses a store that holds anything, and an export over another", async () => {
    const at = place();
    const [one, two] = [await at.open("one"), await at.open("two")];
    await fill(one);
    await exportStore({ store: one, directory: at.folder("first"), vectors: false });
    await expect(exportStore({ store: one, directory: at.folder("first"), vectors: false })).rejects.toThrow(
      "not empty",
    );
    await two.transaction((transaction) => transaction.putThreadState("c", {}, later));
    await expect(bring(two, at.folder("first"), at.clock)).rejects.toThrow("is not empty");
    await expect(bring(one, at.folder("first"), at.clock)).rejects.toThrow("is not empty");
  });

  it.each([
    ["a changed letter", "event.ndjson", (text: string) => text.replace("importer", "impostor"), "event.ndjson:1:"],
    [
      "a changed payload",
      "payload.ndjson",
      (text: string) => text.replace("East Mere", "Westmere!"),
      "payload.ndjson:",
    ],
    [
      "a line that is gone",
      "event.ndjson",
      (text: string) => text.split("\n").toSpliced(2, 1).join("\n"),
      "event.ndjson:3:",
    ],
    [
      "two lines exchanged",
      "receipt.ndjson",
      (text: string) => `${text.split("\n")[1]}\n${text.split("\n")[0]}\n`,
      "receipt.ndjson:1:",
    ],
    [
      "an end that is gone",
      "passage.ndjson",
      (text: string) => text.split("\n").slice(0, -2).join("\n") + "\n",
      "passage.ndjson:4:",
    ],
    ["half a line", "document_version.ndjson", (text: string) => text.slice(0, -20), "document_version.ndjson:3:"],
    ["another line", "thread_state.ndjson", (text: string) => `${text}{}\n`, "thread_state.ndjson:3:"],
    ["a changed purge list", "purges.ndjson", (text: string) => `${text}{}\n`, "purges.ndjson:1:"],
    ["a changed manifest", "manifest.json", (text: string) => text.replace('"seq": ', '"seq": 1'), "event.ndjson"],
    ["no manifest", "manifest.json", () => "", "manifest.json"],
  ])("names the place of %s, and imports nothing", async (_, name, change, named) => {
    const at = place();
    const [one, two] = [await at.open("one"), await at.open("two")];
    await fill(one);
    await exportStore({ store: one, directory: at.folder("first"), vectors: false });
    const file = path.join(at.folder("first"), name);
    const before = readFileSync(file, "utf8");
    writeFileSync(file, change(before));
    expect(readFileSync(file, "utf8")).not.toBe(before);
    await expect(bring(two, at.folder("first"), at.clock)).rejects.toThrow(named);
    expect(await two.head()).toStrictEqual({ seq: 0 });
    writeFileSync(file, before);
    expect(await bring(two, at.folder("first"), at.clock)).toMatchObject({ purged: 0 });
  });
});
