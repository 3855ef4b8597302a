import type { State } from '../../../kit/state.ts';

/** What the page says of a job beside its state. */
export interface JobWords {
  readonly tone: 'error' | 'warning' | 'info';
  readonly text: string;
}

/**
 * Why a job is as it is, in words; null where its steps say it.
 * @param reason the server's own words
 */
export function noticeOf(state: State, reason: string | null): JobWords | null {
  switch (state) {
    case 'queued':
    case 'waiting':
    case 'pending':
      return { tone: 'info', text: reason === null ? 'It waits for a worker.' : sentence(reason) };
    case 'skipped':
      return { tone: 'info', text: ended(`Skipped: ${reason ?? 'its condition was false'}`) };
    case 'cancelled':
      return { tone: 'warning', text: reason === null ? 'It was cancelled.' : sentence(reason) };
    case 'failure':
    case 'timed_out':
      return reason === null ? null : { tone: 'error', text: sentence(reason) };
    case 'success':
    case 'neutral':
    case 'in_progress':
      return reason === null ? null : { tone: 'info', text: sentence(reason) };
  }
}

/** The server's reasons are clauses: "waiting for a worker with label gpu". */
function sentence(reason: string): string {
  return ended(reason.charAt(0).toUpperCase() + reason.slice(1));
}

function ended(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
