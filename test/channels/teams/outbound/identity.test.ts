import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { cloudOf } from "../../../../src/channels/teams/cloud.ts";
import { createTokenSource } from "../../../../src/channels/teams/outbound/tokens.ts";
import type { TokenSource } from "../../../../src/channels/teams/outbound/tokens.ts";
import { createProblems } from "../../../../src/channels/teams/problems.ts";
import type { TeamsSettings } from "../../../../src/channels/teams/teams-settings.ts";
import { createFakeSigner } from "../../../fakes/teams/fake-signer.ts";

const serviceUrl = "https://smba.trafficmanager.net/emea/";
const appId = "00000000-1111-2222-3333-444444444444";

/**
 * Azure's own address for the identities of a machine, as App Service and Functions have it. The SDK looks for it once in a
 * process, and keeps tokens there by app and resource.
 */
const endpoint = { asked: [] as URL[], secrets: [] as unknown[], status: 200 };
const server = createServer((request, response) => {
  const url = new URL(request.url ?? "", "http://127.0.0.1");
  endpoint.asked.push(url);
  endpoint.secrets.push(request.headers["x-identity-header"]);
  const exp = Math.floor(Date.now() / 1000) + 24 * 3600;
  const resource = url.searchParams.get("resource");
  const token = createFakeSigner().sign({ aud: resource, exp });
  const answer = { access_token: token, expires_on: String(exp), resource, token_type: "Bearer", client_id: appId };
  response.writeHead(endpoint.status, { "content-type": "application/json" });
  response.end(JSON.stringify(endpoint.status === 200 ? answer : { statusCode: endpoint.status, message: "not here" }));
});

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  vi.stubEnv("IDENTITY_ENDPOINT", `http://127.0.0.1:${(server.address() as AddressInfo).port}/msi/token`);
  vi.stubEnv("IDENTITY_HEADER", "the machine's secret");
  vi.stubEnv("CLIENT_SECRET", "of another program");
});
afterAll(() => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  Object.assign(endpoint, { asked: [], secrets: [], status: 200 });
});

function openTokens(changes: Partial<TeamsSettings> = {}): {
  readonly tokens: TokenSource;
  readonly said: () => string;
} {
  const settings: TeamsSettings = {
    clientId: appId,
    managedIdentity: appId,
    tenants: ["t1"],
    cloud: "Public",
    serviceUrls: [],
    isUnauthenticated: false,
    ...changes,
  };
  const problems = createProblems();
  const clock = { now: () => new Date() };
  return {
    tokens: createTokenSource({ settings, cloud: cloudOf(settings), clock, problems }),
    said: () => problems.list().join(" "),
  };
}

describe("a managed identity of the machine", () => {
  it("that the machine does not have is said, with what to do, and asked for again", async () => {
    endpoint.status = 400;
    const { tokens, said } = openTokens();
    const failed = { outcome: "failed", reason: "identity-failed" };
    expect(await tokens.tokenFor(serviceUrl, AbortSignal.timeout(5000))).toEqual(failed);
    expect(said()).toContain("TEAMS_MANAGED_IDENTITY");
    expect(said()).not.toContain("secret");
    endpoint.status = 200;
    expect(await tokens.tokenFor(serviceUrl, AbortSignal.timeout(5000))).toMatchObject({ outcome: "token" });
    expect(said()).toBe("");
  });

  it.each([
    ["USGov", "https://api.botframework.us"],
    ["China", "https://api.botframework.azure.cn"],
  ] as const)("is asked once for the connector of the cloud %s, whatever else is set", async (cloud, resource) => {
    const { tokens } = openTokens({ cloud });
    const answers = await Promise.all([1, 2, 3].map(() => tokens.tokenFor(serviceUrl, AbortSignal.timeout(5000))));
    expect(answers).toMatchObject([{ outcome: "token" }, { outcome: "token" }, { outcome: "token" }]);
    expect(await tokens.tokenFor(serviceUrl, AbortSignal.timeout(5000))).toEqual(answers[0]);
    expect(endpoint.asked).toHaveLength(1);
    expect(endpoint.asked[0]?.searchParams.get("resource")).toBe(resource);
    expect(endpoint.asked[0]?.searchParams.get("client_id")).toBe(appId);
    expect(endpoint.secrets).toEqual(["the machine's secret"]);
  });
});
