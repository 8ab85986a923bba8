import { isQuiet, type UnaskedParts } from "../../intents/digests/unasked-parts.ts";
import { postDigests } from "../../intents/digests/post-digests.ts";
import { remind } from "../../intents/digests/remind.ts";
import { tellNoted } from "../../intents/digests/tell-noted.ts";
import type { Schedule } from "../../work/schedule.ts";

/**
 * Digests, reminders and what followers are told later, looked for every hour of the working day: what was posted leaves a mark, so that an hour that was missed
 * is made up for by the next one and nothing comes twice.
 */
export function digestSchedules(parts: UnaskedParts & { readonly admins: readonly string[] }): readonly Schedule[] {
  const hourly = { days: "workingDays", missed: "skip" } as const;
  const now = (): string => parts.clock.now().toISOString();
  return [
    {
      ...hourly,
      name: "digests",
      cron: "0 9-17 * * *",
      async run() {
        // A firing may run late.
        if (isQuiet(now(), await parts.loadWorkingDays())) return { commit: () => Promise.resolve([]) };
        return postDigests(parts, now());
      },
    },
    { ...hourly, name: "notices", cron: "5 8-17 * * *", run: () => tellNoted(parts, now()) },
    { ...hourly, name: "reminders", cron: "30 8-16 * * *", run: () => remind(parts, now()) },
  ];
}
