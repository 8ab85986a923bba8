import type { Reporter, SerializedError, TestModule, Vitest } from "vitest/node";

/** How many tests a run passed, failed and skipped. What broke outside a test counts as a failed one. */
export interface RunCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The line that ends a run: `412 passed, 0 failed, 3 skipped`; skipped only where there are any. */
export function closingLine(counts: RunCounts): string {
  const line = `${counts.passed} passed, ${counts.failed} failed`;
  return counts.skipped > 0 ? `${line}, ${counts.skipped} skipped` : line;
}

function countRun(modules: readonly TestModule[], unhandled: number): RunCounts {
  const counts = { passed: 0, failed: unhandled, skipped: 0 };
  for (const module of modules) {
    // A file that cannot be collected, or a hook that throws, is a failure even though no test of it ran.
    counts.failed += module.errors().length > 0 ? 1 : 0;
    for (const suite of module.children.allSuites()) counts.failed += suite.errors().length > 0 ? 1 : 0;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      counts[state === "pending" ? "failed" : state] += 1;
    }
  }
  return counts;
}

/** Prints the closing line as the very last thing of a run, after every other reporter. */
export class ClosingLineReporter implements Reporter {
  #counts: RunCounts = { passed: 0, failed: 0, skipped: 0 };

  onInit(vitest: Vitest): void {
    if (vitest.config.watch) return;
    process.once("exit", (exitCode) => {
      const { passed, failed, skipped } = this.#counts;
      // A run can end badly without a failed test: no test file found, a worker that died, a hook that hangs.
      const endedBadly = exitCode !== 0 && failed === 0;
      process.stdout.write(`${closingLine({ passed, failed: endedBadly ? 1 : failed, skipped })}\n`);
    });
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    this.#counts = countRun(modules, unhandledErrors.length);
  }
}
