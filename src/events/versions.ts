import type { Draft } from './catalogue.ts';
import type { PinnedRun } from './pinned-run.ts';
import type { FeedRecord } from './feed.ts';
import { grantVersionOf } from './job-spec.ts';

/** A version of a type of event. */
export type Version = 1 | 2;

/**
 * The newest version of each type of `runbook.events` that has had several; every other is at its first.
 * `job_offered` 2 says `retry`: who does not know that takes the attempt's failure for the end of its leg, and
 * folds another state from then on. `run_requested` and `rerun_requested` 2 have a definition that calls workflows:
 * who does not know that takes a job that calls one for a job that cannot run. `rerun_requested` 2 may also name legs
 * of earlier attempts: who passes over them counts the next attempts of those legs otherwise.
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
  if (draft.type === 'rerun_requested') return rerunVersionOf(draft.pinned);
  return 1;
}

function rerunVersionOf({ requested, earlier = [] }: PinnedRun): Version {
  return requested.definition.called === undefined && earlier.length === 0 ? 1 : 2;
}

/**
 * The newest version of each type of `runbook.jobs` that has had several. A grant of version 2 has what a worker that
 * does not know it would pass over (`grantVersionOf`). Its offer has the same version, so that no such worker claims.
 */
const NEWEST_OF_FEED: { readonly [type: string]: Version } = { job_offered: 2, job_granted: 2 };

/** The newest version of a type of `runbook.jobs` that this program knows. */
export function newestFeedVersion(type: string): Version {
  return Object.hasOwn(NEWEST_OF_FEED, type) ? (NEWEST_OF_FEED[type] ?? 1) : 1;
}

/** The oldest version that says what the record says. */
export function feedVersionOf(draft: Draft<FeedRecord>): Version {
  if (draft.type === 'job_offered') return draft.grantVersion ?? 1;
  return draft.type === 'job_granted' ? grantVersionOf(draft.spec) : 1;
}
