import { describe, expect, it } from "vitest";
import { PilotdeskError } from "../../src/core/errors.ts";
import { loggableError } from "../../src/operations/log.ts";

describe("an error in the log", () => {
  it("keeps the message of our own errors and of no other", () => {
    const cause = new TypeError("Jane Example asked: what is the grant?");
    const logged = loggableError(new PilotdeskError("transfer", "The file is not complete.", { cause }));
    expect(logged).toMatchObject({ type: "PilotdeskError", code: "transfer", message: "The file is not complete." });
    expect(logged.cause).toMatchObject({ type: "TypeError" });
    expect(JSON.stringify(logged)).not.toContain("Jane");
    expect(logged.frames[0]).toContain("log.test.ts");
  });

  it("keeps nothing of what is no error", () => {
    expect(loggableError("Jane Example")).toStrictEqual({ type: "string", frames: [] });
  });
});
