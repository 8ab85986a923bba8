import { createServer } from "node:http";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { createFakeConnector, refusal } from "./fake-connector.ts";
import type { FakeAnswer, FakeCall, FakeMember, FakeMessage } from "./fake-connector.ts";
import { createFakeSigner } from "./fake-signer.ts";
import type { TokenRecipe } from "./fake-signer.ts";

/** The app that the fake knows. */
export const fakeApp = {
  clientId: "00000000-1111-2222-3333-444444444444",
  clientSecret: "a secret of the fake",
  tenant: "99999999-8888-7777-6666-555555555555",
} as const;

/** The bot, as activities name it. */
export const fakeBot = { id: `28:${fakeApp.clientId}`, name: "Pilotdesk" } as const;

/** What goes wrong with the next request that fits. */
export interface FakeFault {
  readonly on: NonNullable<FakeCall["on"]> | "token" | "keys";
  /** `lost` does what was asked and cuts the connection; `cut` does nothing and cuts it. */
  readonly answer: "lost" | "cut" | { readonly status: number; readonly code?: string; readonly retryAfter?: string };
}

/** A request as it arrived. */
export interface FakeRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization?: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** What a call of the connector carried; left out where it carried nothing. */
  readonly body?: unknown;
}

/** Entra and the Bot Connector on 127.0.0.1: what the real ones answer, and no call that they do not have. */
export interface FakeTeams {
  readonly url: string;
  readonly openIdUrl: string;
  /** Everything that the bot posted, oldest first. */
  messages(): readonly FakeMessage[];
  requests(): readonly FakeRequest[];
  /** The bot is installed in a conversation with these people. */
  install(conversation: string, members: readonly FakeMember[]): void;
  uninstall(conversation: string): void;
  /** The person has the app in a chat of their own; its id. */
  openChat(member: FakeMember): string;
  fail(...faults: readonly FakeFault[]): void;
  /** A token as the connector signs it for a delivery. */
  token(recipe?: TokenRecipe): string;
  close(): Promise<void>;
}

/** Starts the fake on a free port. */
export async function startFakeTeams(): Promise<FakeTeams> {
  const signer = createFakeSigner();
  const connector = createFakeConnector({ tenant: fakeApp.tenant, nextId: () => nextId("") });
  const requests: FakeRequest[] = [];
  const tokens = new Set<string>();
  let faults: readonly FakeFault[] = [];
  let count = 0;

  function nextId(prefix: string): string {
    count += 1;
    return `${prefix}${1_700_000_000_000 + count}`;
  }

  function takeFault(on: FakeFault["on"]): FakeFault | undefined {
    const index = faults.findIndex((one) => one.on === on);
    const fault = faults[index];
    if (fault) faults = faults.toSpliced(index, 1);
    return fault;
  }

  function issueToken(body: string): FakeAnswer {
    const form = new URLSearchParams(body);
    const isRight = form.get("client_id") === fakeApp.clientId && form.get("client_secret") === fakeApp.clientSecret;
    if (!isRight) return { status: 401, body: { error: "invalid_client", error_description: "AADSTS7000215" } };
    if (
      form.get("grant_type") !== "client_credentials" ||
      form.get("scope") !== "https://api.botframework.com/.default"
    ) {
      return { status: 400, body: { error: "invalid_scope" } };
    }
    const token = nextId("token-");
    tokens.add(token);
    return { status: 200, body: { token_type: "Bearer", expires_in: 3599, access_token: token } };
  }

  /** Which of the platform's calls a request is, and what it does. */
  function callOf(method: string, url: URL, body: string): Pick<FakeCall, "run"> & { readonly on?: FakeFault["on"] } {
    switch (`${method} ${url.pathname}`) {
      case "GET /v1/.well-known/openidconfiguration": {
        const metadata = { issuer: "https://api.botframework.com", jwks_uri: `${base()}/v1/.well-known/keys` };
        return { run: () => ({ status: 200, body: metadata }) };
      }
      case "GET /v1/.well-known/keys":
        return { on: "keys", run: () => ({ status: 200, body: signer.jwks }) };
      case `POST /${fakeApp.tenant}/oauth2/v2.0/token`:
        return { on: "token", run: () => issueToken(body) };
      default:
        return connector.callOf(method, url, readJson(body));
    }
  }

  function isAuthorised({ headers }: IncomingMessage, url: URL): boolean {
    if (!url.pathname.startsWith("/v3/")) return true;
    return tokens.has(/^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1] ?? "");
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const url = new URL(request.url ?? "/", base());
      const { authorization } = request.headers;
      const body = Buffer.concat(chunks).toString("utf8");
      requests.push({
        method: request.method ?? "",
        path: url.pathname + url.search,
        at: Date.now(),
        ...(authorization !== undefined && { authorization }),
        ...(body !== "" && url.pathname.startsWith("/v3/") && { body: readJson(body) }),
      });
      const { on, run } = callOf(request.method ?? "", url, body);
      const fault = on && takeFault(on);
      if (fault?.answer === "cut") return void request.socket.destroy();
      const answer =
        typeof fault?.answer === "object"
          ? faultAnswer(fault.answer)
          : isAuthorised(request, url)
            ? run()
            : refusal(401, "Unauthorized");
      if (fault?.answer === "lost") return void request.socket.destroy();
      response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers });
      response.end(answer.body === undefined ? "" : JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = portOf(server.address());
  const base = (): string => `http://127.0.0.1:${port}`;

  return {
    url: base(),
    openIdUrl: `${base()}/v1/.well-known/openidconfiguration`,
    messages: () => connector.messages,
    requests: () => requests,
    install: (conversation, people) => connector.install(conversation, people),
    uninstall: (conversation) => connector.uninstall(conversation),
    openChat: (member) => connector.openChat(member),
    fail: (...added) => {
      faults = [...faults, ...added];
    },
    token(recipe) {
      const now = Math.floor(Date.now() / 1000);
      const claims = {
        iss: "https://api.botframework.com",
        aud: fakeApp.clientId,
        serviceurl: base(),
        nbf: now - 60,
        exp: now + 3600,
      };
      return signer.sign(claims, recipe);
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

function readJson(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed;
  } catch {
    return undefined;
  }
}

function faultAnswer({ status, code, retryAfter }: Exclude<FakeFault["answer"], string>): FakeAnswer {
  return {
    status,
    ...(code !== undefined && { body: { error: { code, message: "A fault of the fake." } } }),
    ...(retryAfter !== undefined && { headers: { "retry-after": retryAfter } }),
  };
}

function portOf(address: string | AddressInfo | null): AddressInfo {
  if (address === null || typeof address === "string") throw new Error("The fake did not get a port.");
  return address;
}
