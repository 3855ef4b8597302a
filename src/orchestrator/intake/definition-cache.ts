import { findNotExecuted, type ParsedWorkflow, parseWorkflow } from '../../workflow/index.ts';
import type { Problem } from '../../events/problem.ts';

/** A workflow file as intake needs it: parsed, and what this version would not execute of it. */
export interface ReadWorkflow extends ParsedWorkflow {
  /** Empty where the file is broken or all of it can be executed. */
  readonly notExecuted: readonly Problem[];
}

/** Characters of source text that are remembered; about 32 MiB of memory with what is parsed from them. */
const DEFAULT_LIMIT = 4 * 1024 * 1024;

/**
 * Remembers parsed workflow files by path and text, so that a push that did not change them does not parse
 * them again. Bounded by the length of the texts; what was not used for longest goes first.
 */
export class DefinitionCache {
  readonly #limit: number;
  readonly #entries = new Map<string, ReadWorkflow>();
  #characters = 0;

  constructor(limitCharacters = DEFAULT_LIMIT) {
    this.#limit = limitCharacters;
  }

  /** The workflow in `source`; `path` is part of it, as problems and the default name quote it. */
  read(path: string, source: string): ReadWorkflow {
    const key = `${path}\0${source}`;
    const known = this.#entries.get(key);
    if (known !== undefined) {
      this.#entries.delete(key);
      this.#entries.set(key, known);
      return known;
    }
    const workflow = readWorkflow(path, source);
    this.#entries.set(key, workflow);
    this.#characters += key.length;
    for (const oldest of this.#entries.keys()) {
      if (this.#characters <= this.#limit) break;
      this.#entries.delete(oldest);
      this.#characters -= oldest.length;
    }
    return workflow;
  }
}

function readWorkflow(path: string, source: string): ReadWorkflow {
  const parsed = parseWorkflow(source, path);
  const notExecuted = parsed.definition === null ? [] : findNotExecuted(source, path, parsed.definition);
  return { ...parsed, notExecuted };
}
