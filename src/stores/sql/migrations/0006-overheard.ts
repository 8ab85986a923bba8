/** The statements that tell turns that somebody waits for from what was only overheard, and find the oldest open of each. */
export const overheardSchema: readonly string[] = [
  `alter table turn add column overheard integer not null default 0`,
  `create index turn_lane on turn (overheard, "arrivedSeq") where "dueAt" is not null`,
];
