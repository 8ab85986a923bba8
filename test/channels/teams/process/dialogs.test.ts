import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createWorkspace } from "../../../end-to-end/run-pilotdesk.ts";
import { invokeActivity, messageActivity } from "../../../fakes/teams/activities.ts";
import { findIn, openFake, posted, start } from "./open-process.ts";
import type { Running } from "./open-process.ts";

const workspace = createWorkspace();
beforeAll(() => workspace.seed());
afterAll(() => workspace.remove());

let invokes = 0;

async function ask(app: Running, name: string, value: unknown): Promise<unknown> {
  invokes += 1;
  const activity = invokeActivity(name, value, { serviceUrl: app.fake.url, id: `f:${invokes}`, root: "1001" });
  const { status, body } = await app.deliver(activity);
  expect(status).toBe(200);
  return body;
}

const bodySchema = z.object({
  task: z.object({
    value: z.object({ card: z.object({ content: z.object({ body: z.array(z.looseObject({ type: z.string() })) }) }) }),
  }),
});

/** What stands directly above an input: what is wrong with it. */
function errorAbove(dialog: unknown, id: string): unknown {
  const elements = bodySchema.parse(dialog).task.value.card.content.body;
  const at = elements.findIndex((element) => element["id"] === id);
  expect(at).toBeGreaterThan(0);
  return elements[at - 1]?.["color"] === "Attention" ? elements[at - 1]?.["text"] : undefined;
}

describe("the form of an update, in a process of its own", () => {
  it("says beside the field what is wrong, keeps what was typed, and records once what is right", async () => {
    const fake = await openFake();
    const app = await start(workspace, fake);
    const bind = messageActivity("here Harbour Night Buses, Eastmere", {
      serviceUrl: fake.url,
      mention: true,
      id: "1001",
    });
    await app.deliver(bind);
    await posted(fake, 1);

    const opened = await ask(app, "composeExtension/fetchTask", { commandId: "newUpdate", commandContext: "compose" });
    const submit = findIn(opened, (one) => one["type"] === "Action.Submit" && "data" in one);
    const pilot = findIn(opened, (one) => one["title"] === "Eastmere, Harbour Night Buses");
    const typed = {
      ...z.record(z.string(), z.unknown()).parse(submit?.["data"]),
      "field:pilot": pilot?.["value"],
      "field:rating": "purple",
      "field:narrative": "We opened the second stop.",
      "field:spent": "twelve",
    };
    const again = await ask(app, "composeExtension/submitAction", { commandId: "newUpdate", data: typed });
    expect(errorAbove(again, "field:spent")).toMatch(/amount|£/);
    expect(errorAbove(again, "field:narrative")).toBeUndefined();
    const kept = JSON.stringify(again);
    for (const words of ["We opened the second stop.", "twelve"]) expect(kept).toContain(words);

    const right = { ...typed, "field:rating": "amber", "field:spent": "£12,500" };
    const done = { commandId: "newUpdate", data: right };
    expect(JSON.stringify(await ask(app, "composeExtension/submitAction", done))).not.toContain("There is a problem");
    expect(JSON.stringify(await ask(app, "composeExtension/submitAction", done))).not.toContain("There is a problem");
    app.server.child.kill("SIGTERM");
    expect(await app.server.ended).toBe(0);
    const shown = fake.messages().map(({ activity }) => JSON.stringify(activity));
    expect(shown.filter((text) => text.includes("We opened the second stop."))).toHaveLength(1);
    expect(shown.join()).toContain("12,500");
  });
});
