import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Asking, Receipt } from "../../../src/core/receipt.ts";
import type { Reply } from "../../../src/core/reply.ts";
import type { Store } from "../../../src/core/store.ts";
import type { Reader } from "../../../src/core/trust.ts";
import { answerQuestion, type AnswerParts } from "../../../src/intents/answer-question.ts";
import { createDirectory } from "../../../src/ledger/directory.ts";
import { createSearch } from "../../../src/retrieval/search.ts";
import type { Thread } from "../../../src/router/follow-up.ts";
import { openSqliteStore } from "../../../src/stores/sqlite/open-sqlite-store.ts";
import { loadWorkingDays } from "../../../src/work/working-days.ts";
import {
  askedOn,
  createSetClock,
  recordLiveProgramme,
  type LiveOptions,
  type SetClock,
} from "../../fixtures/live-programme.ts";

/** Who works on the programme. */
export const insider: Reader = { audiences: ["public", "programme:harbour-wardens"] };

interface LiveAsking {
  readonly reader?: Reader;
  readonly asking?: Asking;
  readonly thread?: Thread;
  readonly now?: string;
}

/** Answers over a real store. */
export interface LiveDesk {
  readonly store: Store;
  readonly clock: SetClock;
  readonly parts: AnswerParts;
  close(): Promise<void>;
  ask(
    text: string,
    asking?: LiveAsking,
  ): Promise<{ readonly reply: Reply; readonly receipt: Receipt; readonly thread: Thread }>;
}

/** A desk over a store of its own, to be closed, with the live programme in it unless it is to be empty. */
export async function openLiveDesk(options: LiveOptions | "empty" = {}): Promise<LiveDesk> {
  const clock = createSetClock(askedOn);
  const directory = await mkdtemp(join(tmpdir(), "pilotdesk-"));
  const store = await openSqliteStore({ directory, clock });
  if (options !== "empty") await recordLiveProgramme(store, clock, options);
  const directories = createDirectory(store);
  let ids = 0;
  const parts: AnswerParts = {
    store,
    search: createSearch({ store }),
    knowledgeFor: (scope) => directories.at(scope),
    clock,
    newId: () => `r-${(ids += 1)}`,
    loadWorkingDays: async () => {
      const england = await loadWorkingDays();
      return (day) => england.isWorkingDay(day);
    },
  };
  return {
    store,
    clock,
    parts,
    async close() {
      await store.close();
      await rm(directory, { recursive: true, force: true });
    },
    ask: (text, { reader = insider, thread, asking, now } = {}) =>
      answerQuestion({ text, reader, thread, asking, now }, parts),
  };
}

/** Every sentence, line and row that a reply shows, in order. */
export function linesOf({ blocks }: Reply): readonly string[] {
  return blocks.flatMap((block): readonly string[] => {
    switch (block.kind) {
      case "paragraph":
        return block.sentences.map(({ text }) => text);
      case "list":
        return block.items.map(({ text }) => `- ${text}`);
      case "table":
        return block.rows.map((row) => `| ${row.join(" | ")}`);
      case "heading":
        return [`# ${block.text}`];
      case "notice":
        return [`(${block.text})`];
      case "chart":
        return block.series.map(({ name, points }) => `~ ${name}: ${points.map(({ x, y }) => `${x}=${y}`).join(" ")}`);
      case "choices":
        return block.choices.map(({ label }) => `? ${label}`);
      default:
        return [];
    }
  });
}
