import type { Response } from 'express';
import type { StepLogRef, StepRecord } from '../../store/index.ts';
import type { Services } from '../services.ts';
import { News } from './news.ts';
import { writeSlowly } from './send.ts';
import { standingOf } from './standing.ts';
import { stepLogRef } from './step-log.ts';
import type { JobId } from '../../events/index.ts';

/** Lines read at a time: a line is 1 MiB at most and mostly a hundred bytes. */
const LINES_AT_ONCE = 1_000;

/**
 * Sends a step's log from a line on, and what is added to it, until the step and its log are complete, its job ended
 * without it, or `signal` is aborted. Where the end of the log does not come, a last line says so. One piece is in
 * memory at a time, however slow the reader is.
 */
export async function followStepLog(
  services: Services,
  target: { readonly job: JobId; readonly step: number; readonly from: number },
  response: Response,
  signal: AbortSignal,
): Promise<void> {
  const news = new News(signal);
  const stopProjected = services.index.onProjected(() => news.arrived());
  const stopSettled = services.output?.onSettled(() => news.arrived());
  let stopWatching: (() => void) | null = null;
  let line = target.from;
  try {
    while (!signal.aborted) {
      const state = stepNow(services, target.job, target.step);
      if (state === 'gone') return;
      let held = { total: 0, bytes: 0 };
      if (state.ref !== null) {
        stopWatching ??= services.logs.watch(state.ref, () => news.arrived());
        const range = await services.logs.read(state.ref, { from: line, count: LINES_AT_ONCE });
        if (range !== null && range.lines.length > 0) {
          line = range.from + range.lines.length;
          if (!(await writeSlowly(response, `${range.lines.join('\n')}\n`, signal))) return;
          continue;
        }
        held = range ?? held;
      }
      const standing = state.step === null ? null : standingOf(services, target.job, state.step, held.bytes);
      if (standing?.kind === 'cut' && line <= held.total)
        await writeSlowly(response, `${standing.line}\n`, signal);
      if (standing !== null && standing.kind !== 'growing') return;
      await news.next();
    }
  } finally {
    stopWatching?.();
    stopSettled?.();
    stopProjected();
  }
}

/** A step and its log, as far as there are any; `gone`: there will never be. */
function stepNow(
  services: Services,
  jobId: JobId,
  number: number,
): { readonly ref: StepLogRef | null; readonly step: StepRecord | null } | 'gone' {
  const job = services.index.jobs.get(jobId);
  const run = job === null ? null : services.index.runs.get(job.run);
  if (job === null || run === null) return 'gone';
  const step = services.index.jobs.step(jobId, number);
  if (step === null) return job.status === 'completed' ? 'gone' : { ref: null, step: null };
  return { ref: stepLogRef(run, job, step), step };
}
