import { cp } from "node:fs/promises";
import { join } from "node:path";
import type { Assistant } from "../../src/core/assistant.ts";
import type { Reply } from "../../src/core/reply.ts";
import type { Store } from "../../src/core/store.ts";
import { publicReader } from "../../src/core/trust.ts";
import type { Reader } from "../../src/core/trust.ts";
import { syncKnowledge } from "../../src/ingest/sync-knowledge.ts";
import type { SyncReport } from "../../src/ingest/sync-knowledge.ts";
import type { AnswerParts } from "../../src/intents/answer-question.ts";
import { createAnswerer } from "../../src/intents/answerer.ts";
import { createDesk } from "../../src/intents/desk.ts";
import { createDirectory } from "../../src/ledger/directory.ts";
import { createSearch } from "../../src/retrieval/search.ts";
import { createTestClock, createTestFolder, openTestStore } from "../ledger/open-test-store.ts";

/** Sees what is public and what belongs to the Shoal Trial. */
export const shoalReader: Reader = { audiences: ["public", "programme:shoal-trial"] };

/** How a question is asked in a test. */
interface Asking {
  readonly reader?: Reader;
  readonly conversation?: string;
  readonly trueAt?: string;
  readonly knownAt?: string;
}

/** A desk over the ferry knowledge in a real store, with a copy of the folder that a test may change. */
export interface TestDesk {
  readonly assistant: Assistant;
  readonly store: Store;
  readonly parts: AnswerParts;
  readonly folder: string;
  sync(): Promise<SyncReport>;
  ask(text: string, asking?: Asking): Promise<Reply>;
}

export async function openTestDesk(): Promise<TestDesk> {
  const root = await createTestFolder();
  const folder = join(root, "knowledge");
  await cp(join(import.meta.dirname, "fixtures/ferry-knowledge"), folder, { recursive: true });
  const clock = createTestClock();
  const store = await openTestStore(clock);
  const directories = createDirectory(store);
  let ids = 0;
  const parts: AnswerParts = {
    store,
    search: createSearch({ store }),
    knowledgeFor: (scope) => directories.at(scope),
    clock,
    newId: () => `r-${(ids += 1)}`,
  };
  const assistant = createDesk({ ...parts, answerer: createAnswerer(parts), receiptDays: 90 });
  const sync = (): Promise<SyncReport> => syncKnowledge({ store, folder, actor: "test", clock, force: true });
  await sync();
  let turns = 0;
  return {
    assistant,
    store,
    parts,
    folder,
    sync,
    ask: (text, { reader = publicReader, conversation, ...clocks } = {}) => {
      turns += 1;
      return assistant.handle({
        id: `turn-${turns}`,
        kind: "message",
        platform: "cli",
        conversation: conversation ?? `alone-${turns}`,
        reader,
        text,
        arrivedAt: clock.now().toISOString(),
        ...clocks,
      });
    },
  };
}

/** Every word that a reply shows. */
export function wordsShown(reply: Reply): string {
  return JSON.stringify([reply.blocks, reply.citations]);
}

/** The sentences of an answer. */
export function sentencesOf(reply: Reply): readonly string[] {
  return reply.blocks.flatMap((block) => (block.kind === "paragraph" ? block.sentences.map(({ text }) => text) : []));
}
