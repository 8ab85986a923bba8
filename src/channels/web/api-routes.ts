import { randomUUID } from "node:crypto";
import type { Asking } from "./asking.ts";
import { jsonResponse } from "./exchange.ts";
import { apiQuestionSchema, checkQuestion } from "./question.ts";
import type { ApiQuestion } from "./question.ts";
import { RequestProblem, unsupportedMediaType } from "./request-problem.ts";
import type { Route } from "./route-table.ts";

const jsonType = "application/json";

function badRequest(message: string): RequestProblem {
  return new RequestProblem(400, "The request cannot be read", message);
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) {
      throw badRequest('The body is not valid JSON. Send {"question": "…"} in UTF-8.');
    }
    throw error;
  }
}

function parseApiQuestion(body: Buffer): ApiQuestion {
  const parsed = apiQuestionSchema.safeParse(parseJson(body));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => [issue.path.join("."), issue.message].filter(Boolean).join(" "));
  throw badRequest(`Correct the body: ${problems.join("; ")}.`);
}

/**
 * The JSON interface: `POST /api/ask` with content-type application/json and
 * `{ question, thread?, trueAt?, knownAt? }` answers 200 with the Reply as JSON.
 *
 * `question` has 1 to 2,000 characters. Questions with the same `thread` (1 to 64 letters, digits, hyphens, underscores)
 * follow up on each other. `trueAt` is a day; `knownAt` a day, meaning its end in London, or an instant with its zone.
 * A refusal or a question back is a Reply too; only a request that cannot be read is an error, with the body
 * `{ error: { code, message, id? } }`.
 */
export function createApiRoutes({ asking }: { readonly asking: Asking }): readonly Route[] {
  return [
    {
      path: "/api/ask",
      POST: async (request) => {
        if (request.mediaType !== jsonType) throw unsupportedMediaType(jsonType);
        const { question, thread, trueAt, knownAt } = parseApiQuestion(await request.readBody());
        const checked = checkQuestion(question);
        if (!checked.ok) throw badRequest(`${checked.message}.`);
        const reply = await asking.ask({
          question: checked.question,
          thread: thread ?? randomUUID(),
          ...(trueAt === undefined ? {} : { trueAt }),
          ...(knownAt === undefined ? {} : { knownAt }),
        });
        return jsonResponse(200, reply);
      },
    },
  ];
}
