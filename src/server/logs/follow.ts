import type { Response } from 'express';
import type { StepLogRef } from '../../store/index.ts';
import type { Services } from '../services.ts';
import { writeSlowly } from './send.ts';
import { stepLogRef } from './step-log.ts';
import type { JobId } from '../../events/index.ts';

/** Lines read at a time: a line is 1 MiB at most and mostly a hundred bytes. */
const LINES_AT_ONCE = 1_000;

/**
 * Sends a step's log from a line on, and what is added to it, until the step is complete, its job ended without
 * it, or `signal` is aborted. One piece is in memory at a time, however slow the reader is.
 */
export async function followStepLog(
  services: Services,
  target: { readonly job: JobId; readonly step: number; readonly from: number },
  response: Response,
  signal: AbortSignal,
): Promise<void> {
  const news = new News(signal);
  const stopProjected = services.index.onProjected(() => news.arrived());
  let stopWatching: (() => void) | null = null;
  let line = target.from;
  try {
    while (!signal.aborted) {
      const state = stepNow(services, target.job, target.step);
      if (state === 'gone') return;
      if (state.ref !== null) {
        stopWatching ??= services.logs.watch(state.ref, () => news.arrived());
        const range = await services.logs.read(state.ref, { from: line, count: LINES_AT_ONCE });
        if (range !== null && range.lines.length > 0) {
          line = range.from + range.lines.length;
          if (!(await writeSlowly(response, `${range.lines.join('\n')}\n`, signal))) return;
          continue;
        }
      }
      if (state.complete) return;
      await news.next();
    }
  } finally {
    stopWatching?.();
    stopProjected();
  }
}

/** Whether a step's log exists and is complete; `gone`: there will never be one. */
function stepNow(
  services: Services,
  jobId: JobId,
  number: number,
): { readonly ref: StepLogRef | null; readonly complete: boolean } | 'gone' {
  const job = services.index.jobs.get(jobId);
  const run = job === null ? null : services.index.runs.get(job.run);
  if (job === null || run === null) return 'gone';
  const step = services.index.jobs.step(jobId, number);
  if (step === null) return job.status === 'completed' ? 'gone' : { ref: null, complete: false };
  return { ref: stepLogRef(run, job, step), complete: step.status === 'completed' };
}

/** Remembers that something happened until it is asked for, so that nothing between two looks is missed. */
class News {
  #arrived = false;
  #wake: (() => void) | null = null;

  constructor(signal: AbortSignal) {
    signal.addEventListener('abort', () => this.arrived(), { once: true });
  }

  arrived(): void {
    this.#arrived = true;
    this.#wake?.();
  }

  /** Resolves at once where something happened since the last call, else when it does. */
  async next(): Promise<void> {
    if (!this.#arrived) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#arrived = false;
    this.#wake = null;
  }
}
