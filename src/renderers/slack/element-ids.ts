import { slackLimits } from "./limits.ts";

/** Gives the elements of one message their ids, and lets a click say which conversation it belongs to. */
export interface ElementIds {
  /** A new block id. */
  block(): string;
  /** A new action id. */
  action(): string;
}

/**
 * Ids for one message. `thread` is the end of its conversation's id, after the place: what a message that only one person
 * sees cannot tell us otherwise when it is clicked.
 */
export function createElementIds(thread = ""): ElementIds {
  let [blocks, actions] = [0, 0];
  const tail = /^[\w.-]*$/.test(thread) && thread.length < slackLimits.blockId / 2 ? thread : "";
  return {
    block: () => `pd${(blocks += 1)}:${tail}`,
    action: () => `pd${(actions += 1)}`,
  };
}

/** The end of the conversation's id that a block id carries, or undefined. */
export function threadOfBlock(blockId: string): string | undefined {
  return /^pd\d+:([\w.-]+)$/.exec(blockId)?.[1];
}
