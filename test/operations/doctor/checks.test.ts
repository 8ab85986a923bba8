import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config.ts";
import { checkVectors } from "../../../src/operations/doctor/check-knowledge.ts";
import { checkDisk, checkNode } from "../../../src/operations/doctor/check-machine.ts";
import { problemFrom } from "../../../src/operations/doctor/finding.ts";
import { openSqliteStore } from "../../../src/stores/sqlite/open-sqlite-store.ts";
import { documentOf, newEvent } from "../../contracts/store/store-samples.ts";
import { withStore } from "../../contracts/store/with-store.ts";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { offlineModel } from "../../../src/models/offline/offline-embedder.ts";
import type { Clock } from "../../../src/core/time.ts";

const mebibyte = 1024 * 1024;
const open = (clock: Clock) =>
  openSqliteStore({ directory: mkdtempSync(path.join(tmpdir(), "pilotdesk-doctor-test-")), clock });

describe("the machine", () => {
  it.each([
    ["v24.0.0", "ok"],
    ["v26.1.0", "ok"],
    ["v22.19.0", "problem"],
    ["v8.0.0", "problem"],
  ])("with Node %s is %s", (version, level) => {
    expect(checkNode(version)).toMatchObject({ level, about: "node" });
  });

  it.each([
    [10, "problem"],
    [200, "note"],
    [5000, "ok"],
  ])("with %i MB left on the disk is %s", async (free, level) => {
    const found = await checkDisk("/nowhere/at/all", async (folder) => {
      expect(folder).toBe("/");
      return free * mebibyte;
    });
    expect(found).toMatchObject({ level, about: "disk" });
    expect(found.text).toContain(`${free} MB free`);
  });
});

describe("vectors", () => {
  it(
    "that are not all made are noted, and so is a comparison in a plain loop",
    withStore(open, async (store) => {
      const { version, passages } = documentOf("a.md@1", ["One.", "Two."]);
      await store.transaction(async (transaction) => {
        const event = await transaction.appendEvent({ ...newEvent("a.md"), kind: "documentIngested" });
        await transaction.putDocument(event, version, passages);
        await transaction.putVectors(offlineModel, [{ sha256: "sha-of-One.", vector: Float32Array.of(1) }]);
      });
      const found = await checkVectors(readConfig({}), store, async () => undefined);
      expect(found).toMatchObject([{ level: "note" }, { level: "note" }]);
      expect(found[0]?.text).toContain("1 made for 2 passages");
      expect(found[1]?.text).toContain("npm rebuild hnswlib-node");
      await store.transaction((transaction) =>
        transaction.putVectors(offlineModel, [{ sha256: "sha-of-Two.", vector: Float32Array.of(1) }]),
      );
      expect((await checkVectors(readConfig({}), store))[0]).toMatchObject({ level: "ok" });
      expect(await checkVectors(readConfig({ PILOTDESK_VECTORS: "off" }), store)).toMatchObject([{ level: "ok" }]);
    }),
  );
});

describe("what cannot be looked at", () => {
  it("is a problem in one line, without a stack", () => {
    const found = problemFrom("work", new RangeError("too far"));
    expect(found).toMatchObject({ level: "problem", about: "work" });
    expect(found.text).not.toContain("\n");
  });
});
