import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Installation } from './installation.ts';

let installation: Installation;
let ledger: string;

beforeAll(async () => {
  installation = await Installation.create(2);
  ledger = join(installation.folder, 'ledger');
});

afterAll(async () => {
  await installation.remove();
});

/** The first try of each job waits to be killed. */
const workflow = (): string => `on: push
jobs:
  again:
    runs-on: ubuntu-latest
    retry: { attempts: 2, on: [worker-lost] }
    steps:
      - run: echo again >> ${ledger}; [ $(grep -c again ${ledger}) = 2 ] || sleep 600
  once:
    runs-on: ubuntu-latest
    retry: { attempts: 2 }
    steps:
      - run: echo once >> ${ledger}; sleep 600
`;

it('a job whose worker is killed with SIGKILL is tried again where `on` names it, and fails otherwise', async () => {
  const { server } = installation;
  const sha = await installation.commitAndPush(workflow());
  const started = async (): Promise<string[]> =>
    existsSync(ledger) ? (await readFile(ledger, 'utf8')).trim().split('\n').sort() : [];
  while ((await started()).length < 2) await wait(20);
  await server.kill();
  server.start();
  await server.ready();
  const run = await installation.runOf(sha, ({ status }) => status === 'completed');
  expect(await started()).toEqual(['again', 'again', 'once']);
  expect(run.conclusion).toBe('failure');
  const answer = await fetch(`${server.url}/api/v3/repos/demo/app/actions/runs/${run.id}/jobs?filter=all`);
  const { jobs } = (await answer.json()) as { jobs: { name: string; conclusion: string }[] };
  expect(jobs.map(({ name, conclusion }) => `${name} ${conclusion}`).sort()).toEqual([
    'again failure',
    'again success',
    'once failure',
  ]);
});
