import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Holds a step until the test opens it: the state in between can be looked at without a race. */
export class Gate {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async make(): Promise<Gate> {
    return new Gate(await mkdtemp(join(tmpdir(), 'runbook-gate-')));
  }

  /** The shell command that waits at it; one line. It ends as well when the gate is removed. */
  get wait(): string {
    return `while [ -d '${this.#folder}' ] && [ ! -e '${this.#folder}/open' ]; do sleep 0.05; done`;
  }

  /** The shell command that fails as long as it is closed. */
  get isOpen(): string {
    return `[ -e '${this.#folder}/open' ]`;
  }

  /** Lets everything through from now on. */
  async open(): Promise<void> {
    await writeFile(join(this.#folder, 'open'), '');
  }

  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}
