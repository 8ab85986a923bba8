/** Settings are their last events: an index over those alone finds them however many events there are. */
export const settingSchema: readonly string[] = [
  `create index event_setting on event (about, seq) where kind = 'settingChanged'`,
];
