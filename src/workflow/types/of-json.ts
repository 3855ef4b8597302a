import { isJsonObject, type Json } from '../../events/json.ts';
import { hasExpression } from '../expressions/index.ts';
import { ANY, listOf, NULL, objectOf, type Type } from './type.ts';
import { unionOf } from './union.ts';

/** The type of a value written in a workflow: a text with an expression, and a map with one in a key, is unknown. */
export function typeOfJson(value: Json): Type {
  return typeOf(value, hasExpression);
}

/** The type of a value as it is. */
export function typeOfValue(value: Json): Type {
  return typeOf(value, () => false);
}

function typeOf(value: Json, isUnknown: (text: string) => boolean): Type {
  if (value === null) return NULL;
  if (typeof value === 'boolean') return { kind: 'boolean', value };
  if (typeof value === 'number') return { kind: 'number', value };
  if (typeof value === 'string') return isUnknown(value) ? ANY : { kind: 'string', value };
  if (Array.isArray(value)) return listOf(unionOf(value.map((item: Json) => typeOf(item, isUnknown))));
  if (!isJsonObject(value)) return ANY;
  const entries = Object.entries(value);
  if (entries.some(([name]) => isUnknown(name))) return ANY;
  return objectOf(entries.map(([name, item]) => [name, typeOf(item, isUnknown)]));
}
