import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Random } from './random.ts';
import { type Character, commitFiles } from './workflows.ts';

const execute = promisify(execFile);
const LEDGER_SCRIPT = resolve('test/chaos/campaign/ledger.sh');

/** A commit that was pushed. */
export interface Pushed {
  readonly repository: string;
  readonly sha: string;
  readonly before: string;
  readonly paths: readonly string[];
  readonly broken: readonly string[];
}

/** A bare repository and a clone to push from. */
export class CampaignRepository {
  /** `chaos/one` */
  readonly name: string;
  readonly bare: string;
  readonly #clone: string;
  readonly #character: Character;
  readonly #ledger: string;
  #head = '';
  #commits = 0;

  constructor(folder: string, options: { name: string; character: Character; ledger: string }) {
    this.name = options.name;
    this.#character = options.character;
    this.#ledger = options.ledger;
    const base = join(folder, options.name.replace('/', '-'));
    this.bare = `${base}.git`;
    this.#clone = base;
  }

  /** Makes both, with a first commit that has no workflow. */
  async make(): Promise<void> {
    await git(dirname(this.bare), 'init', '-q', '--bare', '-b', 'main', this.bare);
    await git(dirname(this.bare), 'init', '-q', '-b', 'main', this.#clone);
    await git(this.#clone, 'remote', 'add', 'origin', this.bare);
    await execute('cp', [LEDGER_SCRIPT, join(this.#clone, 'ledger.sh')]);
    this.#head = await this.#commitAndPush();
  }

  /** Commits other workflows and pushes. */
  async push(random: Random): Promise<Pushed> {
    const { files, paths, broken } = commitFiles(this.#character, random, this.#ledger);
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(this.#clone, path)), { recursive: true });
      await writeFile(join(this.#clone, path), text);
    }
    const before = this.#head;
    this.#head = await this.#commitAndPush();
    return { repository: this.name, sha: this.#head, before, paths, broken };
  }

  async #commitAndPush(): Promise<string> {
    this.#commits += 1;
    await writeFile(join(this.#clone, 'count.txt'), `${this.#commits}\n`);
    await git(this.#clone, 'add', '-A');
    await git(this.#clone, 'commit', '-q', '-m', `Commit ${this.#commits}`);
    await git(this.#clone, 'push', '-q', 'origin', 'main');
    return git(this.#clone, 'rev-parse', 'HEAD');
  }
}

async function git(cwd: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await execute('git', [...args], {
    cwd,
    env: {
      PATH: process.env['PATH'],
      HOME: cwd,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_AUTHOR_NAME: 'Chaos',
      GIT_AUTHOR_EMAIL: 'chaos@localhost',
      GIT_COMMITTER_NAME: 'Chaos',
      GIT_COMMITTER_EMAIL: 'chaos@localhost',
    },
  });
  return stdout.trim();
}
