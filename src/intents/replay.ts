import { z } from "zod";
import type { ReplayOutcome } from "../core/assistant.ts";
import type { Receipt } from "../core/receipt.ts";
import type { Reply } from "../core/reply.ts";
import type { Reader } from "../core/trust.ts";
import { threadSchema } from "../router/follow-up.ts";
import { answerQuestion } from "./answer-question.ts";
import type { AnswerParts } from "./answer-question.ts";
import { orientationIntent } from "./orient/read-orientation.ts";

/** Answers a receipt's question again with what was known then, and says whether the answer is the same. */
export async function replayReceipt(
  receipt: Receipt | "purged",
  reader: Reader,
  parts: AnswerParts,
): Promise<ReplayOutcome> {
  if (receipt === "purged") {
    return { outcome: "evidencePurged", because: "the question and its receipt are past their retention period" };
  }
  // Words of ours about how to use it: they rest on nothing that could have changed.
  if (isOrientation(receipt.intent)) return { outcome: "same", receipt };
  const gone = await purgedEvidence(receipt, reader, parts);
  if (gone !== undefined) return { outcome: "evidencePurged", because: gone };
  const again = await answerQuestion(
    {
      text: receipt.question,
      reader: { audiences: receipt.audiences },
      thread: threadSchema.safeParse(receipt.threadBefore).data,
      trueAt: receipt.trueAt,
      knownAt: receipt.knownAt,
      knownSeq: receipt.knownSeq,
      now: receipt.createdAt,
      asking: receipt.asking,
    },
    parts,
  );
  const because = differences(receipt.reply, again.reply);
  return because.length === 0
    ? { outcome: "same", receipt }
    : { outcome: "differs", receipt, reply: again.reply, because };
}

function isOrientation(intent: unknown): boolean {
  return z.object({ kind: z.literal(orientationIntent) }).safeParse(intent).success;
}

/** Names the first cited fact or document version that is no longer stored. */
async function purgedEvidence(receipt: Receipt, reader: Reader, { store }: AnswerParts): Promise<string | undefined> {
  const scope = { reader, knownSeq: receipt.knownSeq };
  for (const citation of receipt.reply.citations) {
    if (citation.kind === "passage") {
      const version = await store.documentVersion(scope, citation.versionId);
      if (!version || version.rawText.slice(citation.start, citation.end) !== citation.quote)
        return `the stored text of ${citation.documentId} is gone`;
    } else {
      const facts = await store.facts(scope, { ids: citation.factIds });
      if (facts.length < citation.factIds.length) return `a cited record of “${citation.title}” is gone`;
    }
  }
  return undefined;
}

function differences(before: Reply, after: Reply): readonly string[] {
  const because: string[] = [];
  if (before.outcome !== after.outcome) because.push(`it was ${before.outcome} then and is ${after.outcome} now`);
  const [then, now] = [sentencesOf(before), sentencesOf(after)];
  because.push(...then.filter((text) => !now.includes(text)).map((text) => `no longer said: ${text}`));
  because.push(...now.filter((text) => !then.includes(text)).map((text) => `said now: ${text}`));
  return because;
}

function sentencesOf(reply: Reply): readonly string[] {
  return reply.blocks.flatMap((block) => {
    if (block.kind === "paragraph") return block.sentences.map(({ text }) => text);
    return block.kind === "list" ? block.items.map(({ text }) => text) : [];
  });
}
