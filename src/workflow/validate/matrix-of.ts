import { isJsonObject, type Json, type JsonObject } from '../../events/json.ts';
import type { Path } from '../source/document.ts';
import type { JobNode } from './rule.ts';

/** The matrix of a job, as far as it is written as a map. */
export interface Matrix {
  readonly path: Path;
  readonly map: JsonObject;
  /** What it has beside `include` and `exclude`: its lists of values. */
  readonly dimensions: JsonObject;
  readonly include: Json | undefined;
  readonly exclude: Json | undefined;
}

/** Null where a job has no matrix, or one that is no map. */
export function matrixOf({ job, path }: JobNode): Matrix | null {
  const map = isJsonObject(job['strategy']) ? job['strategy']['matrix'] : undefined;
  if (!isJsonObject(map)) return null;
  const { include, exclude, ...dimensions } = map;
  return { path: [...path, 'strategy', 'matrix'], map, dimensions, include, exclude };
}
