import { isJsonObject, type Json } from '../../events/json.ts';
import type { Path } from '../source/document.ts';
import { matrixOf } from './matrix-of.ts';
import { quoted } from '../quoted.ts';
import { everyStep, warning, type JobNode, type Rule } from './rule.ts';

/** Inputs and variables that hold a version: `python-version`, `GO_VERSION`, `version`. */
const VERSION_NAME = /(?:^|[-_])version$/i;

/** A number that YAML would shorten: it ends with a zero behind the point. */
const SHORTENED = /^[+-]?\d+\.\d*0$/;

/** How deep values of a matrix are looked at: a list of values, or of maps of them. */
const MAX_DEPTH = 3;

/** The most numbers that are looked up in a file's text: a bound on the time. */
const MAX_NUMBERS = 1000;

/** A number and its place. */
interface PlacedNumber {
  readonly value: number;
  readonly path: Path;
}

/** Versions without quotes, `3.10`: YAML reads a number, and 3.10 is 3.1. */
export const versionNumbers: Rule = ({ document, root, jobs }) =>
  [...namedNumbers(root['env'], ['env']), ...jobs.flatMap(jobNumbers)]
    .slice(0, MAX_NUMBERS)
    .flatMap(({ value, path }) => {
      const written = document.writtenAt(path) ?? '';
      if (!SHORTENED.test(written)) return [];
      const message = `YAML reads ${quoted(written)} as the number ${value}; where it is a version, put it in quotes.`;
      return [document.atValue(path, warning('number-loses-zero', message))];
    });

function jobNumbers(node: JobNode): PlacedNumber[] {
  const { job, path } = node;
  const matrix = matrixOf(node);
  return [
    ...(matrix === null ? [] : numbersIn(matrix.map, matrix.path, MAX_DEPTH)),
    ...namedNumbers(job['env'], [...path, 'env']),
    ...namedNumbers(job['with'], [...path, 'with']),
    ...everyStep(node).flatMap(({ step, path: place }) => [
      ...namedNumbers(step['env'], [...place, 'env']),
      ...namedNumbers(step['with'], [...place, 'with']),
    ]),
  ];
}

/** Of a map: the numbers whose names say that they are versions. */
function namedNumbers(map: Json | undefined, path: Path): PlacedNumber[] {
  return Object.entries(isJsonObject(map) ? map : {})
    .filter(([name]) => VERSION_NAME.test(name))
    .flatMap(([name, value]) => numbersIn(value, [...path, name], 0));
}

function numbersIn(value: Json | undefined, path: Path, depth: number): PlacedNumber[] {
  if (typeof value === 'number') return [{ value, path }];
  if (depth === 0 || typeof value !== 'object' || value === null) return [];
  const items: [string | number, Json][] = isJsonObject(value)
    ? Object.entries(value)
    : value.map((item: Json, index) => [index, item]);
  return items.flatMap(([key, item]) => numbersIn(item, [...path, key], depth - 1));
}
