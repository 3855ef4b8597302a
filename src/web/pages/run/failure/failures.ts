import type { GraphLegShape, GraphShape, StepDetailShape } from '../../../../server/shapes/index.ts';
import type { LogPlace } from '../../../addresses.ts';

/** Where a run broke. */
export interface Failure {
  readonly leg: GraphLegShape;
  /** The step that failed; null where the job failed as a whole: its worker was lost, nobody took it. */
  readonly step: StepDetailShape | null;
  /** Where its log says why; null without a step that has a log. */
  readonly place: LogPlace | null;
}

/** The jobs that failed, the first to fail first. */
export function failures({ jobs }: GraphShape): readonly Failure[] {
  return jobs
    .flatMap(({ legs }) => legs)
    .filter(({ conclusion }) => conclusion === 'failure' || conclusion === 'timed_out')
    .map((leg) => ({ leg, at: Date.parse(leg.completed_at ?? '') }))
    .sort((one, other) => one.at - other.at)
    .map(({ leg }) => failureOf(leg));
}

/** A step with `continue-on-error` concludes as success, so the first that did not is the one. */
function failureOf(leg: GraphLegShape): Failure {
  const step =
    leg.steps.find(({ conclusion }) => conclusion === 'failure' || conclusion === 'timed_out') ?? null;
  return { leg, step, place: step === null || step.log === null ? null : placeOf(leg, step) };
}

/** The first error of the step that its log has a line for, else the log's last line. */
function placeOf({ annotations }: GraphLegShape, { number, log }: StepDetailShape): LogPlace {
  const error = annotations.find(
    ({ step, level, logLine }) => step === number && level === 'failure' && logLine !== undefined,
  );
  return {
    step: number,
    line: error?.logLine === undefined ? Math.max(1, log?.lines ?? 1) : error.logLine + 1,
  };
}
