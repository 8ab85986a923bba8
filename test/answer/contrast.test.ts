import { describe, expect, it } from "vitest";
import { isContrary } from "../../src/answer/contrast.ts";

describe("isContrary", () => {
  it.each([
    ["How many homes were actually built?", "The target was 400 homes."],
    ["Did crime fall?", "Crime rose by 4%."],
    ["Did ridership rise?", "Ridership fell by 4%."],
    ["Did it make a difference?", "It began in 2022."],
    ["How much did it save?", "The spending covered was £4 million."],
    ["How many councils were turned down?", "The invitation went to 34 councils."],
    ["How far did trust recover?", "A survey found low trust."],
  ])("holds against %s: %s", (question, statement) => {
    expect(isContrary(question, statement)).toBe(true);
  });

  it.each([
    ["How many homes were actually built?", "In the end 312 homes were built."],
    ["What was the target and what was actually built?", "The target was 400 homes."],
    ["Did crime fall?", "Crime fell by 4%."],
    ["How much did it save?", "Each £1 saved £4 later."],
    ["How many councils were turned down?", "12 councils were unsuccessful."],
    ["Did ridership rise or fall?", "Ridership fell by 4%."],
    ["What was the grant?", "The grant was £5 million."],
    ["When did it begin?", "It began in 2022."],
  ])("lets %s be answered: %s", (question, statement) => {
    expect(isContrary(question, statement)).toBe(false);
  });
});
