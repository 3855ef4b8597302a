import { spawn } from 'node:child_process';
import { constants, closeSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** FIFOs that one `mkfifo` makes: it costs 4 to 9 ms, however many. */
const BATCH = 32;

/** No FIFO can be made, in one sentence for the step's log. */
export class FifoError extends Error {
  override readonly name = 'FifoError';
}

/**
 * FIFOs made ahead, off the path of a starting step. Output goes through FIFOs because a program may open
 * `/dev/stdout` or `/dev/stderr` again, which the sockets that Node uses as pipes do not allow.
 */
export class FifoPool {
  readonly #folder: string;
  readonly #ready: string[] = [];
  #making: Promise<void> | null = null;
  #made = 0;

  /** @param folder belongs to the pool alone: it is emptied and made when the first FIFO is wanted */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Begins to make FIFOs if few are left. Never throws: `take` says what is wrong. */
  prepare(): void {
    if (this.#ready.length >= BATCH / 2) return;
    this.#make().catch(() => undefined);
  }

  /** Resolves when none is being made: the folder may be removed then. Never throws. */
  async settled(): Promise<void> {
    await this.#making?.catch(() => undefined);
  }

  /** The path of a FIFO of this name. @throws FifoError */
  async take(name: string): Promise<string> {
    while (this.#ready.length === 0) await this.#make();
    const made = this.#ready.pop();
    this.prepare();
    if (made === undefined) return this.take(name);
    const path = join(this.#folder, name);
    renameSync(made, path);
    return path;
  }

  #make(): Promise<void> {
    this.#making ??= this.#makeBatch().finally(() => {
      this.#making = null;
    });
    return this.#making;
  }

  async #makeBatch(): Promise<void> {
    if (this.#made === 0) {
      rmSync(this.#folder, { recursive: true, force: true });
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    }
    const paths = Array.from({ length: BATCH }, () => join(this.#folder, `free-${this.#made++}`));
    await makeFifos(paths);
    this.#ready.push(...paths);
  }
}

/** Two ends of a FIFO that nobody else can open any more. */
export interface OpenFifo {
  /** Never blocks. */
  readonly read: number;
  /** Blocks while the FIFO is full, as programs expect of their output. */
  readonly write: number;
}

/** Opens both ends of the FIFO at `path` and removes its name. */
export function openFifo(path: string): OpenFifo {
  const read = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    return { read, write: openSync(path, constants.O_WRONLY) };
  } catch (error) {
    closeSync(read);
    throw error;
  } finally {
    rmSync(path, { force: true });
  }
}

function makeFifos(paths: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('mkfifo', ['-m', '600', ...paths], { stdio: ['ignore', 'ignore', 'pipe'] });
    let complaint = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(0, 1_000);
    });
    child.once('error', (error) => {
      reject(
        new FifoError(
          `The command mkfifo (of coreutils) could not be started: ${error.message}. Install it or add it to PATH.`,
          {
            cause: error,
          },
        ),
      );
    });
    child.once('close', (code) => {
      if (code === 0) resolve();
      else
        reject(
          new FifoError(
            `mkfifo failed (${complaint.trim() || `exit code ${code}`}). Is the folder for temporary files full?`,
          ),
        );
    });
  });
}
