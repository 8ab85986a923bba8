/** The app's mention, as Slack writes it. */
export const bot = "<@U0PILOT>";

/** A question that the scripted desk answers with a source. */
export const question = "When did the Harbour Trial start?";

/** The last of a list; throws where there is none. */
export function lastOf<Item>(items: readonly Item[]): Item {
  const item = items.at(-1);
  if (!item) throw new Error("There is none.");
  return item;
}
