import type { z } from "zod";

/** A broken rule: below which path, and what to do about it. */
export interface Problem {
  readonly path: readonly PropertyKey[];
  readonly reason: string;
}

const typeNames: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "fields with values",
  record: "fields with values",
};

/** Says zod's issues in words for whoever writes the records, one for each field. */
export function explainIssues(
  issues: readonly z.core.$ZodIssue[],
  above: readonly PropertyKey[] = [],
): readonly Problem[] {
  return issues.flatMap((issue) => explainIssue(issue, [...above, ...issue.path]));
}

function explainIssue(issue: z.core.$ZodIssue, path: readonly PropertyKey[]): readonly Problem[] {
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({ path: [...path, key], reason: unknownField(key) }));
    case "invalid_type":
      return [{ path, reason: wrongType(issue) }];
    case "invalid_value":
      return [{ path, reason: `It must be one of: ${issue.values.map(String).join(", ")}.` }];
    case "too_small":
      return [{ path, reason: isOwnSentence(issue.message) ? issue.message : tooSmall(issue) }];
    default:
      return [{ path, reason: issue.message }];
  }
}

function unknownField(key: string): string {
  const comma = /^\d+$/.test(key) ? " An amount with a comma inside { } needs quotes." : "";
  return `The field ${key} is not known here.${comma}`;
}

function wrongType(issue: z.core.$ZodIssueInvalidType): string {
  if (isOwnSentence(issue.message)) return issue.message;
  if (/received undefined/.test(issue.message)) return "It is missing.";
  const quotes =
    issue.expected === "string" ? " A figure, a date or true and false that is meant as text needs quotes." : "";
  return `It must be ${typeNames[issue.expected] ?? issue.expected}.${quotes}`;
}

function tooSmall(issue: z.core.$ZodIssueTooSmall): string {
  return issue.origin === "string" || issue.origin === "array"
    ? "It is empty."
    : `It must be at least ${issue.minimum}.`;
}

/** The schemas' own messages are sentences; zod's begin with the kind of failure and have no full stop. */
function isOwnSentence(message: string): boolean {
  return message.endsWith(".");
}
