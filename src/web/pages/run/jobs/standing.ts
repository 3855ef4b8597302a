import type { GraphJobShape, GraphLegShape } from '../../../../server/shapes/index.ts';
import { neededItems } from './needed-items.ts';
import type { NamedJob } from './job-names.ts';
import { legCounts } from './leg-counts.ts';
import { STATE_WORDS, stateOf } from '../../../kit/state.ts';

/** What is said of how far a leg is, beside its mark: why it waits, what it does now, or how it ended. */
export function legStanding(leg: GraphLegShape): string {
  const state = stateOf(leg);
  if (state === 'in_progress') {
    const step = leg.steps.find(({ status }) => status === 'in_progress');
    return step === undefined ? STATE_WORDS[state] : `${STATE_WORDS[state]}: ${step.name}`;
  }
  if (state === 'queued' || state === 'waiting') return sentence(leg.reason ?? STATE_WORDS[state]);
  return STATE_WORDS[state];
}

/** As `legStanding`, of a job with several legs: why they wait while none of them runs, else how many are done. */
export function matrixStanding(legs: readonly GraphLegShape[]): string {
  const isRunning = legs.some(({ status }) => status === 'in_progress');
  const waiting = legs.find(({ status, reason }) => status !== 'completed' && reason !== null);
  return isRunning || waiting === undefined ? legCounts(legs) : legStanding(waiting);
}

/** Why a job has no leg yet: `After Build, Test`. @param jobs as `jobNames` gives them */
export function pendingStanding(job: GraphJobShape, jobs: ReadonlyMap<string, NamedJob>): string {
  const open = neededItems(job).flatMap((key) => {
    const needed = jobs.get(key);
    return needed === undefined || needed.status === 'completed' ? [] : [needed.name];
  });
  return open.length === 0 ? STATE_WORDS.pending : `After ${open.join(', ')}`;
}

/** Begins with a capital letter. */
export function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
