import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROGRAM, ServerProcess, freePort } from './server-process.ts';

const execute = promisify(execFile);

/** RUNBOOK_KILLS=500 makes a longer campaign. */
const KILLS = Number(process.env['RUNBOOK_KILLS'] ?? 50);
/** The pauses between start and kill, in ms, come from this seed: the same seed gives the same pauses. */
const SEED = Number(process.env['RUNBOOK_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const PUSHES_BETWEEN_KILLS = 2;

interface Run {
  readonly id: number;
  readonly head_sha: string;
  readonly status: string;
  readonly conclusion: string | null;
}

let folder: string;
let clone: string;
let bare: string;
let ledger: string;
let server: ServerProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'runbook-kill-'));
  clone = join(folder, 'clone');
  bare = join(folder, 'app.git');
  ledger = join(folder, 'ledger');
  await git(folder, 'init', '-q', '--bare', '-b', 'main', bare);
  await git(folder, 'init', '-q', '-b', 'main', clone);
  await git(clone, 'remote', 'add', 'origin', bare);
  await mkdir(join(clone, '.runbook'));
  // Each step writes down that it started before it does anything else: the ledger is the independent witness.
  await writeFile(
    join(clone, '.runbook', 'ci.yml'),
    `on: push
jobs:
  first:
    runs-on: ubuntu-latest
    steps:
      - run: echo "$GITHUB_RUN_ID first 1" >> ${ledger}; sleep 0.05
      - run: echo "$GITHUB_RUN_ID first 2" >> ${ledger}
  second:
    needs: first
    runs-on: ubuntu-latest
    steps:
      - run: echo "$GITHUB_RUN_ID second 1" >> ${ledger}
`,
  );
  await git(clone, 'add', '-A');
  await git(clone, 'commit', '-q', '-m', 'Begin');
  await git(clone, 'push', '-q', 'origin', 'main');
  server = new ServerProcess(join(folder, 'data'), await freePort());
  server.start();
  await server.ready();
  const access = ['--server', server.url, '--token', await server.token()];
  await execute(process.execPath, [PROGRAM, 'repo', 'add', 'demo/app', bare, ...access]);
  await execute(process.execPath, [PROGRAM, 'hook', 'install', bare, '--name', 'demo/app', ...access]);
});

afterAll(async () => {
  await server.kill();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

describe(`runbook serve killed with SIGKILL ${KILLS} times while commits are pushed`, () => {
  it('concludes every pushed commit exactly once and starts no step twice', {
    timeout: 60_000 + KILLS * 6_000,
  }, async () => {
    console.log(`seed ${SEED}`);
    const random = generator(SEED);
    const pushed: string[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      const killed = (async () => {
        await wait(random() * 600);
        await server.kill();
      })();
      for (let push = 0; push < PUSHES_BETWEEN_KILLS; push++) pushed.push(await commitAndPush());
      await killed;
      server.start();
      // Half of the time the server is killed again before it is ready.
      if (random() < 0.5) await server.ready();
    }
    await server.ready();
    // What the hook could not deliver it kept; the next push sends it.
    pushed.push(await commitAndPush());

    const runs = await allRunsCompleted(pushed.length);
    const runsOf = new Map<string, Run[]>();
    for (const run of runs) runsOf.set(run.head_sha, [...(runsOf.get(run.head_sha) ?? []), run]);
    expect([...runsOf.keys()].sort()).toEqual([...pushed].sort());
    for (const [sha, of] of runsOf) expect({ sha, runs: of.length }).toEqual({ sha, runs: 1 });
    for (const run of runs) expect(['success', 'failure']).toContain(run.conclusion);

    const started = (await readFile(ledger, 'utf8')).trim().split('\n');
    expect(started.length).toBe(new Set(started).size);
    const position = new Map(started.map((line, index) => [line, index]));
    for (const run of runs) {
      const second = position.get(`${run.id} second 1`);
      const first = position.get(`${run.id} first 2`);
      if (second !== undefined) expect(first).toBeLessThan(second);
      if (run.conclusion === 'success') expect(second).toBeDefined();
    }
    // The last push met no kill.
    expect(runsOf.get(pushed.at(-1) ?? '')?.[0]?.conclusion).toBe('success');
  });
});

let commits = 0;

async function commitAndPush(): Promise<string> {
  commits += 1;
  await writeFile(join(clone, 'count.txt'), `${commits}\n`);
  await git(clone, 'add', '-A');
  await git(clone, 'commit', '-q', '-m', `Commit ${commits}`);
  await git(clone, 'push', '-q', 'origin', 'main');
  return git(clone, 'rev-parse', 'HEAD');
}

/** Waits until the server knows `count` runs and all of them have completed. */
async function allRunsCompleted(count: number): Promise<Run[]> {
  for (;;) {
    const runs: Run[] = [];
    for (let page = 1; ; page++) {
      const response = await fetch(
        `${server.url}/api/v3/repos/demo/app/actions/runs?per_page=100&page=${page}`,
      );
      const answer = (await response.json()) as { workflow_runs: Run[] };
      runs.push(...answer.workflow_runs);
      if (answer.workflow_runs.length < 100) break;
    }
    if (runs.length >= count && runs.every((run) => run.status === 'completed')) return runs;
    await wait(200);
  }
}

async function git(cwd: string, ...args: string[]): Promise<string> {
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

/** A small seeded generator (mulberry32): numbers from 0 up to 1. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
