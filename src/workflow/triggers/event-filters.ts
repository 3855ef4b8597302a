import type { EventFilters } from '../../events/definition.ts';
import type { JsonObject } from '../../events/json.ts';
import type { Trigger } from '../../events/trigger.ts';
import { type Match, MATCHES, no } from './answer.ts';
import { selects } from './filter-pattern.ts';
import { shortRef } from './names.ts';
import { objectAt, textAt } from './payload.ts';

/**
 * The branch that `branches` of an event look at, short: of a pull request and of a merge group the one it is
 * meant for, of a workflow's run the one it ran on. Null: it has none, or nobody knows.
 */
export function filteredBranch({ event, baseRef }: Trigger, payload: JsonObject): string | null {
  if (event === 'merge_group') return short(textAt(objectAt(payload, 'merge_group'), 'base_ref'));
  if (event === 'workflow_run') return textAt(objectAt(payload, 'workflow_run'), 'head_branch');
  return short(baseRef ?? null);
}

/** Filters that only one event has: `workflows` of `workflow_run`, `names` and `versions` of `image_version`. */
export function matchOwnFilters(filters: EventFilters, { event }: Trigger, payload: JsonObject): Match {
  if (event === 'workflow_run') {
    const name =
      textAt(objectAt(payload, 'workflow_run'), 'name') ?? textAt(objectAt(payload, 'workflow'), 'name');
    const { workflows } = filters;
    if (workflows === undefined || name === null || workflows.includes(name)) return MATCHES;
    return no(`It does not listen to the workflow ${name}; it listens to ${workflows.join(', ')}.`);
  }
  if (event !== 'image_version') return MATCHES;
  const image = objectAt(payload, 'image_version');
  const failed = [
    matchPattern('image', filters.names, textAt(image, 'name')),
    matchPattern('version', filters.versions, textAt(image, 'version')),
  ].find(({ matches }) => !matches);
  return failed ?? MATCHES;
}

function matchPattern(what: string, patterns: readonly string[] | undefined, name: string | null): Match {
  if (patterns === undefined || name === null || selects(patterns, name)) return MATCHES;
  return no(`The ${what} ${name} matches none of its patterns.`);
}

function short(ref: string | null): string | null {
  return ref === null ? null : shortRef(ref);
}
