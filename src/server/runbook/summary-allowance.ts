import type { StepDetailShape } from '../shapes/index.ts';

/** UTF-16 units of all summaries that a graph tells: what a browser can show, and read again as the run goes on. */
export const MOST_SUMMARY = 256 * 1024;

/**
 * What the jobs of one graph may still tell of their summaries. A step may write 1 MiB, a job has many steps and a run
 * many jobs; those that come first are told, and each job by itself has all of its own.
 */
export class SummaryAllowance {
  #left = MOST_SUMMARY;

  /** The steps with as much of their summaries as is left, cut after a line. */
  take(steps: readonly StepDetailShape[]): readonly StepDetailShape[] {
    return steps.map((step) => {
      const { summary } = step;
      if (summary === null) return step;
      if (summary.length <= this.#left) {
        this.#left -= summary.length;
        return step;
      }
      const told = summary.slice(0, summary.lastIndexOf('\n', this.#left) + 1);
      this.#left = 0;
      return { ...step, summary: told, summary_cut: true };
    });
  }
}
