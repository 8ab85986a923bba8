import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { Store } from "../../../src/core/store.ts";
import { openSqliteStore } from "../../../src/stores/sqlite/open-sqlite-store.ts";
import { verifyLedger } from "../../../src/ledger/verify-ledger.ts";
import { newEvent } from "../../contracts/store/store-samples.ts";

/** A small file system of its own, which only root may mount; undefined where that cannot be had. */
function mountSmallDisk(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), "pilotdesk-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", folder], { stdio: "ignore" });
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  return folder;
}

const disk = mountSmallDisk();
const clock = { now: () => new Date("2026-03-02T09:00:00Z") };

async function append(store: Store, about: string): Promise<void> {
  const payload = { class: "record", body: { words: "x".repeat(20_000) } } as const;
  await store.transaction(async (transaction) => void (await transaction.appendEvent({ ...newEvent(about), payload })));
}

it.skipIf(disk === undefined)(
  "says that the disk is full, keeps what was committed, and goes on without a restart once there is room",
  async () => {
    if (disk === undefined) return;
    onTestFinished(() => {
      execFileSync("umount", [disk]);
      rmSync(disk, { recursive: true });
    });
    const directory = join(disk, "data");
    const ballast = join(disk, "ballast");
    writeFileSync(ballast, Buffer.alloc(1024 * 1024));
    const store = await openSqliteStore({ directory, clock });
    let written = 0;
    const fill = async (): Promise<void> => {
      for (; written < 1000; written += 1) await append(store, `e${written}`);
    };
    await expect(fill()).rejects.toMatchObject({ name: "StoreError", code: "store-full" });
    expect(written).toBeGreaterThan(0);
    expect((await store.head()).seq).toBe(written);
    rmSync(ballast);
    await append(store, "after");
    expect((await store.head()).seq).toBe(written + 1);
    expect(await verifyLedger(store)).toMatchObject({ events: written + 1 });
    await store.close();
  },
);
