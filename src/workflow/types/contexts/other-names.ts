/** Properties that people look for under the name that other servers, or other contexts, give them. */
import type { Absence } from '../type.ts';

/** In `github`; lower case. */
export const NAMES_OF_GITHUB: ReadonlyMap<string, string> = new Map([
  ['author', 'github.actor'],
  ['base_branch', 'github.base_ref'],
  ['branch', 'github.ref_name'],
  ['branch_name', 'github.ref_name'],
  ['commit', 'github.sha'],
  ['commit_sha', 'github.sha'],
  ['event_type', 'github.event_name'],
  ['head_branch', 'github.head_ref'],
  ['issue', 'github.event.issue'],
  ['job_name', 'github.job'],
  ['organization', 'github.repository_owner'],
  ['owner', 'github.repository_owner'],
  ['payload', 'github.event'],
  ['pull_request', 'github.event.pull_request'],
  ['release', 'github.event.release'],
  ['repo', 'github.repository'],
  ['revision', 'github.sha'],
  ['tag', 'github.ref_name'],
  ['tag_name', 'github.ref_name'],
  ['user', 'github.actor'],
  ['username', 'github.actor'],
]);

/** In `job`. */
export const NAMES_OF_JOB: ReadonlyMap<string, string> = new Map([
  ['id', 'github.job'],
  ['name', 'github.job'],
  ['conclusion', 'job.status'],
  ['result', 'job.status'],
]);

/** In `strategy`. */
export const NAMES_OF_STRATEGY: ReadonlyMap<string, string> = new Map([['matrix', 'matrix']]);

/** What to write, where a property is known under another name. */
export function insteadOf(name: string, names: ReadonlyMap<string, string>): Absence {
  const meant = names.get(name.toLowerCase());
  return meant === undefined ? {} : { advice: `write \`${meant}\`.` };
}
