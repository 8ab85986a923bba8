import { defineConfig } from "vitest/config";
import { ClosingLineReporter } from "./test/reporter/closing-line.ts";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    environment: "node",
    // Processes, not threads: native add-ons and SQLite handles of one file cannot disturb another's.
    pool: "forks",
    maxWorkers: 2,
    // Generous, so that a busy machine fails no test; none waits for time to pass.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ["default", new ClosingLineReporter()],
  },
});
