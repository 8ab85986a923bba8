import { describe, expect, it } from "vitest";
import { fakeApp } from "../../../fakes/teams/fake-teams.ts";
import type { FakeTeams } from "../../../fakes/teams/fake-teams.ts";
import { messageActivity } from "../../../fakes/teams/activities.ts";
import { bodyOf, withTeams } from "../open-teams.ts";

const now = Math.floor(Date.now() / 1000);

describe("what is no activity", () => {
  it.each([
    ["no JSON", "{"],
    ["null", "null"],
    ["a number", "7"],
    ["a list", "[]"],
    ["an empty object", "{}"],
    ["a type that is a number", `{"type":1}`],
    ["a text that is an object", `{"type":"message","text":{"a":1},"from":{"id":"1"},"conversation":{"id":"1"}}`],
    ["a sender without an id", `{"type":"message","from":{},"conversation":{"id":"1"}}`],
    ["entities that are a text", `{"type":"message","entities":"x","from":{"id":"1"},"conversation":{"id":"1"}}`],
    ["members that are null in a list", `{"type":"conversationUpdate","membersAdded":[null]}`],
    ["channel data that is a text", `{"type":"message","channelData":"x"}`],
    ["nothing", ""],
    ["bytes that are no text", "\uFFFD\u0000\u0001"],
  ])("%s is answered with 400, signed or not", async (_, body) => {
    await withTeams(async ({ deliverText, turns }) => {
      expect((await deliverText(body)).status).toBe(400);
      expect((await deliverText(body, null)).status).toBe(400);
      expect(turns()).toEqual([]);
    })();
  });

  it(
    "a message without a sender is answered with 400",
    withTeams(async ({ fake, deliver, turns }) => {
      const { from: _, ...activity } = messageActivity("Hello", { serviceUrl: fake.url });
      const answer = await deliver(activity);
      expect([answer.status, bodyOf(answer)]).toEqual([400, { error: "This activity has no from." }]);
      expect(turns()).toEqual([]);
    }),
  );

  it.each([
    ["{", "it is not JSON"],
    ["[]", "it is not an object"],
    [`{"type":"message","from":{"id":7}}`, "from.id is missing or of the wrong type"],
    [`{"type":"message","from":{"id":""}}`, "from.id is empty"],
    [`{"type":"message","text":"${"secret ".repeat(40_000)}"}`, "text is too long"],
    [`{"type":"message","membersAdded":[{"secret":1}]}`, "membersAdded.0.id is missing or of the wrong type"],
  ])("the answer says what is wrong and quotes nothing", async (body, wrong) => {
    await withTeams(async ({ deliverText, logged }) => {
      expect(bodyOf(await deliverText(body))).toEqual({ error: `This is no activity: ${wrong}.` });
      expect(logged.join("")).not.toContain("secret");
    })();
  });
});

describe("signatures", () => {
  it(
    "lets in what is signed by the connector for this app and this address",
    withTeams(async ({ fake, deliver, turns }) => {
      const answer = await deliver(
        messageActivity("When did the trial start?", { serviceUrl: fake.url, place: "personal" }),
      );
      expect(answer.status).toBe(200);
      expect(turns()).toHaveLength(1);
    }),
  );

  const bad: readonly (readonly [string, (fake: FakeTeams) => string | null])[] = [
    ["no token", () => null],
    ["an expired token", (fake) => fake.token({ claims: { nbf: now - 7200, exp: now - 3600 } })],
    ["a token that is not valid yet", (fake) => fake.token({ claims: { nbf: now + 3600, exp: now + 7200 } })],
    ["a token for another app", (fake) => fake.token({ claims: { aud: "12121212-1111-2222-3333-444444444444" } })],
    ["a token of another issuer", (fake) => fake.token({ claims: { iss: "https://api.example.org" } })],
    [
      "a token of Entra for this app",
      (fake) =>
        fake.token({
          claims: { iss: `https://login.microsoftonline.com/${fakeApp.tenant}/v2.0`, tid: fakeApp.tenant },
        }),
    ],
    ["a token signed with another key", (fake) => fake.token({ key: "other" })],
    [
      "a token signed with a key that nobody published",
      (fake) => fake.token({ key: "other", header: { kid: "another-key" } }),
    ],
    ["a token without a signature", (fake) => fake.token({ key: "none", header: { alg: "none" } })],
    [
      "a token signed with the public key as a secret",
      (fake) => fake.token({ key: "public", header: { alg: "HS256" } }),
    ],
    ["a token without a service URL", (fake) => fake.token({ without: ["serviceurl"] })],
    [
      "a token for another service URL",
      (fake) => fake.token({ claims: { serviceurl: "https://smba.trafficmanager.net/emea/" } }),
    ],
    ["a token that never ends", (fake) => fake.token({ without: ["exp"] })],
    ["a token that was cut", (fake) => fake.token().slice(0, -20)],
    ["garbage", () => "garbage"],
    ["garbage in three parts", () => "a.b.c"],
  ];
  it.each(bad)("refuses %s", async (_, tokenOf) => {
    await withTeams(async ({ fake, deliver, turns, logged }) => {
      const token = tokenOf(fake);
      const answer = await deliver(messageActivity("Let me in", { serviceUrl: fake.url, place: "personal" }), token);
      expect([401, 403]).toContain(answer.status);
      expect(turns()).toEqual([]);
      expect(logged.join("\n")).not.toContain("Let me in");
      if (token !== null) expect(logged.join("\n")).not.toContain(token);
    })();
  });

  it(
    "asks for a second delivery while the keys cannot be had, and says so",
    withTeams(
      async ({ fake, channel, deliver, turns }) => {
        const answer = await deliver(messageActivity("Hello", { serviceUrl: fake.url, place: "personal" }));
        expect(answer.status).toBe(503);
        expect(turns()).toEqual([]);
        expect(channel.state()).toMatchObject({ isConnected: false });
        expect(channel.state().problems.join(" ")).toContain("The keys that Teams signs with could not be fetched");
      },
      { settings: { openIdUrl: "http://127.0.0.1:9/v1/.well-known/openidconfiguration" } },
    ),
  );

  it(
    "asks for a second delivery where the keys fail after the metadata was read",
    withTeams(async ({ fake, deliver }) => {
      fake.fail({ on: "keys", answer: { status: 500 } });
      const activity = messageActivity("Hello", { serviceUrl: fake.url, place: "personal" });
      expect((await deliver(activity)).status).toBe(503);
      expect((await deliver(activity)).status).toBe(200);
    }),
  );
});

describe("tenants and addresses", () => {
  it(
    "refuses another tenant, whoever signed it",
    withTeams(async ({ fake, channel, deliver, turns }) => {
      const activity = messageActivity("Hello", { serviceUrl: fake.url, place: "personal" });
      const other = { ...activity, conversation: { id: "a:x", conversationType: "personal", tenantId: "another" } };
      expect((await deliver(other)).status).toBe(403);
      expect((await deliver({ ...activity, channelData: { tenant: { id: "another" } } })).status).toBe(403);
      const { channelData: _, ...bare } = activity;
      expect((await deliver({ ...bare, conversation: { id: "a:x", conversationType: "personal" } })).status).toBe(403);
      expect(turns()).toEqual([]);
      expect(channel.state().problems.join(" ")).toContain("TEAMS_TENANT_ID");
    }),
  );

  it(
    "says what is missing of a delivery of Teams that does not say where answers go",
    withTeams(async ({ fake, deliver, turns }) => {
      const { serviceUrl: _, ...activity } = messageActivity("Hello", { serviceUrl: fake.url, place: "personal" });
      for (const given of [undefined, null, ""]) {
        const answer = await deliver({ ...activity, serviceUrl: given });
        expect([answer.status, bodyOf(answer)]).toEqual([400, { error: "This activity has no serviceUrl." }]);
      }
      expect(turns()).toEqual([]);
    }),
  );

  it.each([
    "https://evil.example.org/",
    "https://smba.trafficmanager.net.example.org/",
    "http://smba.trafficmanager.net/",
    "fakeServiceUrl",
    "https://user:pass@smba.trafficmanager.net/",
  ])("refuses the service URL %s", async (serviceUrl) => {
    await withTeams(async ({ fake, deliver, turns }) => {
      const activity = messageActivity("Hello", { serviceUrl, place: "personal" });
      expect((await deliver(activity, fake.token({ claims: { serviceurl: serviceUrl } }))).status).toBe(403);
      expect(turns()).toEqual([]);
    })();
  });

  it(
    "lets in the tenants and the service URLs that are set besides",
    withTeams(
      async ({ fake, deliver }) => {
        const serviceUrl = "https://gateway.example.org/teams/emea/";
        const activity = messageActivity("Hello", { serviceUrl, place: "personal" });
        const second = {
          ...activity,
          conversation: { id: "a:x", conversationType: "personal", tenantId: "second" },
          channelData: {},
        };
        expect((await deliver(second, fake.token({ claims: { serviceurl: serviceUrl } }))).status).toBe(200);
        const beside = { ...second, serviceUrl: "https://gateway.example.org/teamsters/" };
        expect((await deliver(beside)).status).toBe(403);
      },
      { settings: { tenants: [fakeApp.tenant, "second"], serviceUrls: ["https://gateway.example.org/teams/"] } },
    ),
  );

  it(
    "refuses deliveries of anything but Teams",
    withTeams(async ({ fake, deliver }) => {
      const activity = {
        ...messageActivity("Hello", { serviceUrl: fake.url, place: "personal" }),
        channelId: "webchat",
      };
      expect((await deliver(activity)).status).toBe(403);
    }),
  );
});

describe("without authentication", () => {
  it(
    "takes what a tool on this machine sends, and posts there without a token",
    withTeams(
      async ({ fake, channel, deliver, turns }) => {
        const activity = {
          ...messageActivity("Hello", { serviceUrl: fake.url, place: "personal" }),
          channelId: "emulator",
        };
        expect((await deliver(activity, null)).status).toBe(200);
        expect(turns()).toHaveLength(1);
        expect(fake.requests().every(({ authorization }) => authorization === undefined)).toBe(true);
        expect(channel.state().problems.join(" ")).toContain("not authenticated");
      },
      { settings: { isUnauthenticated: true, tenants: [] } },
    ),
  );

  const minimal = { type: "message", text: "Who leads?", from: { id: "u1" }, conversation: { id: "c1" } };

  it(
    "takes a message that says no more than who wrote it and where",
    withTeams(
      async ({ deliver, turns }) => {
        expect((await deliver(minimal, null)).status).toBe(200);
        expect(turns()).toMatchObject([
          { kind: "message", text: "Who leads?", sender: { user: "u1" }, place: { kind: "personal" } },
        ]);
      },
      { settings: { isUnauthenticated: true, tenants: [] } },
    ),
  );

  it.each([
    ["from", "from"],
    ["conversation", "conversation"],
  ])("says that %s is missing", async (field, said) => {
    await withTeams(
      async ({ deliver, turns }) => {
        const answer = await deliver({ ...minimal, [field]: undefined }, null);
        expect([answer.status, bodyOf(answer)]).toEqual([400, { error: `This activity has no ${said}.` }]);
        expect(turns()).toEqual([]);
      },
      { settings: { isUnauthenticated: true, tenants: [] } },
    )();
  });
});

describe("the life of the channel", () => {
  it(
    "asks for a second delivery of what could not be stored, and says nothing of why",
    withTeams(async ({ fake, deliver, desk, logged }) => {
      desk.isBroken = true;
      const answer = await deliver(messageActivity("A secret message", { serviceUrl: fake.url, place: "personal" }));
      expect(answer.status).toBe(503);
      expect(JSON.stringify(bodyOf(answer)) + logged.join("")).not.toMatch(/secret/);
    }),
  );

  it(
    "takes nothing any more once it stops",
    withTeams(async ({ fake, channel, deliver }) => {
      await channel.stopTaking();
      const answer = await deliver(messageActivity("Hello", { serviceUrl: fake.url, place: "personal" }));
      expect(answer).toMatchObject({ status: 503, headers: { "retry-after": "5" } });
      expect(channel.state().isConnected).toBe(false);
    }),
  );

  it(
    "is connected once it has the keys",
    withTeams(async ({ fake, channel, deliver }) => {
      await deliver(messageActivity("Hello", { serviceUrl: fake.url, place: "personal" }));
      expect(channel.state()).toEqual({ name: "teams", isConnected: true, problems: [] });
    }),
  );

  it(
    "is answered only where it posts",
    withTeams(async ({ channel }) => {
      const [endpoint] = channel.endpoints;
      const answer = await endpoint?.handle({
        method: "GET",
        path: "/api/messages",
        headers: {},
        body: Buffer.alloc(0),
      });
      expect(answer?.status).toBe(405);
    }),
  );
});
