import { createHmac, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { run } from './processes.ts';
import type { SampleRepository } from './repository.ts';

const SECRET = 'bench-secret';

/** A server, in whatever process it runs, as its users reach it. */
export class ServerClient {
  readonly url: string;
  readonly #program: string;
  readonly #token: string;

  /**
   * @param root the project's folder
   * @param token for changes
   */
  constructor(root: string, url: string, token: string) {
    this.url = url;
    this.#program = join(root, 'dist', 'runbook.js');
    this.#token = token;
  }

  /** Registers a repository and installs its post-receive hook. */
  async add({ name, bare }: SampleRepository): Promise<void> {
    const access = ['--server', this.url, '--token', this.#token];
    const call = (...args: readonly string[]) => run(process.execPath, [this.#program, ...args, ...access]);
    await call('repo', 'add', name, bare, '--secret', SECRET);
    await call('hook', 'install', bare, '--name', name);
  }

  /** Sends GitHub's push webhook; resolves at the 202. */
  async deliver(repository: SampleRepository, sha: string, before: string): Promise<void> {
    const body = JSON.stringify({
      ref: 'refs/heads/main',
      before,
      after: sha,
      created: false,
      deleted: false,
      forced: false,
      repository: {
        full_name: repository.name,
        name: repository.name.split('/')[1],
        default_branch: 'main',
      },
      pusher: { name: 'bench' },
      sender: { login: 'bench' },
      head_commit: { id: sha, message: 'Bench' },
    });
    const response = await fetch(`${this.url}/webhooks/github`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-github-event': 'push',
        'x-github-delivery': randomUUID(),
        'x-hub-signature-256': `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`,
      },
      body,
    });
    if (response.status !== 202)
      throw new Error(`Webhook answered ${response.status}: ${await response.text()}`);
    await response.arrayBuffer();
  }

  /** Runs of a repository that have completed. */
  async completedRuns({ name }: SampleRepository): Promise<number> {
    const response = await this.get(`/api/v3/repos/${name}/actions/runs?status=completed&per_page=1`);
    const answer: unknown = await response.json();
    if (typeof answer !== 'object' || answer === null || !('total_count' in answer)) {
      throw new Error('The list of runs has no total_count.');
    }
    return Number(answer.total_count);
  }

  get(path: string): Promise<Response> {
    return fetch(`${this.url}${path}`);
  }
}
