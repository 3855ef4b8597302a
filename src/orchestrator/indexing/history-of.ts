import { type Draft, type RepositoryName, type RunbookEvent, stamp } from '../../events/index.ts';
import type { PartitionState, RepositoryState } from '../state/index.ts';
import { type AddEvent, historyOfRun } from './history-of-run.ts';

/** An event and when the log would have stamped it, in milliseconds. */
export interface HistoryEvent {
  readonly event: RunbookEvent;
  readonly timestamp: number;
}

/** The URL that an index shows of a repository; null for one that is not registered there. */
export type UrlOf = (repository: RepositoryName) => string | null;

/**
 * The shortest history that a state could have come from, as far as an index shows it: registrations, names of
 * secrets, deliveries that wait, and unfinished runs with the newest attempt of every leg and what `retry` tried
 * before it. Times that a state does not keep are those of its newest event; steps and other attempts it does not know.
 */
export function historyOf(state: PartitionState, urlOf: UrlOf): readonly HistoryEvent[] {
  const history: HistoryEvent[] = [];
  const add: AddEvent = (draft: Draft, timestamp) => {
    history.push({ event: stamp(draft, { by: 'snapshot', now: timestamp }), timestamp });
  };
  for (const repository of state.repositories.values()) {
    registration(repository, urlOf, state.now, add);
    for (const { event, timestamp } of repository.pending) history.push({ event, timestamp });
  }
  const { owner } = state;
  // A run is an owner's decision: without one there is none.
  if (owner !== null) for (const run of state.runs.values()) historyOfRun(state, run, owner, add);
  return history;
}

function registration(repository: RepositoryState, urlOf: UrlOf, now: number, add: AddEvent): void {
  const { name, registration: registered, secrets } = repository;
  const url = urlOf(name);
  if (registered === null) {
    if (url !== null) add({ type: 'repository_removed', repository: name }, now);
    return;
  }
  if (registered.url !== url) add({ type: 'repository_registered', repository: name, ...registered }, now);
  for (const [secret, value] of secrets) {
    add({ type: 'secret_set', repository: name, name: secret, value }, now);
  }
}
