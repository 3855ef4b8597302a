import type { Leg } from '../../events/job-terms.ts';
import type { JobDefinition } from '../../events/definition.ts';
import { isJsonObject, type Json } from '../../events/json.ts';
import { hasExpression, interpolate, textOf, type Scope } from '../expressions/index.ts';

/** The longest name of a job, as GitHub cuts them. */
const LONGEST = 100;

/**
 * The name of a leg as GitHub shows it: a `name` with an expression as it evaluates; else the name or the id,
 * followed by the values of the matrix in parentheses, `test (ubuntu-latest, 20)`.
 * @throws ExpressionError
 */
export function jobName(definition: JobDefinition, leg: Leg, scope: Scope): string {
  const { id, name } = definition;
  if (name !== undefined && hasExpression(name)) return shortened(interpolate(name, scope).trim() || id);
  const values = leg.matrix === null ? [] : leavesOf(leg.matrix).filter((value) => value !== '');
  const shown = name === undefined || name.trim() === '' ? id : name;
  return shortened(values.length === 0 ? shown : `${shown} (${values.join(', ')})`);
}

/** The scalars of a value, depth first. */
function leavesOf(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => leavesOf(item));
  if (isJsonObject(value)) return Object.values(value).flatMap((item) => leavesOf(item));
  return [textOf(value)];
}

function shortened(name: string): string {
  return name.length <= LONGEST ? name : `${name.slice(0, LONGEST - 3)}...`;
}
