import { describe, expect, it } from "vitest";
import { route } from "../../src/router/route.ts";
import { createInventedKnowledge } from "./invented-knowledge.ts";

const knowledge = createInventedKnowledge();
const planOf = (text: string) => {
  const { intent } = route({ text, knowledge });
  return intent.kind === "ask" ? intent.plans[0] : undefined;
};

describe("a question about programmes as such", () => {
  it.each(["Which programmes are there?", "can you list all the schemes on file", "what programmes do you cover?"])(
    "lists them: %s",
    (text) => {
      expect(planOf(text)).toEqual({ query: { select: "programme", where: [], do: "list" }, say: "list" });
    },
  );

  it("counts them", () => {
    expect(planOf("how many programmes do you know about?")?.say).toBe("count");
  });

  it("keeps those with pilots apart from the others", () => {
    expect(planOf("what pilot programmes are there?")?.query).toMatchObject({
      select: "participation",
      by: "programme",
    });
  });

  it.each([
    ["which programmes are closed?", "closed"],
    ["do any of these programmes still exist?", "live"],
    ["what schemes are still running at the moment?", "live"],
    ["which programmes have finished?", "closed"],
  ])("asks where they stand: %s", (text, value) => {
    expect(planOf(text)?.query.where).toEqual([{ attribute: "status", comparison: "is", value }]);
  });

  it.each(["which pilots are live?", "are there any live pilots I can visit?", "any pilots still going?"])(
    "asks where pilots stand by their programmes: %s",
    (text) => {
      expect(planOf(text)?.query.where).toContainEqual({
        attribute: "programme.status",
        comparison: "is",
        value: "live",
      });
    },
  );

  it.each([
    "which programmes was Eastmere in?",
    "which programmes paid for ferries?",
    "which members are current in Quiet Quays?",
    "which programme did Ottoline Varga lead?",
  ])("is not one that asks for more: %s", (text) => {
    expect(planOf(text)?.query.where.map(({ attribute }) => attribute) ?? []).not.toContain("status");
    expect(planOf(text)?.query).not.toEqual({ select: "programme", where: [], do: "list" });
  });
});

describe("joint pilots", () => {
  it.each(["which joint pilots were in Harbour Night Buses?", "which HNB pilots were shared by several councils?"])(
    "are those of several councils: %s",
    (text) => {
      expect(planOf(text)?.query).toMatchObject({ select: "participation", sets: { operator: "any", on: "id" } });
    },
  );
});
