import { expect, it } from "vitest";
import { composeDigest } from "../../../src/intents/digests/compose-digest.ts";
import { lastWeek } from "../../../src/intents/digests/digest-week.ts";
import { createDirectory } from "../../../src/ledger/directory.ts";
import { createSetClock } from "../../fixtures/live-programme.ts";
import { recordManyPilots } from "../../fixtures/many-pilots.ts";
import { openTestStore } from "../../ledger/open-test-store.ts";
import { linesOf } from "../ask-updates/open-live-desk.ts";

it("a digest of 500 pilots counts all of them, lists some, and cites what is counted together", async () => {
  const clock = createSetClock("2026-04-01T09:00:00.000Z");
  const store = await openTestStore(clock);
  const programme = await recordManyPilots(store, clock, { pilots: 500, months: 2, silent: 40 });
  const reader = { audiences: ["public", "programme:long-coast"] } as const;
  const knowledge = await createDirectory(store).at({ reader });
  const isWorkingDay = (day: string): boolean => ![0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay());
  const parts = { ledger: store, scope: { reader }, knowledge, isWorkingDay };
  const reply = await composeDigest(programme, lastWeek("2026-11-10"), parts);
  const lines = linesOf(reply);
  expect(lines[1]).toBe("460 updates came from 460 of 500 pilots of Long Coast from 2 to 8 November 2026.");
  expect(lines[2]).toMatch(/^500 of 500 pilots have a rating on record: /);
  expect(lines[3]).toBe("460 of 500 pilots of Long Coast have reported for October 2026.");
  for (const block of reply.blocks) if (block.kind === "list") expect(block.items.length).toBeLessThanOrEqual(20);
  expect(lines.filter((line) => /^\(\d+ more are left out\.\)$/.test(line)).length).toBeGreaterThan(0);
  expect(reply.citations.length).toBeLessThan(120);
  expect(reply.citations.find(({ title }) => title === "460 updates")).toMatchObject({ kind: "fact" });
}, 60_000);
