import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  findNotExecuted,
  type LocalReference,
  localReferences,
  type ParsedWorkflow,
  parseWorkflow,
  prepareCallees,
  Project,
  type ProjectPlace,
  type ProjectReader,
} from '../../workflow/index.ts';
import type { Problem } from '../../events/problem.ts';
import { BoundedMemory } from './bounded-memory.ts';

/** A workflow file as intake needs it: parsed, and what this version would not execute of it. */
export interface ReadWorkflow extends ParsedWorkflow {
  /** Empty where the file is broken or all of it can be executed. */
  readonly notExecuted: readonly Problem[];
  /** Where it stands, with everything loaded that it brings in: the same at every commit at which it is read so. */
  readonly place: ProjectPlace;
}

/** Characters of source text that are remembered; about 32 MiB of memory with what is parsed from them. */
const DEFAULT_LIMIT = 4 * 1024 * 1024;

/**
 * Remembers parsed workflow files by path, text and what they bring in from their repository, so that a push that did
 * not change them does not parse them again.
 */
export class DefinitionCache {
  readonly #workflows: BoundedMemory<ReadWorkflow>;
  readonly #references: BoundedMemory<readonly LocalReference[]>;

  /** @param limitCharacters of all texts together, the files counted that a workflow brings in */
  constructor(limitCharacters = DEFAULT_LIMIT) {
    this.#workflows = new BoundedMemory(limitCharacters);
    this.#references = new BoundedMemory(limitCharacters);
  }

  /** The files of a commit, of which those are loaded that the workflows read with it bring in. */
  projectOf(reader: ProjectReader): Project {
    return new Project(reader, (source, file) =>
      this.#references.get(source, () => localReferences(source, file)),
    );
  }

  /**
   * The workflow in `source`; `path` is part of it, as problems and the default name quote it. Takes a turn for each
   * file that it brings in, as each may have been made to be slow.
   * @param project of the same commit
   * @throws what reading the commit throws
   */
  async read(path: string, source: string, project: Project): Promise<ReadWorkflow> {
    const broughtIn = await project.include({ path, source });
    const key = `${path}\0${source}\0${broughtIn.identity}`;
    const place = { files: project, path };
    if (!this.#workflows.has(key)) {
      for (const _ of prepareCallees(place, broughtIn.paths)) await nextTurn();
    }
    return this.#workflows.get(key, () => readWorkflow(path, source, place));
  }
}

function readWorkflow(path: string, source: string, place: ProjectPlace): ReadWorkflow {
  const parsed = parseWorkflow(source, path, place);
  const notExecuted = parsed.definition === null ? [] : findNotExecuted(source, path, parsed.definition);
  return { ...parsed, notExecuted, place };
}
