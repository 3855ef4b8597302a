import { ANY, listOf, MAX_NAMES, objectOf, type ListType, type ObjectType, type Type } from './type.ts';

/**
 * The type of a value that has one of these types: their kind, if it is the same, with what they have in common;
 * else unknown. A map has the properties of all of them, as one that is missing in some is not always missing.
 */
export function unionOf(types: readonly Type[]): Type {
  const [first = ANY, ...rest] = types;
  if (rest.every((type) => type === first)) return first;
  if (first.kind === 'list') return listUnion(types);
  if (first.kind === 'object') return objectUnion(types);
  if (!rest.every(({ kind }) => kind === first.kind)) return ANY;
  if (first.kind === 'any' || first.kind === 'null') return first;
  const isSame = rest.every((type) => 'value' in type && type.value === first.value);
  return isSame && first.value !== undefined ? first : withoutValue(first.kind);
}

function withoutValue(kind: 'boolean' | 'number' | 'string'): Type {
  return { kind };
}

function listUnion(types: readonly Type[]): Type {
  const lists = types.filter((type): type is ListType => type.kind === 'list');
  const filtered = lists[0]?.filtered ?? false;
  if (lists.length < types.length || lists.some((list) => list.filtered !== filtered)) return ANY;
  return { ...listOf(unionOf(lists.map(({ item }) => item))), filtered };
}

function objectUnion(types: readonly Type[]): Type {
  const objects = types.filter((type): type is ObjectType => type.kind === 'object');
  if (objects.length < types.length) return ANY;
  const found = new Map<string, { readonly name: string; readonly types: Type[] }>();
  for (const { shape } of objects) {
    for (const name of shape.names()) addProperty(found, name, shape.get(name.toLowerCase()) ?? ANY);
    if (found.size >= MAX_NAMES) return ANY;
  }
  const properties = [...found.values()].map(({ name, types }): [string, Type] => [name, unionOf(types)]);
  const others = objects.flatMap(({ shape }) => shape.others ?? []);
  return objectOf(properties, { others: others.length === 0 ? null : unionOf(others) });
}

function addProperty(
  found: Map<string, { readonly name: string; readonly types: Type[] }>,
  name: string,
  type: Type,
): void {
  const known = found.get(name.toLowerCase());
  if (known === undefined) found.set(name.toLowerCase(), { name, types: [type] });
  else known.types.push(type);
}
