/**
 * Keys of jobs within a run. A job of the run's own file has its key under `jobs`; a nested job's begins with that
 * of the leg that called its workflow: `deploy/build`, or `deploy:2/build` where the call has a matrix. Keys under
 * `jobs` hold neither slashes nor colons, so each key names one job and stays the same over reruns.
 */
import type { Leg } from './job-terms.ts';
import type { JobDefinition, WorkflowDefinition } from './definition.ts';

/** What the keys of the jobs begin with that a leg calls: `deploy/`, `deploy:2/`. */
export function callPrefix(key: string, leg: Pick<Leg, 'index' | 'matrix'>): string {
  return leg.matrix === null ? `${key}/` : `${key}:${leg.index}/`;
}

/** What a job's key begins with: the prefix of the call that it is nested in; empty in the run's own file. */
export function prefixOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/') + 1);
}

/** The leg whose call a prefix stands for; null for the empty one. */
export function callingLeg(prefix: string): { readonly key: string; readonly index: number } | null {
  if (prefix === '') return null;
  const call = prefix.slice(0, -1);
  // A colon further to the front belongs to a call around this one.
  const colon = call.indexOf(':', call.lastIndexOf('/') + 1);
  if (colon < 0) return { key: call, index: 0 };
  return { key: call.slice(0, colon), index: Number(call.slice(colon + 1)) };
}

/** How many calls a job is nested in. */
export function callDepth(key: string): number {
  return key.split('/').length - 1;
}

/** The workflow whose jobs' keys begin with a prefix; undefined where the run's definition has none there. */
export function workflowAt(definition: WorkflowDefinition, prefix: string): WorkflowDefinition | undefined {
  const calling = callingLeg(prefix);
  if (calling === null) return definition;
  const path = jobAt(definition, calling.key)?.call?.path;
  const { called = {} } = definition;
  return path !== undefined && Object.hasOwn(called, path) ? called[path] : undefined;
}

/** The job with a key; undefined where the run's definition has none. */
export function jobAt(definition: WorkflowDefinition, key: string): JobDefinition | undefined {
  const prefix = prefixOf(key);
  const id = key.slice(prefix.length);
  return workflowAt(definition, prefix)?.jobs.find((job) => job.id === id);
}
