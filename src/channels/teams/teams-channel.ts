import { setTimeout } from "node:timers/promises";
import type { Channel, ChannelState, Desk, EndpointResponse } from "../../core/channel.ts";
import type { Clock } from "../../core/time.ts";
import { cloudOf } from "./cloud.ts";
import { answerDelivery, codeOf } from "./endpoint.ts";
import type { EndpointParts } from "./endpoint.ts";
import type { DeliveryParts } from "./inbound/deliveries.ts";
import { createGate } from "./inbound/gate.ts";
import { createInOrder } from "./inbound/in-order.ts";
import { createRoster } from "./inbound/roster.ts";
import { createTokenCheck } from "./inbound/token-check.ts";
import type { TokenCheck } from "./inbound/token-check.ts";
import { createTeamsOutbound } from "./outbound/teams-outbound.ts";
import { createTokenSource } from "./outbound/tokens.ts";
import { createProblems } from "./problems.ts";
import type { Problems } from "./problems.ts";
import type { TeamsLog, TeamsSettings } from "./teams-settings.ts";

/** What the channel is made of. */
export interface TeamsChannelOptions {
  readonly teams: TeamsSettings;
  readonly clock: Clock;
  readonly log: TeamsLog;
}

/** Where Teams delivers. */
export const teamsPath = "/api/messages";

const startWaitMs = 1500;
const retryMs = 30_000;

/** The tenant of a tool on this machine that names none. */
const localTenant = "local";

/** Microsoft Teams: takes what it delivers at `/api/messages`, and posts through its connector. */
export function createTeamsChannel({ teams, clock, log }: TeamsChannelOptions): Channel {
  const cloud = cloudOf(teams);
  const problems = createProblems();
  const tokens = createTokenSource({ settings: teams, cloud, clock, problems });
  const tokenCheck = checkOf(teams, { cloud, clock, problems });
  const gate = createGate({ settings: teams, cloud, problems, tokenCheck });
  const roster = createRoster({ tokens, clock, problems, ...teams });
  const botId = `28:${teams.clientId ?? "pilotdesk"}`;
  const underWay = new Set<Promise<EndpointResponse>>();
  let desk: Desk | undefined;
  let isStopping = false;
  let retrying: NodeJS.Timeout | undefined;

  const deliveryTo = (taker: Desk): DeliveryParts => ({
    desk: taker,
    roster,
    clock,
    webUrl: cloud.webUrl,
    ourIds: [botId],
    originParts: { homeTenant: teams.tenants[0] ?? localTenant, botId },
  });
  const parts: EndpointParts = {
    gate,
    log,
    inOrder: createInOrder(),
    delivery: () => (desk && !isStopping ? deliveryTo(desk) : undefined),
    invoke: (delivery) => ({
      delivery,
      onFailure: (error, turn) => log.error({ turn, code: codeOf(error) }, "A request could not be answered."),
    }),
  };

  return {
    name: "teams",
    outbound: createTeamsOutbound({ cloud, tokens, problems, clock, colleaguesIn: roster.colleaguesIn }),
    endpoints: [
      {
        path: teamsPath,
        async handle(request) {
          const answering = answerDelivery(request, parts);
          underWay.add(answering);
          try {
            return await answering;
          } finally {
            underWay.delete(answering);
          }
        },
      },
    ],
    async start(taker) {
      desk = taker;
      if (!tokenCheck) return;
      // A start waits a moment, so that it can say whether Teams is connected; after that it goes on trying by itself.
      const tried = tokenCheck.prepare();
      await Promise.race([tried, setTimeout(startWaitMs, undefined, { ref: false })]);
      retrying = setInterval(() => {
        if (!tokenCheck.isReady()) void tokenCheck.prepare();
      }, retryMs);
      retrying.unref();
    },
    state: () => stateOf({ isStarted: desk !== undefined && !isStopping, tokenCheck, problems }),
    async stopTaking() {
      isStopping = true;
      await Promise.allSettled(underWay);
    },
    async close() {
      isStopping = true;
      clearInterval(retrying);
    },
  };
}

function checkOf(
  { isUnauthenticated, clientId = "" }: TeamsSettings,
  parts: Omit<Parameters<typeof createTokenCheck>[0], "clientId">,
): TokenCheck | undefined {
  return isUnauthenticated ? undefined : createTokenCheck({ clientId, ...parts });
}

function stateOf({
  isStarted,
  tokenCheck,
  problems,
}: {
  readonly isStarted: boolean;
  readonly tokenCheck: TokenCheck | undefined;
  readonly problems: Problems;
}): ChannelState {
  const isOpen = tokenCheck === undefined;
  const warning = isOpen
    ? [
        "Deliveries are not authenticated (TEAMS_ALLOW_UNAUTHENTICATED): whoever reaches this machine may write as anybody.",
      ]
    : [];
  return {
    name: "teams",
    isConnected: isStarted && (isOpen || tokenCheck.isReady()),
    problems: [...warning, ...problems.list()],
  };
}
