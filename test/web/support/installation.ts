import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type {
  GraphLegShape,
  GraphShape,
  RunDetailShape,
  RunListShape,
} from '../../../src/server/shapes/index.ts';
import { freePort, ServerProcess } from '../../crash/server-process.ts';
import { Project } from './project.ts';

/** How the server is started. */
export interface InstallationOptions {
  /** Jobs at a time; default 2. */
  readonly capacity?: number;
  /** More flags of `runbook serve`. */
  readonly flags?: readonly string[];
}

/** A real server on a free port, and the repositories that push to it. */
export class Installation {
  readonly server: ServerProcess;
  readonly #folder: string;
  readonly #projects: Project[] = [];

  private constructor(folder: string, server: ServerProcess) {
    this.#folder = folder;
    this.server = server;
  }

  static async start({ capacity = 2, flags = [] }: InstallationOptions = {}): Promise<Installation> {
    const folder = await mkdtemp(join(tmpdir(), 'runbook-web-'));
    const server = new ServerProcess(join(folder, 'data'), await freePort(), capacity, ...flags);
    server.start();
    await server.ready();
    return new Installation(folder, server);
  }

  /** A bare repository of this name, registered and with its hook, and a checkout to push from. */
  async project(name = 'demo/app'): Promise<Project> {
    const project = await Project.make(name, this.server);
    this.#projects.push(project);
    return project;
  }

  /** A link that signs a browser in, once. */
  async signInLink(): Promise<string> {
    return (await this.post<{ url: string }>('/api/sign-in-links')).url;
  }

  /** Reads from the API. */
  get<Answer>(path: string): Promise<Answer> {
    return this.#call(path, { method: 'GET' });
  }

  /** Changes something by the API, with the token. */
  post<Answer>(path: string, body: object = {}): Promise<Answer> {
    return this.#call(path, { method: 'POST', body: JSON.stringify(body) });
  }

  /** Sets something by the API, with the token. */
  put<Answer>(path: string, body: object): Promise<Answer> {
    return this.#call(path, { method: 'PUT', body: JSON.stringify(body) });
  }

  /** Removes something by the API, with the token. */
  delete<Answer>(path: string): Promise<Answer> {
    return this.#call(path, { method: 'DELETE' });
  }

  /** Waits for a run of a commit that is as `is` says; without it, for any. Gives the newest. */
  async runOf(sha: string, is: (run: RunDetailShape) => boolean = () => true): Promise<RunDetailShape> {
    for (;;) {
      const { workflow_runs } = await this.get<RunListShape>('/api/runs?per_page=100');
      const run = workflow_runs.find((one) => one.head_sha === sha && is(one));
      if (run !== undefined) return run;
      await wait(50);
    }
  }

  /** Waits for the run of a commit to end, with a workflow's name for the run of that workflow. */
  completed(sha: string, workflow?: string): Promise<RunDetailShape> {
    return this.runOf(
      sha,
      ({ name, status }) => status === 'completed' && (workflow === undefined || name === workflow),
    );
  }

  /** The newest attempt of the job with this name, matrix values included; throws where there is none. */
  async job(run: number, name: string): Promise<GraphLegShape> {
    const { jobs } = await this.get<GraphShape>(`/api/runs/${run}/graph`);
    const job = jobs.flatMap(({ legs }) => legs).find((leg) => leg.name === name);
    if (job === undefined) throw new Error(`Run ${run} has no job ${name}.`);
    return job;
  }

  async remove(): Promise<void> {
    await this.server.kill();
    for (const project of this.#projects) await project.remove();
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async #call<Answer>(path: string, init: RequestInit): Promise<Answer> {
    const headers = {
      authorization: `Bearer ${await this.server.token()}`,
      'content-type': 'application/json',
    };
    const response = await fetch(this.server.url + path, { ...init, headers });
    if (!response.ok) throw new Error(`${init.method} ${path}: ${response.status} ${await response.text()}`);
    const text = await response.text();
    // Some changes are answered with nothing.
    return (text === '' ? null : JSON.parse(text)) as Answer;
  }
}
