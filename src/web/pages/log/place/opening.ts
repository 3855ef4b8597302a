import type { Annotation, Conclusion } from '../../../../events/index.ts';
import type { Place } from './fragment.ts';

/** What is known of a job when its page opens. */
export interface OpeningJob {
  readonly steps: readonly {
    readonly number: number;
    readonly status: 'queued' | 'in_progress' | 'completed';
    readonly conclusion: Conclusion | null;
  }[];
  readonly annotations: readonly Annotation[];
}

/** Where in a step's log the page opens: at a line (from 0), its last `##[error]`, its begin, or its end. */
export type OpeningTarget =
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'error' | 'begin' | 'end' };

export interface Opening {
  readonly step: number;
  readonly target: OpeningTarget;
}

/**
 * Where the log page of a job opens: at what its link names, else where the first failed step failed, else at the end
 * of the step that runs, else nowhere.
 */
export function openingOf(job: OpeningJob, place: Place | null): Opening | null {
  const linked = job.steps.find(({ number }) => number === place?.step);
  if (linked !== undefined) {
    const first = place?.lines?.first;
    const target =
      first === undefined ? ({ kind: 'begin' } as const) : ({ kind: 'line', line: first - 1 } as const);
    return { step: linked.number, target };
  }
  const failed = job.steps.find(({ conclusion }) => conclusion === 'failure' || conclusion === 'timed_out');
  if (failed !== undefined) return { step: failed.number, target: failureOf(job, failed.number) };
  const running = job.steps.find(({ status }) => status === 'in_progress');
  return running === undefined ? null : { step: running.number, target: { kind: 'end' } };
}

/** The first annotation says best what broke; the last one is often only the exit code. */
function failureOf(job: OpeningJob, step: number): OpeningTarget {
  for (const annotation of job.annotations) {
    const { level, logLine } = annotation;
    if (annotation.step === step && level === 'failure' && logLine !== undefined) {
      return { kind: 'line', line: logLine };
    }
  }
  return { kind: 'error' };
}
