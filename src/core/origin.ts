/** Where a turn came in. No intent may ask which. */
export type Platform = "cli" | "web" | "slack" | "teams";

/** A person as one platform knows them. `tenant` is the workspace or tenant; all three together are unique. */
export interface Account {
  readonly platform: Platform;
  readonly tenant: string;
  readonly user: string;
}

/** One text for an account, as `PILOTDESK_ADMINS` writes it: `slack:T1:U1`. */
export function accountKey({ platform, tenant, user }: Account): string {
  return `${platform}:${tenant}:${user}`;
}

/** Who sent a turn, as the platform vouches for them. */
export interface Sender extends Account {
  /** For display only; never to tell people apart. */
  readonly name?: string;
  /** A guest, or somebody of another organisation: sees what is public, may propose and never confirms. */
  readonly isExternal?: boolean;
}

/** A channel, a chat or a page. */
export interface PlaceRef {
  /** Unique over all platforms, and what a conversation's id begins with: `slack:T1:C1`. */
  readonly id: string;
  /** `personal` is seen by one person only. */
  readonly kind: "channel" | "group" | "personal";
  readonly name?: string;
  /** Shared with other organisations, or with guests in it: what is said there is public. */
  readonly isShared?: boolean;
}

/** A message where it was posted. */
export interface MessageRef {
  /** The id of its place. */
  readonly place: string;
  /** The platform's id: a Slack ts, a Teams activity id. Unique within its place. */
  readonly id: string;
  /** Opens it on its platform. */
  readonly permalink?: string;
}
