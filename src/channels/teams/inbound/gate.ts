import type { EndpointRequest } from "../../../core/channel.ts";
import type { TeamsCloud } from "../cloud.ts";
import type { Problems } from "../problems.ts";
import type { TeamsSettings } from "../teams-settings.ts";
import { readActivity } from "./activity.ts";
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
    const activity = readActivity(body);
    if (!activity) return refused(400, "This is no activity.");
    if (!isOurTenant(activity, settings)) {
      problems.add("tenant", tenantsNamed(activity)[0] ?? "none", sayTenants);
      return refused(403, "This tenant is not served here.");
    }
    if (!isPostable(activity, cloud, settings)) {
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

function isPostable({ serviceUrl, type }: Activity, cloud: TeamsCloud, { isUnauthenticated }: TeamsSettings): boolean {
  if (serviceUrl !== undefined && serviceUrl !== "") return cloud.isServiceUrl(serviceUrl);
  // A request is answered where it came in: a tool on this machine may leave out where else.
  return isUnauthenticated && type === "invoke";
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
