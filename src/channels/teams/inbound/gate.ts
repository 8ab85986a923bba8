import type { EndpointRequest } from "../../../core/channel.ts";
import type { TeamsCloud } from "../cloud.ts";
import type { Problems } from "../problems.ts";
import type { TeamsSettings } from "../teams-settings.ts";
import { isOfConcern, readActivity } from "./activity.ts";
import type { Activity } from "./activity.ts";
import type { TokenCheck } from "./token-check.ts";

/** An activity that may be acted on, or the status and the reason that it is turned away with. */
export type Admission =
  | { readonly outcome: "admitted"; readonly activity: Activity }
  | { readonly outcome: "refused"; readonly status: 400 | 401 | 403 | 405 | 503; readonly reason: string };

/** Lets deliveries in: what is no activity, of another tenant, for another address or not signed stays outside. */
export type Gate = (request: EndpointRequest) => Promise<Admission>;

/** A gate. `tokenCheck` is left out only where nothing is authenticated. */
export function createGate({
  settings,
  cloud,
  problems,
  tokenCheck,
}: {
  readonly settings: TeamsSettings;
  readonly cloud: TeamsCloud;
  readonly problems: Problems;
  readonly tokenCheck: TokenCheck | undefined;
}): Gate {
  return async ({ method, headers, body }) => {
    if (method !== "POST") return refused(405, "Activities are posted.");
    const read = readActivity(body);
    if ("wrong" in read) return refused(400, `This is no activity: ${read.wrong}.`);
    const { activity } = read;
    if (!isOurTenant(activity, settings)) {
      const [tenant] = tenantsNamed(activity);
      problems.add("tenant", tenant ?? "none", sayTenants);
      return refused(403, tenant === undefined ? "This activity names no tenant." : "This tenant is not served here.");
    }
    const missing = missingIn(activity, settings);
    if (missing.length > 0) return refused(400, `This activity has no ${missing.join(" and no ")}.`);
    if (!isPostable(activity, cloud)) {
      problems.add("serviceUrl", hostOf(activity.serviceUrl), sayServiceUrls);
      return refused(403, "This service URL is not known here.");
    }
    if (!tokenCheck) return { outcome: "admitted", activity };
    if (activity.channelId !== "msteams") return refused(403, "Only Teams is served here.");
    const verdict = await tokenCheck.check(headers["authorization"], activity.serviceUrl ?? "");
    if (verdict === "unavailable") return refused(503, "The signature cannot be checked now. Deliver this again.");
    if (verdict === "refused") return refused(401, "This is not signed by Teams for this app.");
    return { outcome: "admitted", activity };
  };
}

function refused(status: 400 | 401 | 403 | 405 | 503, reason: string): Admission {
  return { outcome: "refused", status, reason };
}

function tenantsNamed({ conversation, channelData }: Activity): readonly string[] {
  return [conversation?.tenantId, channelData?.tenant?.id].filter((tenant) => tenant !== undefined);
}

/** Every tenant that an activity names is ours; one that names none comes in only where nothing is authenticated. */
function isOurTenant(activity: Activity, { tenants, isUnauthenticated }: TeamsSettings): boolean {
  const named = tenantsNamed(activity);
  if (named.length === 0) return isUnauthenticated;
  const ours = tenants.map((tenant) => tenant.toLowerCase());
  return ours.length === 0 ? isUnauthenticated : named.every((tenant) => ours.includes(tenant.toLowerCase()));
}

/**
 * What an activity of concern must say and does not: from whom and from where it comes, and where an answer goes. A tool on this
 * machine may leave out the last: a request is answered where it came in, and what cannot be posted is told by `doctor`.
 */
function missingIn(activity: Activity, { isUnauthenticated }: TeamsSettings): readonly string[] {
  if (!isOfConcern(activity)) return [];
  const { from, conversation, serviceUrl = "" } = activity;
  return [
    ...(from === undefined ? ["from"] : []),
    ...(conversation === undefined ? ["conversation"] : []),
    ...(serviceUrl === "" && !isUnauthenticated ? ["serviceUrl"] : []),
  ];
}

function isPostable({ serviceUrl = "" }: Activity, cloud: TeamsCloud): boolean {
  return serviceUrl === "" || cloud.isServiceUrl(serviceUrl);
}

function hostOf(url: string | undefined): string {
  return url !== undefined && URL.canParse(url) ? new URL(url).host : "none";
}

function sayTenants(count: number): string {
  return `Deliveries of ${count === 1 ? "a tenant" : `${count} tenants`} that TEAMS_TENANT_ID does not name were refused. Add it there if it is yours.`;
}

function sayServiceUrls(count: number): string {
  return `Deliveries with ${count === 1 ? "a service URL" : `${count} service URLs`} that CLOUD does not know were refused. Correct CLOUD, or add the address to TEAMS_SERVICE_URLS if it is Microsoft's.`;
}
