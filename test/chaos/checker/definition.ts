/**
 * What a run's definition says of the job with a key. The key of a job that is nested in a call begins with that of
 * the calling leg: `deploy/build`, or `deploy:1/build` where the call has a matrix.
 */
import type { Definition, JobDefinition } from './history.ts';

/** Where a job stands. */
export interface Place {
  /** What the keys of its file's jobs begin with; empty for the run's own file. */
  readonly prefix: string;
  /** The key of the job that calls its file; null for the run's own file. */
  readonly call: string | null;
}

/** Where the job with a key stands. */
export function placeOf(key: string): Place {
  const end = key.lastIndexOf('/');
  if (end < 0) return { prefix: '', call: null };
  const calling = key.slice(0, end);
  return { prefix: `${calling}/`, call: calling.replace(/:\d+$/, '') };
}

/** A job as its file declares it; undefined where the definition has none with that key. */
export function declared(definition: Definition, key: string): JobDefinition | undefined {
  const { prefix, call } = placeOf(key);
  const path = call === null ? null : declared(definition, call)?.call?.path;
  const jobs = path === null ? definition.jobs : definition.called?.[path ?? '']?.jobs;
  return jobs?.find(({ id }) => prefix + id === key);
}

/** The keys of what a job needs: its own needs, and those of the calls that it is nested in. */
export function neededBy(definition: Definition, key: string): string[] {
  const { prefix, call } = placeOf(key);
  const own = (declared(definition, key)?.needs ?? []).map((need) => prefix + need);
  return call === null ? own : [...own, ...neededBy(definition, call)];
}

/** Whether a job is nested in a call of another one, at any depth. */
export function isNestedIn(key: string, call: string): boolean {
  const { call: around } = placeOf(key);
  return around !== null && (around === call || isNestedIn(around, call));
}
