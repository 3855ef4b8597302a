/** Properties, indexes and filters: `a.b`, `a['b']`, `a[0]`, `a.*`. */
import type { ExpressionNode } from '../expressions/index.ts';
import { correctionOf, nearMiss } from '../near-miss.ts';
import type { Correction } from '../source/source-text.ts';
import { quotedList } from '../structure/words.ts';
import type { Report } from './finding.ts';
import { ANY, listOf, typeWords, type Shape, type Type } from './type.ts';
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
  const { of, owner } = access;
  if (of.kind === 'any') return ANY;
  if (of.kind === 'object') return typeIn(access, of.shape, name);
  if (of.kind === 'list') {
    if (of.filtered) return filteredProperty(access, of.item, name);
    if (isIndex(name)) return of.item;
    return wrong(
      access,
      () =>
        `\`${owner}\` is a list and has no property \`${name}\`; write \`${owner}.*.${name}\` for that of each item.`,
    );
  }
  return wrong(
    access,
    () => `\`${owner}\` is ${typeWords(of)} and has no property \`${name}\`; this is always empty.`,
  );
}

function typeIn(access: Access, shape: Shape, name: string): Type {
  const known = shape.get(name.toLowerCase());
  if (known !== undefined) return known;
  const others = shape.excludes?.(name) === true ? null : shape.others;
  return others ?? absent(access, shape, name);
}

/** The type of `of[index]` with a computed index. */
export function indexType(access: Access, index: Type): Type {
  const { of, owner } = access;
  if (index.kind === 'number' && of.kind === 'object' && of.shape.excludes?.('0') === true) {
    const reason = (): string =>
      `\`${owner}\` has no items with numbers; write the name of one, as \`${owner}.NAME\`.`;
    return wrong(access, reason);
  }
  if (index.kind === 'string' && index.value !== undefined) return propertyType(access, index.value);
  if (index.kind === 'number' && index.value !== undefined && of.kind !== 'list')
    return propertyType(access, String(index.value));
  if (index.kind === 'object' || (index.kind === 'list' && of.kind !== 'any'))
    return wrong(access, () => `${capitalised(typeWords(index))} cannot be an index; this is always empty.`);
  if (of.kind === 'any') return ANY;
  // Which property it is, nobody knows before the run.
  if (of.kind === 'object') return eachOf(of.shape);
  if (of.kind === 'list') return of.filtered ? ANY : of.item;
  return wrong(access, () => `\`${owner}\` is ${typeWords(of)} and has no items; this is always empty.`);
}

/** The type of `of.*`. */
export function filterType(access: Access): Type {
  const { of, owner } = access;
  if (of.kind === 'object') return filteredList(eachOf(of.shape));
  if (of.kind === 'list') return filteredList(of.filtered ? flattened(of.item) : of.item);
  if (of.kind !== 'any')
    wrong(
      access,
      () => `\`${owner}\` is ${typeWords(of)}; \`*\` needs a list or a map, and gives nothing here.`,
    );
  return filteredList(ANY);
}

function filteredList(item: Type): Type {
  return { ...listOf(item), filtered: true };
}

/** A filtered list leaves out the items that lack a property: it is missing only if no item can have it. */
function filteredProperty(access: Access, item: Type, name: string): Type {
  const found = item.kind === 'list' && !isIndex(name) ? ANY : propertyType({ ...access, of: item }, name);
  return filteredList(found);
}

function flattened(item: Type): Type {
  if (item.kind === 'list') return item.item;
  return item.kind === 'object' ? eachOf(item.shape) : ANY;
}

function absent({ owner, node, report }: Access, shape: Shape, name: string): Type {
  const { start, end } = node;
  const message = (): string => {
    const { effect = 'is always empty', reason, advice } = shape.absence?.(name) ?? {};
    const near = nearMiss(name, shape.names());
    const hint = near === null ? (advice ?? listed(shape)) : `did you mean \`${near}\`?`;
    const because = reason === undefined ? '' : `, as ${reason}`;
    return `\`${owner}.${name}\` ${effect}${because}${hint === null ? '.' : `; ${hint}`}`;
  };
  const correction = (): Correction | undefined => correctionOf(name, nearMiss(name, shape.names()));
  report({ severity: 'warning', rule: 'undefined-reference', start, end, message, correction });
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

/** Of a map of more properties nothing is known in common. */
const MOST_UNITED = 50;

/** What a property of a map is, whichever it is. */
function eachOf(shape: Shape): Type {
  const remembered = known.get(shape);
  if (remembered !== undefined) return remembered;
  const each = unionOfProperties(shape);
  known.set(shape, each);
  return each;
}

function unionOfProperties({ names, get, others }: Shape): Type {
  const known = names();
  if (known.length > MOST_UNITED) return ANY;
  const types = known.flatMap((name) => get(name.toLowerCase()) ?? []);
  return unionOf(others === null ? types : [...types, others]);
}

/** Whether a text finds an item of a list: it is read as a number. */
function isIndex(name: string): boolean {
  return name.trim() !== '' && Number(name) >= 0;
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
