import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PROGRAM, type ServerProcess } from '../../crash/server-process.ts';
import { Folder } from '../../e2e/program.ts';

/** A shell with a home of its own, in which `runbook` is the built program: what a page says to type can be typed. */
export class Terminal {
  readonly #home: Folder;
  readonly #token: string;
  #folder: string;

  private constructor(home: Folder, token: string) {
    this.#home = home;
    this.#token = token;
    this.#folder = home.path;
  }

  /** @param server `runbook` may change it */
  static async open(server: ServerProcess): Promise<Terminal> {
    const home = await Folder.make();
    await home.write({ 'bin/runbook': `#!/bin/sh\nexec '${process.execPath}' '${PROGRAM}' "$@"\n` });
    await promisify(execFile)('chmod', ['+x', join(home.path, 'bin/runbook')]);
    return new Terminal(home, await server.token());
  }

  /** Runs commands where the last ones ended; throws where one of them fails. */
  async type(commands: string): Promise<void> {
    const { stdout } = await promisify(execFile)('sh', ['-ec', `${commands}\nprintf '\\n%s' "$PWD"`], {
      cwd: this.#folder,
      env: {
        PATH: `${join(this.#home.path, 'bin')}:${process.env['PATH'] ?? ''}`,
        HOME: this.#home.path,
        RUNBOOK_TOKEN: this.#token,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_AUTHOR_NAME: 'mona',
        GIT_AUTHOR_EMAIL: 'mona@example.com',
        GIT_COMMITTER_NAME: 'mona',
        GIT_COMMITTER_EMAIL: 'mona@example.com',
      },
    });
    this.#folder = stdout.slice(stdout.lastIndexOf('\n') + 1);
  }

  async close(): Promise<void> {
    await this.#home.remove();
  }
}
