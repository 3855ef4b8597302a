import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { SeenJob, SeenRun, ServerView } from './history.ts';

const PAGE = 100;

/** How a server is reached and where its files are. */
export interface ServerPlace {
  readonly name: string;
  readonly url: string;
  readonly data: string;
}

/** All that a server shows of some repositories, and its log files. */
export async function readServer(place: ServerPlace, repositories: readonly string[]): Promise<ServerView> {
  const runs: SeenRun[] = [];
  for (const repository of repositories) {
    for (const run of await readRuns(place.url, repository)) {
      const path = `/api/v3/repos/${repository}/actions/runs/${run.id}/jobs?filter=all`;
      const jobs = await readPages<ApiJob>(place.url, path, 'jobs');
      runs.push({ ...seenRun(repository, run), jobs: jobs.map(seenJob).sort((a, b) => a.id - b.id) });
    }
  }
  const folder = join(place.data, 'logs');
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const read = async (chosen: (name: string) => boolean): Promise<Map<string, string>> => {
    const texts = new Map<string, string>();
    for (const name of names.filter(chosen)) texts.set(name, await readFile(join(folder, name), 'utf8'));
    return texts;
  };
  return {
    name: place.name,
    runs,
    logs: await read((name) => name.endsWith('.log')),
    records: await read((name) => basename(name) === 'run.json'),
  };
}

/** The runs of a repository, without their jobs. */
export async function readRuns(url: string, repository: string): Promise<ApiRun[]> {
  return readPages<ApiRun>(url, `/api/v3/repos/${repository}/actions/runs`, 'workflow_runs');
}

/** A run in GitHub's form. */
export interface ApiRun {
  readonly id: number;
  readonly run_number: number;
  readonly run_attempt: number;
  readonly head_sha: string;
  readonly path: string;
  readonly status: string;
  readonly conclusion: string | null;
}

interface ApiJob {
  readonly id: number;
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly steps: readonly {
    readonly number: number;
    readonly name: string;
    readonly status: string;
    readonly conclusion: string | null;
  }[];
}

async function readPages<Item>(url: string, path: string, list: string): Promise<Item[]> {
  const items: Item[] = [];
  for (let page = 1; ; page++) {
    const separator = path.includes('?') ? '&' : '?';
    const response = await fetch(`${url}${path}${separator}per_page=${PAGE}&page=${page}`, {
      signal: AbortSignal.timeout(30_000),
    });
    if (!response.ok) throw new Error(`${url}${path} answered ${response.status}: ${await response.text()}`);
    const answer = (await response.json()) as { readonly [name: string]: readonly Item[] };
    const found = answer[list] ?? [];
    items.push(...found);
    if (found.length < PAGE) return items;
  }
}

function seenRun(repository: string, run: ApiRun): Omit<SeenRun, 'jobs'> {
  return {
    id: run.id,
    repository,
    number: run.run_number,
    attempt: run.run_attempt,
    sha: run.head_sha,
    path: run.path,
    status: run.status,
    conclusion: run.conclusion,
  };
}

function seenJob({ id, name, status, conclusion, steps }: ApiJob): SeenJob {
  return {
    id,
    name,
    status,
    conclusion,
    steps: steps.map((step) => ({
      number: step.number,
      name: step.name,
      status: step.status,
      conclusion: step.conclusion,
    })),
  };
}
