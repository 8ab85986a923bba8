import { describe, expect, it } from "vitest";
import { openSlack } from "./open-slack.ts";

describe("people who come", () => {
  it("to a channel or the workspace are welcomed in private; the app hears of itself", async () => {
    const { slack, desk, settled } = await openSlack();
    await slack.people.join("C0DESK", "U0OTHER");
    await slack.people.joinTeam("U0GUEST");
    await slack.people.join("C0ALONE", "U0PILOT");
    await settled();
    expect(
      desk.ofKind("joined").map(({ whom, sender, place }) => [whom, sender?.user, sender?.isExternal, place?.id]),
    ).toEqual([
      ["person", "U0OTHER", true, "slack:T0HARBOUR:C0DESK"],
      ["person", "U0GUEST", true, "slack:T0HARBOUR:U0GUEST"],
      ["assistant", undefined, undefined, "slack:T0HARBOUR:C0ALONE"],
    ]);
    expect(slack.posted("D0OTHER").map(({ text }) => text)).toEqual(["Welcome."]);
    expect(slack.posted("D0GUEST").map(({ text }) => text)).toEqual(["Welcome."]);
  });

  it("are not welcomed where they are apps", async () => {
    const { slack, desk, settled } = await openSlack();
    await slack.people.join("C0DESK", "U0ROBOT");
    await settled();
    expect(desk.turns).toEqual([]);
  });
});
