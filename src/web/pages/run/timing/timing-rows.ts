import type { GraphLegShape, GraphShape, StepDetailShape } from '../../../../server/shapes/index.ts';
import { isOver, type State, stateOf } from '../../../kit/state.ts';

/** When something waited and ran, in milliseconds since 1970 UTC. */
export interface Timing {
  readonly state: State;
  /** Null for what was skipped, and for a step: it waits for nothing but the step before. */
  readonly queuedAt: number | null;
  /** Null: it has not begun, or never did. */
  readonly startedAt: number | null;
  /** Null: it is not over. */
  readonly endedAt: number | null;
}

/** A leg and its steps in time. */
export interface TimingRow extends Timing {
  readonly leg: GraphLegShape;
  /** Whether it ran in an earlier attempt of the run and its result was kept: it lies before this attempt's time. */
  readonly isKept: boolean;
  readonly steps: readonly (Timing & { readonly step: StepDetailShape })[];
}

/** The legs of a run in the order of the file, in time. */
export function timingRows({ run, jobs }: GraphShape): readonly TimingRow[] {
  return jobs
    .flatMap(({ legs }) => legs)
    .map((leg) => ({
      leg,
      ...timingOfLeg(leg),
      isKept: leg.run_attempt < run.run_attempt,
      steps: leg.steps.map((step) => ({
        step,
        state: stateOf(step),
        queuedAt: null,
        startedAt: time(step.started_at),
        endedAt: time(step.completed_at),
      })),
    }));
}

/** When a run's first thing happened and its last, so far. @param now for what goes on */
export function timeOf(
  { run }: GraphShape,
  rows: readonly TimingRow[],
  now: number,
): readonly [number, number] {
  const from = Date.parse(run.run_started_at);
  if (run.status !== 'completed') return [from, Math.max(from, now)];
  const ends = rows.flatMap(({ endedAt, isKept }) => (endedAt === null || isKept ? [] : [endedAt]));
  return [from, Math.max(from, ...ends)];
}

/** What was skipped did not wait either: the server gives the time of the decision as its start and end. */
function timingOfLeg(leg: GraphLegShape): Timing {
  const state = stateOf(leg);
  const hasBegun = state === 'in_progress' || (isOver(state) && leg.steps.length > 0);
  return {
    state,
    queuedAt: state === 'skipped' ? null : time(leg.created_at),
    startedAt: hasBegun ? time(leg.started_at) : null,
    endedAt: time(leg.completed_at),
  };
}

function time(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}
