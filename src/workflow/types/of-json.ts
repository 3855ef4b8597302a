import { isJsonObject, type Json } from '../../events/json.ts';
import { hasExpression } from '../expressions/index.ts';
import { ANY, listOf, NULL, objectOf, type Type } from './type.ts';
import { unionOf } from './union.ts';

/**
 * The type of a value written in a workflow; a map with an expression in a key is unknown.
 * @param ofTemplate the type of a text with an expression
 */
export function typeOfJson(value: Json, ofTemplate: (text: string) => Type): Type {
  if (typeof value === 'string' && hasExpression(value)) return ofTemplate(value);
  if (Array.isArray(value)) return listOf(unionOf(value.map((item: Json) => typeOfJson(item, ofTemplate))));
  if (!isJsonObject(value)) return typeOfScalar(value);
  const entries = Object.entries(value);
  if (entries.some(([name]) => hasExpression(name))) return ANY;
  return objectOf(entries.map(([name, item]) => [name, typeOfJson(item, ofTemplate)]));
}

/** The type of a value as it is. */
export function typeOfValue(value: Json): Type {
  if (Array.isArray(value)) return listOf(unionOf(value.map(typeOfValue)));
  if (!isJsonObject(value)) return typeOfScalar(value);
  return objectOf(Object.entries(value).map(([name, item]) => [name, typeOfValue(item)]));
}

function typeOfScalar(value: Json): Type {
  if (value === null) return NULL;
  if (typeof value === 'boolean') return { kind: 'boolean', value };
  if (typeof value === 'number') return { kind: 'number', value };
  return typeof value === 'string' ? { kind: 'string', value } : ANY;
}
