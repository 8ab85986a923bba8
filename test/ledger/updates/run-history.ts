import { canonicalJson } from "../../../src/core/canonical-json.ts";
import type { RecordPayload, Subject } from "../../../src/core/ledger.ts";
import type { Store } from "../../../src/core/store.ts";
import type { Instant } from "../../../src/core/time.ts";
import { eraseUpdate, purgePayload } from "../../../src/ledger/purge-payload.ts";
import { replayLedger } from "../../../src/ledger/replay-ledger.ts";
import {
  amendUpdate,
  confirmUpdate,
  markUpdate,
  withdrawUpdate,
  type UpdateOutcome,
} from "../../../src/ledger/updates/record-update.ts";
import type { SettableClock } from "../../contracts/store/store-samples.ts";
import { holdsFrom, type Happening, type Version } from "../../oracle/point-in-time.ts";
import type { Step } from "./random-histories.ts";
import { importRecord, subjects } from "./update-samples.ts";

/** The two pilots that histories are about. */
export const historyPilots = subjects.filter(({ programme }) => programme === "harbour");

/** What was done to the store, as the oracle is told of it. */
export interface History {
  readonly happened: readonly Happening[];
  /** Where the store did something else than the steps ask for, in words. */
  readonly surprises: readonly string[];
}

interface KnownUpdate {
  readonly id: string;
  /** What stands; undefined once it is withdrawn or its last words were purged. */
  version: Version | undefined;
  refusal: "withdrawn" | "purged" | undefined;
}

/** Does the steps to a store whose subjects are recorded, and writes down what happened. */
export async function runHistory(store: Store, clock: SettableClock, steps: readonly Step[]): Promise<History> {
  const history = new Recorder(store, clock);
  for (const step of steps) await history.take(step);
  return history;
}

class Recorder implements History {
  readonly happened: Happening[] = [];
  readonly surprises: string[] = [];
  readonly #updates: KnownUpdate[] = [];
  readonly #store: Store;
  readonly #clock: SettableClock;

  constructor(store: Store, clock: SettableClock) {
    this.#store = store;
    this.#clock = clock;
  }

  async take(step: Step): Promise<void> {
    const now = new Date(this.#clock.now().getTime() + step.waitMinutes * 60_000).toISOString();
    this.#clock.set(now);
    switch (step.does) {
      case "confirm":
        return this.#confirm(step, now);
      case "amend":
        return this.#amend(step, now);
      case "withdraw":
      case "mark":
        return this.#change(step, now);
      case "purge":
        return this.#purge(step, now);
      case "publish":
        return this.#publish(step, now);
      case "replay":
        await replayLedger(this.#store);
    }
  }

  async #confirm(step: Extract<Step, { does: "confirm" }>, now: Instant): Promise<void> {
    const id = `u-${this.#updates.length}`;
    const postedAt = new Date(Date.parse(now) - step.postedHoursBefore * 3_600_000).toISOString();
    const pilot = historyPilots[step.pilot]?.id ?? "";
    const { fields, statedFrom, audience } = step;
    const given = { id, pilot, fields, postedAt, author: "ann" };
    const optional = { ...(statedFrom !== undefined && { statedFrom }), ...(audience !== undefined && { audience }) };
    const outcome = await this.#store.transaction((transaction) =>
      confirmUpdate(transaction, { ...given, ...optional }, { actor: "bo", occurredAt: now }),
    );
    this.#expect(outcome, "recorded");
    const validFrom = holdsFrom(fields, postedAt, statedFrom);
    const version = { pilot, fields, validFrom, postedAt, audience: audience ?? "programme:harbour" };
    this.#updates.push({ id, version, refusal: undefined });
    await this.#said(id, version, now);
  }

  async #amend({ which, change, statedFrom, audience }: Extract<Step, { does: "amend" }>, now: Instant): Promise<void> {
    const known = this.#pick(which);
    if (!known) return;
    const before = known.version;
    const fields = before && !("risks" in change) ? { ...before.fields, ...change } : change;
    const outcome = await this.#store.transaction((transaction) =>
      amendUpdate(
        transaction,
        {
          id: known.id,
          ...("risks" in fields && { fields }),
          ...(statedFrom !== undefined && { statedFrom }),
          ...(audience !== undefined && { audience }),
        },
        { actor: "bo", occurredAt: now },
      ),
    );
    if (!before || !("risks" in fields)) return this.#expect(outcome, known.refusal);
    // A day that was stated before stays while the period does, and is not stated again.
    const isSamePeriod = canonicalJson(fields.period ?? null) === canonicalJson(before.fields.period ?? null);
    const keepsDay = statedFrom === undefined && isSamePeriod;
    const validFrom = keepsDay ? before.validFrom : holdsFrom(fields, before.postedAt, statedFrom);
    const version = { ...before, fields, validFrom, audience: audience ?? before.audience };
    const isSame = canonicalJson(version) === canonicalJson(before);
    this.#expect(outcome, isSame ? "unchanged" : "recorded");
    if (isSame) return;
    known.version = version;
    await this.#said(known.id, version, now);
  }

  async #change(step: Extract<Step, { does: "withdraw" | "mark" }>, now: Instant): Promise<void> {
    const known = this.#pick(step.which);
    if (!known) return;
    const by = { actor: "bo", occurredAt: now };
    const outcome = await this.#store.transaction((transaction) =>
      step.does === "mark"
        ? markUpdate(transaction, { id: known.id, source: step.source }, by)
        : withdrawUpdate(transaction, { id: known.id }, by),
    );
    if (!known.version) return this.#expect(outcome, known.refusal);
    if (step.does === "mark") return;
    this.#expect(outcome, "recorded");
    known.version = undefined;
    known.refusal = "withdrawn";
    this.happened.push({ ...(await this.#last(now)), what: "withdrawn", update: known.id });
  }

  async #purge({ which, version }: Extract<Step, { does: "purge" }>, now: Instant): Promise<void> {
    const known = this.#pick(which);
    if (!known) return;
    const said = this.happened.flatMap((each) => (each.what === "said" && each.update === known.id ? [each] : []));
    const reason = { reason: "asked for", actor: "bo" };
    if (version === "all") {
      await this.#store.transaction((transaction) =>
        eraseUpdate(transaction, known.id, { ...reason, occurredAt: now }),
      );
      for (const each of said) each.purged = true;
    } else {
      const one = said[version % said.length];
      if (!one || one.purged) return;
      const [stored] = await this.#store.events({ afterSeq: one.seq - 1, limit: 1 });
      const payloadId = stored?.event.payloadId ?? "";
      await purgePayload({ store: this.#store, payloadId, ...reason, clock: this.#clock });
      one.purged = true;
    }
    if (known.version && said.at(-1)?.purged === true) {
      known.version = undefined;
      known.refusal = "purged";
    }
  }

  async #publish({ pilot, rating, from }: Extract<Step, { does: "publish" }>, now: Instant): Promise<void> {
    const subject = historyPilots[pilot];
    if (!subject) return;
    await this.#store.transaction((transaction) => importRecord(transaction, edition(subject, rating, from)));
    this.happened.push({ ...(await this.#last(now)), what: "published", pilot: subject.id, rating, from });
  }

  async #said(update: string, version: Version, now: Instant): Promise<void> {
    this.happened.push({ ...(await this.#last(now)), what: "said", update, version, purged: false });
  }

  async #last(now: Instant): Promise<{ readonly seq: number; readonly at: Instant }> {
    const { seq, recordedAt } = await this.#store.head();
    if (recordedAt !== now) this.surprises.push(`event ${seq} was recorded at ${recordedAt}, not at ${now}`);
    return { seq, at: now };
  }

  #pick(which: number): KnownUpdate | undefined {
    return this.#updates[which % Math.max(1, this.#updates.length)];
  }

  #expect(outcome: UpdateOutcome, wanted: string | undefined): void {
    const came = outcome.outcome === "refused" ? outcome.why : outcome.outcome;
    if (came !== wanted) this.surprises.push(`${came} instead of ${wanted}`);
  }
}

function edition(subject: Subject, rating: string, from: string): RecordPayload {
  const value = { kind: "text", text: rating } as const;
  const fact = { attribute: "rating", value, sources: ["review"], trust: "press", from, lowConfidence: false } as const;
  return { type: "subject", subject, aliases: [], facts: [fact] };
}
