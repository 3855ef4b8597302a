import type { LegState } from './run-state.ts';

const MINUTE_MS = 60_000;

/** How long a job may stay unstarted after its first offer: 24 hours, in milliseconds. */
export const QUEUE_LIMIT_MS = 24 * 60 * MINUTE_MS;
/** What a worker is given beyond `timeout-minutes` to end a job by itself: ten minutes, in milliseconds. */
export const TIMEOUT_MARGIN_MS = 10 * MINUTE_MS;
/** What a worker is given to stop a job it was asked to stop: five minutes, as on GitHub, in milliseconds. */
export const CANCEL_GRACE_MS = 5 * MINUTE_MS;

/** What happens to a live attempt when its time is over. */
export interface Deadline {
  /** Milliseconds since 1970 UTC, by the log. */
  readonly at: number;
  readonly conclusion: 'failure' | 'timed_out' | 'cancelled';
  /** One sentence, for people. */
  readonly reason: string;
}

/** The next deadline of a leg's attempt; null where it has none. */
export function deadlineOf(leg: LegState): Deadline | null {
  const { attempt, queuedAt } = leg;
  if (attempt.status === 'started') {
    const timeout = startedDeadline(attempt.startedAt ?? 0, attempt.timeoutMinutes);
    if (attempt.asked === null) return timeout;
    const grace = attempt.asked.at + CANCEL_GRACE_MS;
    return grace < timeout.at
      ? { at: grace, conclusion: 'cancelled', reason: attempt.asked.reason }
      : timeout;
  }
  if ((attempt.status === 'offered' || attempt.status === 'granted') && queuedAt !== null) {
    return {
      at: queuedAt + QUEUE_LIMIT_MS,
      conclusion: 'failure',
      reason: `No worker with the labels ${attempt.labels.join(', ')} started it within 24 hours.`,
    };
  }
  return null;
}

function startedDeadline(startedAt: number, timeoutMinutes: number): Deadline {
  return {
    at: startedAt + timeoutMinutes * MINUTE_MS + TIMEOUT_MARGIN_MS,
    conclusion: 'timed_out',
    reason: `It ran longer than ${timeoutMinutes} minutes and its worker did not end it.`,
  };
}
