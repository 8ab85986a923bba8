import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createWorkspace, expectNoStackTrace } from "../../../end-to-end/run-pilotdesk.ts";
import { eventActivity, invokeActivity, messageActivity, people } from "../../../fakes/teams/activities.ts";
import type { FakeActivity } from "../../../fakes/teams/activities.ts";
import { openFake, start } from "./open-process.ts";
import type { Running } from "./open-process.ts";

const workspace = createWorkspace();
beforeAll(() => workspace.seed());
afterAll(() => workspace.remove());

const open = { TEAMS_ALLOW_UNAUTHENTICATED: "true", TEAMS_CLIENT_ID: "", TEAMS_TENANT_ID: "" };

/** An activity of each kind that is read. */
function activitiesOf(serviceUrl: string): readonly FakeActivity[] {
  const options = { serviceUrl, place: "personal" } as const;
  const edit = { ...messageActivity("We opened two desks.", options), type: "messageUpdate" };
  const message = { id: "9", from: { user: { id: "u" } }, body: { contentType: "html", content: "<p>All green</p>" } };
  const form = { id: "update", target: "new", hash: "h" };
  return [
    messageActivity("Who leads?", { ...options, mention: true }),
    edit,
    { ...edit, type: "messageDelete" },
    eventActivity("conversationUpdate", { membersAdded: [people.bram] }, options),
    eventActivity("installationUpdate", { action: "add" }, options),
    invokeActivity("adaptiveCard/action", { action: { data: { action: `["confirm","d-1","h",""]` } } }, options),
    invokeActivity("task/fetch", { data: { action: `["edit","d-1","h",""]` } }, options),
    invokeActivity("task/submit", { data: { form, one: ["pilot"], "field:pilot": "x" } }, options),
    invokeActivity("composeExtension/query", { commandId: "searchPilots", parameters: [] }, options),
    invokeActivity("composeExtension/fetchTask", { commandId: "logUpdate", messagePayload: message }, options),
    invokeActivity("message/submitAction", { actionName: "feedback", actionValue: { reaction: "like" } }, options),
  ];
}

/** Where a value stands in an activity: every path down to four levels. */
function pathsIn(value: unknown, above: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null || above.length > 4) return [];
  return Object.entries(value).flatMap(([name, inner]) => [[...above, name], ...pathsIn(inner, [...above, name])]);
}

function withValue(target: unknown, [name = "", ...rest]: readonly string[], value: unknown): unknown {
  const copy: Record<string, unknown> = Object.fromEntries(Object.entries(target ?? {}));
  copy[name] = rest.length === 0 ? value : withValue(copy[name], rest, value);
  return Array.isArray(target) ? Object.values(copy) : copy;
}

const wrong = fc.oneof(
  fc.constantFrom(undefined, null, true, 0, -1, 1e308, "", "\u0000", [], {}, [null], { id: 7 }, "😀".repeat(3000)),
  fc.string({ unit: "binary", maxLength: 50 }),
  fc.jsonValue(),
);

const runs = { numRuns: 250, interruptAfterTimeLimit: 20_000 };

/** Every answer of whatever is made of an activity by putting something wrong in one or two places is below 500. */
async function play(app: Running): Promise<ReadonlySet<number>> {
  const seen = new Set<number>();
  const base = fc.constantFrom(...activitiesOf(app.fake.url));
  const broken = base.chain((activity) => {
    const change = fc.tuple(fc.constantFrom(...pathsIn(activity)), wrong);
    return fc
      .array(change, { minLength: 1, maxLength: 2 })
      .map((changes) => changes.reduce<unknown>((given, [path, value]) => withValue(given, path, value), activity));
  });
  await fc.assert(
    fc.asyncProperty(broken, async (activity) => {
      const { status } = await app.deliver(Object.fromEntries(Object.entries(activity ?? {})));
      seen.add(status);
      expect(status).toBeLessThan(500);
    }),
    runs,
  );
  return seen;
}

describe("whatever is delivered to a process of its own", () => {
  it.each([
    ["signed", {}],
    ["from this machine, unsigned", open],
  ])("%s, nothing is answered with 5xx, and the process goes on", async (_, settings) => {
    const fake = await openFake();
    const app = await start(workspace, fake, settings);
    const seen = await play(app);
    // Both what is taken and what is malformed was among it.
    expect([...seen]).toEqual(expect.arrayContaining([200, 400]));
    const post = (body: string) =>
      fetch(`http://127.0.0.1:${app.server.port}/api/messages`, { method: "POST", body }).then(({ status }) => status);
    for (const body of ["", "null", "[]", "7", '"x"', "{", "[".repeat(200_000)]) expect(await post(body)).toBe(400);
    expect(await post(JSON.stringify({ type: "message", text: "x".repeat(2_000_000) }))).toBe(413);
    expect((await app.server.ask("Which pilots take part?")).status).toBe(200);
    expectNoStackTrace(app.server.stderr());
  });
});

/** Kept beside this project, not in it. */
const samples = new URL("../../../../../shared/payloads/teams/", import.meta.url);

describe.skipIf(!existsSync(samples))(
  "Microsoft's samples (skipped where they are not kept beside the project)",
  () => {
    it("are each answered as they are, signed or not, below 500, and those without an address of their own are taken", async () => {
      const fake = await openFake();
      const app = await start(workspace, fake, open);
      for (const name of readdirSync(samples).filter((each) => each.endsWith(".json"))) {
        const { activity } = JSON.parse(readFileSync(new URL(name, samples), "utf8")) as { activity: FakeActivity };
        const { status } = await app.deliver(activity);
        const address = activity["serviceUrl"];
        const isElsewhere = typeof address === "string" && !address.includes("trafficmanager.net");
        const isPlaced = "from" in activity && "conversation" in activity;
        expect([name, status]).toEqual([name, isElsewhere && isPlaced ? 403 : isPlaced ? 200 : 400]);
      }
    });
  },
);
