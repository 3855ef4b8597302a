/** Whether a workflow listens to what happened: `on`, with GitHub's filters. */
import type { EventFilters, Triggers } from '../../events/definition.ts';
import type { JsonObject } from '../../events/json.ts';
import type { Trigger } from '../../events/trigger.ts';
import { matchActivity } from './activity.ts';
import { type Match, MATCHES, no } from './answer.ts';
import { filteredBranch, matchOwnFilters } from './event-filters.ts';
import { selects } from './filter-pattern.ts';
import { isTag, shortRef } from './names.ts';

/** Whether the answer depends on the paths that changed, so that somebody must ask git. Tags have none. */
export function filtersNeedPaths(on: Triggers, trigger: Trigger): boolean {
  const filters = filtersOf(on, trigger);
  if (filters === undefined || trigger.deleted || isTag(trigger.ref)) return false;
  return filters.paths !== undefined || filters.pathsIgnore !== undefined;
}

/**
 * Whether the workflow runs for a trigger. `changedPaths` null means that they are not known (a push of too
 * many commits): GitHub runs the workflow then. `workflow_call` never matches: other workflows call it.
 * @param payload of the event; what it does not say matches
 */
export function matchTrigger(
  on: Triggers,
  trigger: Trigger,
  changedPaths: readonly string[] | null,
  payload: JsonObject = {},
): Match {
  const listening = matchListening(on, trigger, payload);
  const filters = filtersOf(on, trigger);
  if (!listening.matches || filters === undefined) return listening;
  if (trigger.deleted) return no(`${shortRef(trigger.ref)} was deleted.`);
  const checks = [matchRef(filters, trigger, payload), matchOwnFilters(filters, trigger, payload)];
  const failed = checks.find((check) => !check.matches);
  if (failed !== undefined) return failed;
  return filtersNeedPaths(on, trigger) ? matchPaths(filters, changedPaths) : MATCHES;
}

/** Whether the workflow listens to such events at all: to the event and to its activity. */
export function matchListening(on: Triggers, trigger: Trigger, payload: JsonObject = {}): Match {
  const filters = filtersOf(on, trigger);
  if (filters !== undefined) return matchActivity(filters, trigger, payload);
  return no(`It does not listen to ${trigger.event}.`);
}

function filtersOf(on: Triggers, trigger: Trigger): EventFilters | undefined {
  return trigger.event !== 'workflow_call' && Object.hasOwn(on, trigger.event)
    ? on[trigger.event]
    : undefined;
}

function matchRef(filters: EventFilters, trigger: Trigger, payload: JsonObject): Match {
  if (trigger.event === 'push') return matchPushedRef(filters, trigger.ref);
  const branch = filteredBranch(trigger, payload);
  return branch === null ? MATCHES : matchNames('branch', filters, branch);
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
