/** Whether a workflow listens to what happened: `on`, with GitHub's filters. */
import type { EventFilters, Triggers } from '../../events/definition.ts';
import type { Trigger } from '../../events/trigger.ts';
import { selects } from './filter-pattern.ts';

/** The answer, with the reason in a sentence where it is no. */
export type Match = { readonly matches: true } | { readonly matches: false; readonly reason: string };

/** The activity types that an event without `types` listens to; other events listen to all of theirs. */
const DEFAULT_ACTIVITIES: ReadonlyMap<string, readonly string[]> = new Map([
  ['pull_request', ['opened', 'synchronize', 'reopened']],
  ['pull_request_target', ['opened', 'synchronize', 'reopened']],
]);

const MATCHES: Match = { matches: true };

/** Whether the answer depends on the paths that changed, so that somebody must ask git. Tags have none. */
export function filtersNeedPaths(on: Triggers, trigger: Trigger): boolean {
  const filters = filtersOf(on, trigger);
  if (filters === undefined || trigger.deleted || isTag(trigger.ref)) return false;
  return filters.paths !== undefined || filters.pathsIgnore !== undefined;
}

/**
 * Whether the workflow runs for a trigger. `changedPaths` null means that they are not known (a push of too
 * many commits): GitHub runs the workflow then. `workflow_call` never matches: other workflows call it.
 */
export function matchTrigger(on: Triggers, trigger: Trigger, changedPaths: readonly string[] | null): Match {
  const filters = filtersOf(on, trigger);
  if (filters === undefined) return no(`It does not listen to ${trigger.event}.`);
  if (trigger.deleted) return no(`${shortRef(trigger.ref)} was deleted.`);
  const checks = [matchActivity(filters, trigger), matchRef(filters, trigger)];
  const failed = checks.find((check) => !check.matches);
  if (failed !== undefined) return failed;
  return filtersNeedPaths(on, trigger) ? matchPaths(filters, changedPaths) : MATCHES;
}

/** `refs/heads/main` -> `main`, `refs/pull/1/merge` -> `1/merge`; other refs as they are. */
export function shortRef(ref: string): string {
  return ref.replace(/^refs\/(heads|tags|pull)\//, '');
}

/** Whether a full ref is a tag's. */
export function isTag(ref: string): boolean {
  return ref.startsWith('refs/tags/');
}

function filtersOf(on: Triggers, trigger: Trigger): EventFilters | undefined {
  return trigger.event !== 'workflow_call' && Object.hasOwn(on, trigger.event)
    ? on[trigger.event]
    : undefined;
}

function matchActivity(filters: EventFilters, trigger: Trigger): Match {
  if (trigger.action === undefined) return MATCHES;
  const types = filters.types ?? DEFAULT_ACTIVITIES.get(trigger.event);
  if (types === undefined || types.includes(trigger.action)) return MATCHES;
  return no(`It does not listen to the activity ${trigger.action}.`);
}

function matchRef(filters: EventFilters, trigger: Trigger): Match {
  if (trigger.event === 'push') return matchPushedRef(filters, trigger.ref);
  // A pull request is filtered by the branch it targets.
  return trigger.baseRef === undefined ? MATCHES : matchNames('branch', filters, shortRef(trigger.baseRef));
}

/** A push to a branch where only tags are filtered for does not match, and the other way round. */
function matchPushedRef(filters: EventFilters, ref: string): Match {
  const kind = isTag(ref) ? 'tag' : 'branch';
  const other = kind === 'tag' ? 'branch' : 'tag';
  if (!hasNameFilters(kind, filters) && hasNameFilters(other, filters)) {
    return no(
      `It listens to ${other === 'tag' ? 'tags' : 'branches'} only, and ${shortRef(ref)} is a ${kind}.`,
    );
  }
  return matchNames(kind, filters, shortRef(ref));
}

function matchNames(kind: 'branch' | 'tag', filters: EventFilters, name: string): Match {
  const wanted = kind === 'branch' ? filters.branches : filters.tags;
  const ignored = kind === 'branch' ? filters.branchesIgnore : filters.tagsIgnore;
  if (wanted !== undefined && !selects(wanted, name))
    return no(`The ${kind} ${name} matches none of its patterns.`);
  if (ignored !== undefined && selects(ignored, name)) return no(`The ${kind} ${name} is ignored.`);
  return MATCHES;
}

function hasNameFilters(kind: 'branch' | 'tag', filters: EventFilters): boolean {
  return kind === 'branch'
    ? filters.branches !== undefined || filters.branchesIgnore !== undefined
    : filters.tags !== undefined || filters.tagsIgnore !== undefined;
}

/** One path that `paths` selects, or one that `paths-ignore` does not, is enough. */
function matchPaths(filters: EventFilters, changedPaths: readonly string[] | null): Match {
  if (changedPaths === null) return MATCHES;
  const { paths, pathsIgnore } = filters;
  if (paths !== undefined && !changedPaths.some((path) => selects(paths, path))) {
    return no('No changed file matches its paths.');
  }
  if (pathsIgnore !== undefined && changedPaths.every((path) => selects(pathsIgnore, path))) {
    return no('All changed files are ignored.');
  }
  return MATCHES;
}

function no(reason: string): Match {
  return { matches: false, reason };
}
