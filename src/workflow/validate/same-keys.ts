import { isJsonObject, type Json, type JsonObject } from '../../events/json.ts';
import { hasExpression } from '../expressions/index.ts';
import type { UnplacedProblem } from '../source/source-text.ts';
import type { Path, SourceDocument } from '../source/document.ts';
import { matrixOf } from './matrix-of.ts';
import { quoted } from '../quoted.ts';
import { everyStep, error, type JobNode, type Rule } from './rule.ts';

/**
 * Names that are there twice in another case of letters, in the maps whose keys people choose: GitHub compares the
 * keys of every map without case, and refuses the second. Jobs have a rule of their own, exact repeats are YAML's.
 */
export const sameKeys: Rule = ({ document, root, jobs }) =>
  [...workflowMaps(root), ...jobs.flatMap(jobMaps)].flatMap(([map, path]) =>
    isJsonObject(map) ? sameKeysOf(document, map, path) : [],
  );

/** A value that may be a map, and its place. */
type Candidate = readonly [Json | undefined, Path];

function workflowMaps(root: JsonObject): Candidate[] {
  const on = root['on'];
  const events: readonly [string, readonly string[]][] = [
    ['workflow_dispatch', ['inputs']],
    ['workflow_call', ['inputs', 'outputs', 'secrets']],
  ];
  return [
    [root['env'], ['env']],
    ...events.flatMap(([event, keys]) => {
      const filters = isJsonObject(on) ? on[event] : undefined;
      return isJsonObject(filters) ? keys.map((key): Candidate => [filters[key], ['on', event, key]]) : [];
    }),
  ];
}

function jobMaps(node: JobNode): Candidate[] {
  const { job, path } = node;
  return [
    ...['env', 'outputs', 'services', 'with', 'secrets'].map((key): Candidate => [job[key], [...path, key]]),
    [matrixOf(node)?.map, [...path, 'strategy', 'matrix']],
    ...everyStep(node).flatMap(({ step, path: place }) =>
      ['env', 'with'].map((key): Candidate => [step[key], [...place, key]]),
    ),
  ];
}

/** Keys of a map that are there twice in another case of letters. */
export function sameKeysOf(document: SourceDocument, map: JsonObject, path: Path): UnplacedProblem[] {
  const keys = Object.keys(map);
  if (keys.length < 2) return [];
  const seen = new Map<string, string>();
  return keys.flatMap((key) => {
    if (hasExpression(key)) return [];
    const first = seen.get(key.toLowerCase());
    if (first === undefined) {
      seen.set(key.toLowerCase(), key);
      return [];
    }
    const message = `The key ${quoted(key)} is there twice, also as ${quoted(first)}; keys are compared without case, so remove one.`;
    return [document.atKey([...path, key], error('duplicate-key', message))];
  });
}
