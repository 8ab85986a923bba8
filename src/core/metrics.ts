/** What is counted, each with what its one label tells apart. */
export interface Counts {
  /** Turns that were answered, by outcome: answered, refused, askedBack, proposed, done, silent, paused, failed. */
  readonly turns: string;
  /** Work that was tried again, by kind: turn, post. */
  readonly retries: string;
  /** Threads that died and were replaced, by name. */
  readonly threadRestarts: string;
  /** Requests of the web server, by status. */
  readonly requests: string;
}

/** What is timed, each with what its one label tells apart. */
export interface Times {
  /** An answer, by stage: names, search, answer, turn. */
  readonly answer: string;
  /** From a delivery's arrival to its acknowledgement, by platform. */
  readonly ack: string;
}

/** Takes what an operator watches. Labels come from short lists in the code: never a name, an id or a text. */
export interface Metrics {
  count(name: keyof Counts, label: string): void;
  time(name: keyof Times, label: string, ms: number): void;
}
