import { setTimeout as pause } from "node:timers/promises";
import type { Delivered, OneLedger } from "../end-to-end/one-ledger-bench.ts";
import type { FakeActivity } from "../fakes/teams/activities.ts";
import type { FakeMessage } from "../fakes/teams/fake-connector.ts";
import type { FakeRequest } from "../fakes/teams/fake-teams.ts";
import type { Picture, Played, Step } from "./picture.ts";
import { teamsPicture } from "./teams-html.ts";
import type { TeamsLine } from "./teams-html.ts";

/** Where a conversation in Teams is played, and what is kept of it. */
export interface TeamsStage {
  /**
   * Something is delivered; resolves with what it was answered with inside the request, once the app has posted what belongs
   * to it and then been quiet. Throws where it is not acknowledged, or where nothing came of it in twenty seconds. With
   * `expect: "post"` an answer inside the request is not enough.
   */
  act(
    step: Pick<Step, "who" | "does" | "what">,
    activity: FakeActivity,
    options?: { readonly expect?: "post" },
  ): Promise<unknown>;
  /** Keeps calls that nobody asked for. */
  readonly keepUnasked: (why: string, requests: readonly FakeRequest[]) => void;
  /** The newest post of the app. */
  readonly newest: () => FakeMessage;
  readonly show: (name: string, caption: string, lines: readonly TeamsLine[]) => void;
  readonly played: () => Played;
}

const [quietMs, patienceMs] = [500, 20_000];

/** Calls that change what somebody sees. */
function isVisible({ method, path }: FakeRequest): boolean {
  return method !== "GET" && path.includes("/activities");
}

/** A call of the connector as it is kept; tokens and keys are left out. */
function callOf({ method, path, body }: FakeRequest): readonly unknown[] {
  return path.startsWith("/v3/") ? [structuredClone({ method, path, ...(body !== undefined && { body }) })] : [];
}

/** A stage on the fake Teams that an app is connected to. */
export function createTeamsStage(desk: OneLedger): TeamsStage {
  const { teams } = desk;
  const steps: Step[] = [];
  const pictures: Picture[] = [];

  async function settle(from: number, isDone: () => boolean, what: string): Promise<void> {
    const began = Date.now();
    let [seen, since] = [from, began];
    for (;;) {
      const now = Date.now();
      const count = teams.requests().length;
      if (count > seen) [seen, since] = [count, now];
      if (isDone() && now - since > quietMs) return;
      if (now - began > patienceMs) throw new Error(`${what}: nothing came of it.`);
      await pause(20);
    }
  }

  function keep(step: Pick<Step, "who" | "does" | "what">, from: number, answered: unknown): void {
    const calls = teams.requests().slice(from).flatMap(callOf);
    steps.push({ ...step, ...(answered !== undefined && { answered: structuredClone(answered) }), calls });
  }

  return {
    async act(step, activity, { expect } = {}) {
      const from = teams.requests().length;
      const { status, body }: Delivered = await desk.deliver(activity);
      if (status !== 200) throw new Error(`${step.who} ${step.does}: answered with ${status}.`);
      const isAnswered = body !== undefined && Object.keys(body as object).length > 0;
      const isEnough = isAnswered && expect !== "post";
      await settle(from, () => isEnough || teams.requests().slice(from).some(isVisible), `${step.who} ${step.does}`);
      keep(step, from, isAnswered ? body : undefined);
      return body;
    },
    keepUnasked: (why, requests) => void steps.push({ who: "nobody", does: why, calls: requests.flatMap(callOf) }),
    newest() {
      const message = teams.messages().at(-1);
      if (!message) throw new Error("The app has posted nothing in Teams.");
      return message;
    },
    show(name, caption, lines) {
      pictures.push({ name, caption, ...teamsPicture(lines) });
    },
    played: () => ({ steps, pictures }),
  };
}
