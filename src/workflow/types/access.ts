/** Properties, indexes and filters: `a.b`, `a['b']`, `a[0]`, `a.*`. */
import type { ExpressionNode } from '../expressions/index.ts';
import { nearMiss } from '../near-miss.ts';
import { quotedList } from '../structure/words.ts';
import type { Report } from './finding.ts';
import { ANY, listOf, MAX_NAMES, NULL, typeWords, type Shape, type Type } from './type.ts';
import { unionOf } from './union.ts';

/** A property, of a type and at a place. */
export interface Access {
  readonly of: Type;
  /** As written, `github.ref`. */
  readonly owner: string;
  /** The whole access. */
  readonly node: ExpressionNode;
  readonly report: Report;
}

/** The type of `of.name`, whether written so or as `of['name']`; of a filtered list: of the property of its items. */
export function propertyType(access: Access, name: string): Type {
  const { of } = access;
  switch (of.kind) {
    case 'any':
      return ANY;
    case 'object':
      return of.shape.get(name.toLowerCase()) ?? of.shape.others ?? absent(access, of.shape, name);
    case 'list':
      if (of.filtered) return filteredProperty(access, of.item, name);
      if (isIndex(name)) return of.item;
      return wrong(
        access,
        () =>
          `\`${access.owner}\` is a list and has no property \`${name}\`; write \`${access.owner}.*.${name}\` for that of each item.`,
      );
    case 'null':
    case 'boolean':
    case 'number':
    case 'string':
      return wrong(
        access,
        () =>
          `\`${access.owner}\` is ${typeWords(of)} and has no property \`${name}\`; this is always empty.`,
      );
  }
}

/** The type of `of[index]` with a computed index. */
export function indexType(access: Access, index: Type): Type {
  if (index.kind === 'string' && index.value !== undefined) return propertyType(access, index.value);
  if (index.kind === 'number' && index.value !== undefined && access.of.kind !== 'list')
    return propertyType(access, String(index.value));
  const { of } = access;
  if (index.kind === 'object' || (index.kind === 'list' && of.kind !== 'any')) {
    const what = typeWords(index);
    return wrong(access, () => `${capitalised(what)} cannot be an index; this is always empty.`);
  }
  switch (of.kind) {
    case 'any':
      return ANY;
    case 'object':
      // Which property it is, nobody knows before the run.
      return eachOf(of.shape);
    case 'list':
      return of.filtered ? ANY : of.item;
    case 'null':
    case 'boolean':
    case 'number':
    case 'string':
      return wrong(
        access,
        () => `\`${access.owner}\` is ${typeWords(of)} and has no items; this is always empty.`,
      );
  }
}

/** The type of `of.*`. */
export function filterType(access: Access): Type {
  const { of } = access;
  switch (of.kind) {
    case 'any':
      return { ...listOf(ANY), filtered: true };
    case 'object':
      return { ...listOf(eachOf(of.shape)), filtered: true };
    case 'list':
      return { ...listOf(of.filtered ? flattened(of.item) : of.item), filtered: true };
    case 'null':
    case 'boolean':
    case 'number':
    case 'string': {
      const message = (): string =>
        `\`${access.owner}\` is ${typeWords(of)}; \`*\` needs a list or a map, and gives nothing here.`;
      wrong(access, message);
      return { ...listOf(ANY), filtered: true };
    }
  }
}

/** A filtered list leaves out the items that lack a property: it is missing only if no item can have it. */
function filteredProperty(access: Access, item: Type, name: string): Type {
  const found = item.kind === 'list' && !isIndex(name) ? NULL : propertyType({ ...access, of: item }, name);
  return { ...listOf(found.kind === 'null' ? ANY : found), filtered: true };
}

function flattened(item: Type): Type {
  if (item.kind === 'list') return item.item;
  return item.kind === 'object' ? eachOf(item.shape) : ANY;
}

function absent({ owner, node, report }: Access, shape: Shape, name: string): Type {
  const { start, end } = node;
  const message = (): string => {
    const { reason, advice } = shape.absence?.(name) ?? {};
    const near = nearMiss(name, shape.names());
    const hint = near === null ? (advice ?? listed(shape)) : `did you mean \`${near}\`?`;
    const because = reason === undefined ? '' : `, as ${reason}`;
    return `\`${owner}.${name}\` is always empty${because}${hint === null ? '.' : `; ${hint}`}`;
  };
  report({ severity: 'warning', rule: 'undefined-reference', start, end, message });
  return ANY;
}

/** The names there are, where they are few. */
function listed(shape: Shape): string | null {
  const names = shape.names();
  return names.length === 0 || names.length > MOST_LISTED
    ? null
    : `there ${names.length === 1 ? 'is' : 'are'} ${quotedList(names)}.`;
}

const MOST_LISTED = 12;

function wrong({ node, report }: Access, message: () => string): Type {
  const { start, end } = node;
  report({ severity: 'warning', rule: 'wrong-access', start, end, message });
  return ANY;
}

const known = new WeakMap<Shape, Type>();

/** What a property of a map is, whichever it is. */
function eachOf(shape: Shape): Type {
  const remembered = known.get(shape);
  if (remembered !== undefined) return remembered;
  const names = shape.names();
  const types = names.flatMap((name) => shape.get(name.toLowerCase()) ?? []);
  const { others } = shape;
  const each = names.length >= MAX_NAMES ? ANY : unionOf(others === null ? types : [...types, others]);
  known.set(shape, each);
  return each;
}

/** Whether a text finds an item of a list: it is read as a number. */
function isIndex(name: string): boolean {
  return name.trim() !== '' && Number(name) >= 0;
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
