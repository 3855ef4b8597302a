import type { Draft } from './catalogue.ts';

/** A version of a type of event. */
export type Version = 1 | 2;

/**
 * The newest version of each type of `runbook.events` that has had several; every other is at its first.
 * `job_offered` 2 says `retry`: who does not know that takes the attempt's failure for the end of its leg, and
 * folds another state from then on. `run_requested` and `rerun_requested` 2 have a definition that calls workflows:
 * who does not know that takes a job that calls one for a job that cannot run.
 */
const NEWEST: { readonly [type: string]: Version } = { job_offered: 2, run_requested: 2, rerun_requested: 2 };

/** The newest version of a type of `runbook.events` that this program knows. */
export function newestVersion(type: string): Version {
  return Object.hasOwn(NEWEST, type) ? (NEWEST[type] ?? 1) : 1;
}

/** The oldest version that says what the event says: programs that know no newer one can go on reading. */
export function versionOf(draft: Draft): Version {
  if (draft.type === 'job_offered') return draft.retry === undefined ? 1 : 2;
  if (draft.type === 'run_requested') return draft.definition.called === undefined ? 1 : 2;
  if (draft.type === 'rerun_requested') return draft.pinned.requested.definition.called === undefined ? 1 : 2;
  return 1;
}
