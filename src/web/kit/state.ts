import type { Conclusion } from '../../events/index.ts';
import type { StatusText } from '../../server/shapes/index.ts';

/** How far a run, job or step is, and once it is over how it ended: what is shown of status and conclusion. */
export type State = Conclusion | Exclude<StatusText, 'completed'> | 'pending';

/** The state of what has a status and a conclusion. */
export function stateOf(thing: {
  readonly status: StatusText | 'pending';
  readonly conclusion: Conclusion | null;
}): State {
  // GitHub calls what is over without a conclusion neutral.
  return thing.status === 'completed' ? (thing.conclusion ?? 'neutral') : thing.status;
}

/** What people read. */
export const STATE_WORDS: { readonly [state in State]: string } = {
  success: 'Success',
  failure: 'Failure',
  cancelled: 'Cancelled',
  skipped: 'Skipped',
  timed_out: 'Timed out',
  neutral: 'Neutral',
  queued: 'Queued',
  waiting: 'Waiting',
  in_progress: 'Running',
  pending: 'Not begun',
};

/** The colour family of a state, as `design/tokens.css` names them. */
export type Tone = 'success' | 'failure' | 'running' | 'waiting' | 'quiet';

export const STATE_TONES: { readonly [state in State]: Tone } = {
  success: 'success',
  failure: 'failure',
  cancelled: 'quiet',
  skipped: 'quiet',
  timed_out: 'failure',
  neutral: 'quiet',
  queued: 'waiting',
  waiting: 'waiting',
  in_progress: 'running',
  pending: 'quiet',
};

/** Whether it is over. */
export function isOver(state: State): boolean {
  return !['queued', 'waiting', 'in_progress', 'pending'].includes(state);
}
