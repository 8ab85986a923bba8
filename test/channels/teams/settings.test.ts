import { describe, expect, it } from "vitest";
import { cloudOf } from "../../../src/channels/teams/cloud.ts";
import { readConfig } from "../../../src/config.ts";

const known = { TEAMS_CLIENT_ID: "app", TEAMS_CLIENT_SECRET: "secret", TEAMS_TENANT_ID: "t1" };

describe("the settings of Teams", () => {
  it("are left out where nothing is set", () => {
    expect(readConfig({}).teams).toBeUndefined();
    expect(readConfig({ CLOUD: "USGov" }).teams).toBeUndefined();
  });

  it("are read from the environment", () => {
    expect(
      readConfig({
        ...known,
        TEAMS_TENANT_ID: " t1 , t2 ",
        CLOUD: "usgov",
        TEAMS_SERVICE_URLS: "https://a.example.org/x",
      }).teams,
    ).toEqual({
      clientId: "app",
      clientSecret: "secret",
      tenants: ["t1", "t2"],
      cloud: "USGov",
      serviceUrls: ["https://a.example.org/x"],
      isUnauthenticated: false,
    });
  });

  it("take a managed identity for a secret", () => {
    const { TEAMS_CLIENT_SECRET: _, ...others } = known;
    expect(readConfig({ ...others, TEAMS_MANAGED_IDENTITY: "system" }).teams).toMatchObject({
      managedIdentity: "system",
    });
  });

  it.each([
    [{ TEAMS_CLIENT_ID: "app" }, "TEAMS_CLIENT_SECRET is not set"],
    [{ TEAMS_CLIENT_SECRET: "secret" }, "TEAMS_CLIENT_ID is not set"],
    [{ TEAMS_CLIENT_ID: "app", TEAMS_CLIENT_SECRET: "secret" }, "TEAMS_TENANT_ID is not set"],
    [{ ...known, TEAMS_TENANT_ID: "common" }, "TEAMS_TENANT_ID cannot be used"],
    [{ ...known, TEAMS_OPENID_URL: "http://login.example.org/x" }, "TEAMS_OPENID_URL cannot be used"],
    [{ ...known, TEAMS_SERVICE_URLS: "smba.example.org" }, "TEAMS_SERVICE_URLS cannot be used"],
    [{ ...known, CLOUD: "Mars" }, "CLOUD cannot be used"],
    [{ TEAMS_ALLOW_UNAUTHENTICATED: "perhaps" }, "TEAMS_ALLOW_UNAUTHENTICATED cannot be used"],
    [{ TEAMS_ALLOW_UNAUTHENTICATED: "true", HOST: "0.0.0.0" }, "HOST is 0.0.0.0"],
    [
      { ...known, TEAMS_ALLOW_UNAUTHENTICATED: "true", HOST: "0.0.0.0", PILOTDESK_ALLOWED_HOSTS: "desk.example.org" },
      "HOST is 0.0.0.0",
    ],
    [{ ...known, TEAMS_ALLOW_UNAUTHENTICATED: "true", NODE_ENV: "production" }, "this is production"],
  ])("%j are refused: %s", (environment, message) => {
    expect(() => readConfig(environment)).toThrow(message);
  });

  it("never repeat a secret in what they refuse", () => {
    expect(() => readConfig({ TEAMS_CLIENT_SECRET: "hush" })).toThrow(/^(?!.*hush)/);
  });

  it("let nobody be checked on this machine alone", () => {
    expect(readConfig({ TEAMS_ALLOW_UNAUTHENTICATED: "true" }).teams).toMatchObject({
      isUnauthenticated: true,
      tenants: [],
    });
  });
});

describe("the clouds", () => {
  const of = (cloud: "Public" | "USGov" | "USGovDoD" | "China") =>
    cloudOf({ cloud, tenants: ["t"], serviceUrls: [], isUnauthenticated: false });

  it.each([
    ["Public", "https://login.microsoftonline.com", "https://smba.trafficmanager.net/emea/"],
    ["Public", "https://login.microsoftonline.com", "https://smba.infra.gcc.teams.microsoft.com/teams/"],
    ["USGov", "https://login.microsoftonline.us", "https://smba.infra.gov.teams.microsoft.us/teams"],
    ["USGovDoD", "https://login.microsoftonline.us", "https://smba.infra.dod.teams.microsoft.us/teams"],
    [
      "China",
      "https://login.partner.microsoftonline.cn",
      "https://frontend.botapi.msg.infra.teams.microsoftonline.cn/",
    ],
  ] as const)("%s logs in at %s and posts to %s", (name, login, serviceUrl) => {
    const cloud = of(name);
    expect(cloud.loginUrl).toBe(login);
    expect(cloud.isServiceUrl(serviceUrl)).toBe(true);
    expect(of(name === "China" ? "Public" : "China").isServiceUrl(serviceUrl)).toBe(false);
    expect(cloud.isServiceUrl("http://127.0.0.1:4000")).toBe(false);
  });
});
