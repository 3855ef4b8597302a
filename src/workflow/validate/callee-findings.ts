/** What is said of an action and of a called workflow in the same words. */
import type { Problem } from '../../events/problem.ts';
import type { CallGraph, Found, NotFound } from '../callees/index.ts';
import type { Finding } from '../source/source-text.ts';
import { quoted } from '../quoted.ts';
import { error } from './rule.ts';

/** The most files of a chain that a message names. */
const MAX_NAMED = 12;

/** What is wrong with what was found at a `uses`; null: nothing that can be said. */
export function findingOfCallee(
  { path, mistake }: Pick<Found<unknown>, 'path' | 'mistake'>,
  caller: string,
  graph: CallGraph,
  longest: { readonly files: number; readonly words: string },
): Finding | null {
  const circle = graph.chainBetween(path, caller);
  if (circle !== null) {
    const message = `This comes back to the file itself: ${chainText([caller, ...circle])}; nothing may call itself.`;
    return error('recursive-call', message);
  }
  if (mistake !== null) return error('broken-callee', `${quoted(path)} is broken at ${placeOf(mistake)}`);
  const chain = [caller, ...graph.deepestChain(path)];
  if (chain.length <= longest.files) return null;
  return error(
    'nested-too-deep',
    `${longest.words}; this is a chain of ${chain.length}: ${chainText(chain)}.`,
  );
}

/** Something that is there and cannot be read; null for what is missing or unknown. */
export function unreadableFinding(lookup: NotFound): Finding | null {
  if (lookup.kind !== 'unreadable') return null;
  return error('unreadable-file', `${quoted(lookup.path)} cannot be read: ${lookup.reason}.`);
}

/** A look at a callee that is taken once, however often it is used. */
export function remembering(look: (name: string) => Finding | null): (name: string) => Finding | null {
  const known = new Map<string, Finding | null>();
  return (name) => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const finding = look(name);
    known.set(name, finding);
    return finding;
  };
}

function placeOf({ line, column, message }: Problem): string {
  return `line ${line}, column ${column}: ${message}`;
}

function chainText(chain: readonly string[]): string {
  const named =
    chain.length <= MAX_NAMED ? chain : [...chain.slice(0, MAX_NAMED - 1), '...', ...chain.slice(-1)];
  return named.map((path) => (path === '...' ? path : quoted(path))).join(' -> ');
}
