import type { Annotation } from '../../../../src/events/index.ts';
import type {
  GraphJobShape,
  GraphLegShape,
  GraphShape,
  RunDetailShape,
  StepDetailShape,
} from '../../../../src/server/shapes/index.ts';

/** A time on the day of these runs. @param seconds since noon UTC */
export function at(seconds: number): string {
  return new Date(Date.UTC(2026, 0, 2, 12) + seconds * 1_000).toISOString();
}

type Is<Shape> = { readonly [field in keyof Shape]?: Shape[field] };

/** A step that ended well. */
export function step(number: number, name: string, is: Is<StepDetailShape> = {}): StepDetailShape {
  return {
    number,
    name,
    status: 'completed',
    conclusion: 'success',
    started_at: at(1),
    completed_at: at(2),
    log: { file: `${number}.log`, lines: 40, bytes: 400 },
    summary: null,
    summary_cut: false,
    ...is,
  };
}

/** A leg that ended well. */
export function leg(name: string, is: Is<GraphLegShape> = {}): GraphLegShape {
  const shape = {
    id: 1,
    key: 'job',
    leg: 0,
    attempt: 1,
    run_attempt: 1,
    name,
    status: 'completed',
    conclusion: 'success',
    created_at: at(0),
    started_at: at(1),
    completed_at: at(3),
    reason: null,
    waiting: null,
    outputs: {},
    annotations: [],
    steps: [],
    earlier: [],
    ...is,
  };
  return shape as unknown as GraphLegShape;
}

/** A job with its legs; without any it has not begun. */
export function job(key: string, is: Is<GraphJobShape> = {}): GraphJobShape {
  const { legs = [], ...rest } = is;
  const status = legs.length === 0 ? 'pending' : 'completed';
  const conclusion = legs.length === 0 ? null : 'success';
  return { key, name: key, needs: [], status, conclusion, legs, ...rest };
}

/** A run of these jobs. */
export function graph(jobs: readonly GraphJobShape[], run: Is<RunDetailShape> = {}): GraphShape {
  const shape = {
    id: 1024,
    status: 'completed',
    conclusion: 'success',
    run_attempt: 1,
    run_started_at: at(0),
    ...run,
  };
  return { run: shape as unknown as RunDetailShape, jobs };
}

/** An annotation of a step. */
export function annotation(message: string, is: Partial<Annotation> = {}): Annotation {
  return { level: 'failure', message, step: 2, ...is };
}
