import { constants } from 'node:buffer';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isRepositoryName, type RepositoryName } from '../../events/index.ts';
import { hasCode } from '../error-code.ts';
import { runFolder } from '../log-files/index.ts';
import { DocumentError, readRunDocument, type RunDocument } from '../run-index/index.ts';

const NAME = 'run.json';
/** A file is written under this name first. There is one writer, so what a crash left is written over. */
const UNFINISHED = 'run.json.new';
/** What one text can hold; no larger file was ever written. */
const MOST_BYTES = constants.MAX_STRING_LENGTH;

/** What was found of a run on the disk. */
export type FoundRun =
  | {
      readonly kind: 'run';
      readonly path: string;
      /** Of the file. */
      readonly bytes: number;
      readonly document: RunDocument;
    }
  | { readonly kind: 'broken'; readonly path: string; readonly reason: string };

/** The files `<root>/<owner>/<name>/<run number>/run.json`, each with all that the API shows of a finished run. */
export class RunFiles {
  readonly #root: string;

  /** @param root the folder of the logs, absolute */
  constructor(root: string) {
    this.#root = root;
  }

  /** The file of a run, absolute. @throws LogPathError */
  path(repository: RepositoryName, number: number): string {
    return join(runFolder(this.#root, repository, number), NAME);
  }

  /** Writes a run's file in place of an older one: at any moment there is the old one or the new one. */
  async write(repository: RepositoryName, number: number, content: string): Promise<void> {
    const path = this.path(repository, number);
    const folder = dirname(path);
    const unfinished = join(folder, UNFINISHED);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = await open(unfinished, 'w', 0o600);
    try {
      await file.writeFile(content);
      // Without it a power cut could leave the new name on an empty file, with the old one gone.
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  }

  /** Removes the folder of a run that is not there any more. */
  async remove(repository: RepositoryName, number: number): Promise<void> {
    await rm(runFolder(this.#root, repository, number), { recursive: true, force: true });
  }

  /** All files, one after the other; those of a repository by the number of their run. */
  async *all(): AsyncGenerator<FoundRun, void, undefined> {
    for (const owner of yield* namesIn(this.#root)) {
      for (const name of yield* namesIn(join(this.#root, owner))) {
        const repository = `${owner}/${name}`;
        if (isRepositoryName(repository)) yield* this.#ofRepository(repository);
      }
    }
  }

  async *#ofRepository(repository: RepositoryName): AsyncGenerator<FoundRun, void, undefined> {
    const names = yield* namesIn(join(this.#root, repository));
    const numbers = names
      .filter((name) => /^[1-9]\d{0,14}$/.test(name))
      .map(Number)
      .sort((one, other) => one - other);
    for (const number of numbers) {
      const found = await read(this.path(repository, number), repository, number);
      if (found !== null) yield found;
    }
  }
}

async function read(path: string, repository: RepositoryName, number: number): Promise<FoundRun | null> {
  try {
    const { size: bytes } = await stat(path);
    if (bytes > MOST_BYTES) throw new DocumentError(`it has more than ${MOST_BYTES} bytes`);
    const document = readRunDocument(await readFile(path, 'utf8'));
    if (document.repository !== repository || document.number !== number) {
      throw new DocumentError(`it is about run ${document.number} of ${document.repository}`);
    }
    return { kind: 'run', path, bytes, document };
  } catch (error) {
    if (isAbsent(error)) return null;
    return { kind: 'broken', path, reason: reasonOf(error) };
  }
}

/** What a folder holds; nothing where there is no such folder, and where it cannot be read. */
async function* namesIn(folder: string): AsyncGenerator<FoundRun, readonly string[], undefined> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (!isAbsent(error)) yield { kind: 'broken', path: folder, reason: reasonOf(error) };
    return [];
  }
}

function isAbsent(error: unknown): boolean {
  return hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR');
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
