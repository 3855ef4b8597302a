import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Installation, type Run } from './installation.ts';

/** RUNBOOK_KILLS=500 makes a longer campaign. */
const KILLS = Number(process.env['RUNBOOK_KILLS'] ?? 50);
/** The pauses between start and kill, in ms, come from this seed: the same seed gives the same pauses. */
const SEED = Number(process.env['RUNBOOK_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const PUSHES_BETWEEN_KILLS = 2;

let installation: Installation;
let ledger: string;

beforeAll(async () => {
  installation = await Installation.create(4);
  ledger = join(installation.folder, 'ledger');
});

afterAll(async () => {
  await installation.remove();
});

/** Each step writes down that it started before it does anything else: the ledger is the independent witness. */
const workflow = (): string => `on: push
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
`;

describe(`runbook serve killed with SIGKILL ${KILLS} times while commits are pushed`, () => {
  it('concludes every pushed commit exactly once and starts no step twice', {
    timeout: 60_000 + KILLS * 6_000,
  }, async () => {
    console.log(`seed ${SEED}`);
    const random = generator(SEED);
    const { server } = installation;
    const pushed: string[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      const killed = (async () => {
        await wait(random() * 600);
        await server.kill();
      })();
      for (let push = 0; push < PUSHES_BETWEEN_KILLS; push++)
        pushed.push(await installation.commitAndPush(workflow()));
      await killed;
      server.start();
      // Half of the time the server is killed again before it is ready.
      if (random() < 0.5) await server.ready();
    }
    await server.ready();
    // What the hook could not deliver it kept; the next push sends it.
    pushed.push(await installation.commitAndPush());

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
    // Every run has its file, and says there what it says everywhere.
    for (const { run_number: number, conclusion } of runs) {
      expect(await runFileOf(number)).toMatchObject({ run: { number, status: 'completed', conclusion } });
    }
    // The last push met no kill.
    expect(runsOf.get(pushed.at(-1) ?? '')?.[0]?.conclusion).toBe('success');
  });
});

/** The `run.json` of a run, as soon as it is there. */
async function runFileOf(number: number): Promise<unknown> {
  const path = join(installation.server.data, 'logs', 'demo', 'app', String(number), 'run.json');
  while (!existsSync(path)) await wait(20);
  return JSON.parse(await readFile(path, 'utf8'));
}

/** Waits until the server knows `count` runs and all of them have completed. */
async function allRunsCompleted(count: number): Promise<Run[]> {
  for (;;) {
    const runs = await installation.runs();
    if (runs.length >= count && runs.every((run) => run.status === 'completed')) return runs;
    await wait(200);
  }
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
