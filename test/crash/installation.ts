import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { PROGRAM, ServerProcess, freePort } from './server-process.ts';

const execute = promisify(execFile);

/** What the tests read of a run. */
export interface Run {
  readonly id: number;
  readonly head_sha: string;
  readonly run_number: number;
  readonly run_attempt: number;
  readonly status: string;
  readonly conclusion: string | null;
}

/** A server process, a bare repository `demo/app` with its hook, and a clone to push from. */
export class Installation {
  readonly folder: string;
  readonly server: ServerProcess;
  readonly #clone: string;
  readonly #bare: string;
  #commits = 0;

  private constructor(folder: string, server: ServerProcess) {
    this.folder = folder;
    this.server = server;
    this.#clone = join(folder, 'clone');
    this.#bare = join(folder, 'app.git');
  }

  /** @param capacity jobs at a time */
  static async create(capacity: number): Promise<Installation> {
    const folder = await mkdtemp(join(tmpdir(), 'runbook-crash-'));
    const server = new ServerProcess(join(folder, 'data'), await freePort(), capacity);
    const installation = new Installation(folder, server);
    await installation.#begin();
    return installation;
  }

  async #begin(): Promise<void> {
    await this.#git(this.folder, 'init', '-q', '--bare', '-b', 'main', this.#bare);
    await this.#git(this.folder, 'init', '-q', '-b', 'main', this.#clone);
    await this.#git(this.#clone, 'remote', 'add', 'origin', this.#bare);
    await mkdir(join(this.#clone, '.runbook'));
    await this.commitAndPush();
    this.server.start();
    await this.server.ready();
    const access = ['--server', this.server.url, '--token', await this.server.token()];
    await execute(process.execPath, [PROGRAM, 'repo', 'add', 'demo/app', this.#bare, ...access]);
    await execute(process.execPath, [
      PROGRAM,
      'hook',
      'install',
      this.#bare,
      '--name',
      'demo/app',
      ...access,
    ]);
  }

  /** Commits, with another workflow if one is given, and pushes; gives the commit. */
  async commitAndPush(workflow?: string): Promise<string> {
    this.#commits += 1;
    if (workflow !== undefined) await writeFile(join(this.#clone, '.runbook', 'ci.yml'), workflow);
    await writeFile(join(this.#clone, 'count.txt'), `${this.#commits}\n`);
    await this.#git(this.#clone, 'add', '-A');
    await this.#git(this.#clone, 'commit', '-q', '-m', `Commit ${this.#commits}`);
    await this.#git(this.#clone, 'push', '-q', 'origin', 'main');
    return this.#git(this.#clone, 'rev-parse', 'HEAD');
  }

  async runs(): Promise<Run[]> {
    const runs: Run[] = [];
    for (let page = 1; ; page++) {
      const response = await fetch(
        `${this.server.url}/api/v3/repos/demo/app/actions/runs?per_page=100&page=${page}`,
      );
      const answer = (await response.json()) as { workflow_runs: Run[] };
      runs.push(...answer.workflow_runs);
      if (answer.workflow_runs.length < 100) return runs;
    }
  }

  /** Waits for the run of a commit to be as `is` says. */
  async runOf(sha: string, is: (run: Run) => boolean): Promise<Run> {
    for (;;) {
      const run = (await this.runs()).find(({ head_sha }) => head_sha === sha);
      if (run !== undefined && is(run)) return run;
      await wait(20);
    }
  }

  async remove(): Promise<void> {
    await this.server.kill();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async #git(cwd: string, ...args: string[]): Promise<string> {
    const { stdout } = await execute('git', args, {
      cwd,
      env: {
        ...process.env,
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_AUTHOR_NAME: 'Test',
        GIT_AUTHOR_EMAIL: 'test@localhost',
        GIT_COMMITTER_NAME: 'Test',
        GIT_COMMITTER_EMAIL: 'test@localhost',
      },
    });
    return stdout.trim();
  }
}
