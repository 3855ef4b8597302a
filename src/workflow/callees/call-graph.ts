import type { Json } from '../../events/json.ts';
import { actionFilesOf, localReferencesIn, type ProjectFiles } from '../project/index.ts';

/** What kind of file calls what kind: workflows call workflows, actions use actions. */
export type CallKind = 'workflow' | 'action';

/** Which files of a project call which, read as far as somebody asks. */
export class CallGraph {
  readonly #files: ProjectFiles;
  readonly #kind: CallKind;
  readonly #contentOf: (path: string, source: string) => Json;
  readonly #calls = new Map<string, readonly string[]>();
  readonly #deepest = new Map<string, readonly string[]>();

  /** @param contentOf the content of a file, from its path and text */
  constructor(files: ProjectFiles, kind: CallKind, contentOf: (path: string, source: string) => Json) {
    this.#files = files;
    this.#kind = kind;
    this.#contentOf = contentOf;
  }

  /** The files, by path, that a file calls. */
  callsOf(path: string): readonly string[] {
    const known = this.#calls.get(path);
    if (known !== undefined) return known;
    const file = this.#files.file(path);
    const calls = file.kind === 'text' ? this.#callsIn(this.#contentOf(path, file.text)) : [];
    this.#calls.set(path, calls);
    return calls;
  }

  /** The shortest chain of calls from one file to another, both included; null where none leads there. */
  chainBetween(from: string, to: string): string[] | null {
    const cameFrom = new Map<string, string | null>([[from, null]]);
    for (const path of cameFrom.keys()) {
      if (path === to) return backTo(path, cameFrom);
      for (const called of this.callsOf(path)) if (!cameFrom.has(called)) cameFrom.set(called, path);
    }
    return null;
  }

  /** The longest chain of calls that begins at a file, itself included; a circle is gone through once. */
  deepestChain(path: string): readonly string[] {
    const known = this.#deepest.get(path);
    if (known !== undefined) return known;
    this.#deepest.set(path, [path]);
    const chains = this.callsOf(path).map((called) => this.deepestChain(called));
    const longest = chains.reduce((best, chain) => (chain.length > best.length ? chain : best), NO_CHAIN);
    const chain = [path, ...longest];
    this.#deepest.set(path, chain);
    return chain;
  }

  /** These files, and every one that they call, directly or through others. */
  reachedFrom(paths: Iterable<string>): ReadonlySet<string> {
    const reached = new Set(paths);
    for (const called of reached) for (const next of this.callsOf(called)) reached.add(next);
    return reached;
  }

  #callsIn(content: Json): string[] {
    return localReferencesIn(content).flatMap((reference) => {
      if (reference.kind !== this.#kind) return [];
      if (reference.kind === 'workflow') return [reference.path];
      const there = actionFilesOf(reference.folder).find((path) => this.#files.file(path).kind === 'text');
      return there === undefined ? [] : [there];
    });
  }
}

const NO_CHAIN: readonly string[] = [];

function backTo(end: string, cameFrom: ReadonlyMap<string, string | null>): string[] {
  const chain: string[] = [];
  for (let path: string | null = end; path !== null; path = cameFrom.get(path) ?? null) chain.unshift(path);
  return chain;
}
