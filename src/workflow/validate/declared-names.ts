/** How messages speak of names that another file declares. */
import { correctionOf, nearMiss } from '../near-miss.ts';
import type { Correction } from '../source/source-text.ts';
import { MAX_PROBLEMS } from '../structure/index.ts';
import { quotedList } from '../structure/words.ts';

/** The most names that a message lists. */
const MAX_LISTED = 12;

/** `a`, `b` and `c`; of many, the first ones and how many more there are. */
export function listOfNames(names: readonly string[]): string {
  if (names.length <= MAX_LISTED) return quotedList(names);
  const first = names.slice(0, MAX_LISTED).map((name) => `\`${name}\``);
  return `${first.join(', ')} and ${names.length - MAX_LISTED} more`;
}

/** A name that is given and not declared. */
export interface UndeclaredName {
  readonly name: string;
  /** The end of a sentence about it: what was meant, or what there is. */
  readonly hint: string;
  readonly correction: Correction | undefined;
}

/**
 * The names that are given and not declared, as many as can be told of. Names are compared without case.
 * @param declared by name in lower case
 */
export function undeclaredNames(
  given: readonly string[],
  declared: ReadonlyMap<string, { readonly name: string }>,
): UndeclaredName[] {
  const unknown = given.filter((name) => !declared.has(name.toLowerCase())).slice(0, MAX_PROBLEMS);
  if (unknown.length === 0) return [];
  const there = new Set(given.map((name) => name.toLowerCase()));
  // What is given already was not meant.
  const candidates = [...declared].flatMap(([key, { name }]) => (there.has(key) ? [] : [name]));
  const names = [...declared.values()].map(({ name }) => name);
  return unknown.map((name) => {
    const near = nearMiss(name, candidates);
    return { name, hint: hintOf(near, names), correction: correctionOf(name, near) };
  });
}

/** The names that must be given and are not. */
export function missingNames(mandatory: readonly string[], given: readonly string[]): string[] {
  const there = new Set(given.map((name) => name.toLowerCase()));
  return mandatory.filter((name) => !there.has(name.toLowerCase()));
}

/** Whether a rule has found more than is told of a file: looking on would only take time. */
export function isEnough(problems: readonly unknown[]): boolean {
  return problems.length > 10 * MAX_PROBLEMS;
}

function hintOf(near: string | null, declared: readonly string[]): string {
  if (near !== null) return `; did you mean \`${near}\`?`;
  if (declared.length === 0) return ', which has none.';
  return `; there ${declared.length === 1 ? 'is' : 'are'} ${listOfNames(declared)}.`;
}
