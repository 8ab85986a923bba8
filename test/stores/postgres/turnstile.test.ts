import { expect, it } from "vitest";
import { createTurnstile } from "../../../src/stores/postgres/turnstile.ts";

it("lets as many through as there is room for, and the others in order", async () => {
  const turnstile = createTurnstile(2);
  const inside: number[] = [];
  const enter = async (number: number): Promise<() => void> => {
    const leave = await turnstile.enter();
    inside.push(number);
    return leave;
  };
  const entering = [1, 2, 3, 4, 5].map(enter);
  const [first, second] = [await entering[0], await entering[1]];
  expect(inside).toStrictEqual([1, 2]);
  first?.();
  first?.();
  await entering[2];
  expect(inside).toStrictEqual([1, 2, 3]);
  second?.();
  (await entering[2])?.();
  (await entering[3])?.();
  (await entering[4])?.();
  expect(inside).toStrictEqual([1, 2, 3, 4, 5]);
});
