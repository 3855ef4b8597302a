import type { JobId } from '../../events/index.ts';
import type { StepLogRef, StepRecord } from '../../store/index.ts';
import type { Services } from '../services.ts';
import { News } from './news.ts';
import { type LogStanding, standingOf } from './standing.ts';

/** A step and where its log lies. */
export interface LoggedStep {
  readonly job: JobId;
  readonly step: StepRecord;
  readonly ref: StepLogRef;
}

/**
 * The text of a step's log: of a step that runs what there is of it now, of a completed one all of it, once it has
 * come, and the line that says what did not.
 */
export async function* textOfStep(
  services: Services,
  logged: LoggedStep,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const standing = await settledStanding(services, logged, signal);
  const text = services.logs.stream(logged.ref);
  if (text !== null) yield* text;
  if (standing.kind === 'cut') yield Buffer.from(`${standing.line}\n`);
}

async function settledStanding(
  services: Services,
  { job, step, ref }: LoggedStep,
  signal: AbortSignal,
): Promise<LogStanding> {
  const look = async (): Promise<LogStanding> =>
    standingOf(services, job, step, (await services.logs.size(ref)) ?? 0);
  const { output } = services;
  if (output === null || step.status !== 'completed') return { kind: 'growing' };
  const news = new News(signal);
  const stops = [services.logs.watch(ref, () => news.arrived()), output.onSettled(() => news.arrived())];
  try {
    let standing = await look();
    while (standing.kind === 'growing' && !signal.aborted) {
      await news.next();
      standing = await look();
    }
    return standing;
  } finally {
    for (const stop of stops) stop();
  }
}
