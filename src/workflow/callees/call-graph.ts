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
  readonly #explored = new Set<string>();
  readonly #callers = new Map<string, string[]>();
  readonly #ways = new Map<
    string,
    { readonly explored: number; readonly next: ReadonlyMap<string, string> }
  >();

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
    this.#explore(from);
    const next = this.#waysTo(to);
    if (from !== to && !next.has(from)) return null;
    const chain = [from];
    for (let path = from; path !== to; ) {
      path = next.get(path) ?? to;
      chain.push(path);
    }
    return chain;
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

  /** Notes who calls whom, of a file and all that it calls; each file once. */
  #explore(from: string): void {
    const pending = [from];
    for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
      if (this.#explored.has(path)) continue;
      this.#explored.add(path);
      for (const called of this.callsOf(path)) {
        const callers = this.#callers.get(called);
        if (callers === undefined) this.#callers.set(called, [path]);
        else callers.push(path);
        pending.push(called);
      }
    }
  }

  /** The next file on the shortest way to a file, by each explored file from which one leads there. */
  #waysTo(to: string): ReadonlyMap<string, string> {
    const known = this.#ways.get(to);
    if (known?.explored === this.#explored.size) return known.next;
    const next = new Map<string, string>();
    const reached = new Set([to]);
    for (const path of reached) {
      for (const caller of this.#callers.get(path) ?? []) {
        if (reached.has(caller)) continue;
        reached.add(caller);
        next.set(caller, path);
      }
    }
    this.#ways.set(to, { explored: this.#explored.size, next });
    return next;
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
