import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deliveryId, repositoryName, stamp } from '../../../src/events/index.ts';
import { type EventLog, openEmbeddedLog } from '../../../src/log/index.ts';
import type { RunListShape } from '../../../src/server/index.ts';
import { type HttpRemote, serveOverHttp } from '../../unit/git/http-remote.ts';
import { Origin } from '../pipeline/origin.ts';
import { temporaryFolder } from '../pipeline/pipeline.ts';
import { RoleProcess, TOKEN, WORKER_TOKEN } from './role-process.ts';

const CREDENTIALS = 'robot:Cr3dentials-Of-The-Remote';
const SECRET = 'correct-horse-battery';
const WEBHOOK_SECRET = 'a-webhook-secret';
const HIDDEN = ['Cr3dentials-Of-The-Remote', SECRET, Buffer.from(CREDENTIALS).toString('base64')];

const CI = `
name: CI
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    env:
      KEY: \${{ secrets.KEY }}
    steps:
      - name: Say it
        run: cat hello.txt; echo "\${#KEY} $KEY"
`;

/** Processes of one role each, on one log that they share as they would share Kafka. */
describe('server, orchestrator and worker in processes of their own', () => {
  let place: ReturnType<typeof temporaryFolder>;
  let log: EventLog;
  let origin: Origin;
  let remote: HttpRemote;
  let server: RoleProcess;
  let processes: RoleProcess[];

  beforeEach(async () => {
    place = temporaryFolder();
    log = openEmbeddedLog(join(place.path, 'log.db'));
    origin = new Origin(place.path);
    remote = await serveOverHttp(place.path, CREDENTIALS);
    processes = [];
    server = await start('server', {});
    const url = `${remote.url.replace('//', `//${CREDENTIALS}@`)}/origin.git`;
    await change('POST', '/api/repositories', { full_name: 'acme/app', url, secret: WEBHOOK_SECRET });
    await change('PUT', '/api/repositories/acme/app/secrets/KEY', { value: SECRET });
  });
  afterEach(async () => {
    for (const one of processes.toReversed()) await one.stop();
    await log.close();
    await remote.close();
    place.remove();
  });

  async function start(
    role: 'server' | 'orchestrator' | 'worker',
    options: Partial<Parameters<typeof RoleProcess.start>[1]>,
  ): Promise<RoleProcess> {
    const data = join(place.path, `${role}-${processes.length}`);
    const started = await RoleProcess.start(role, { log, data, ...options });
    processes.push(started);
    return started;
  }

  const startOrchestrator = () => start('orchestrator', { server: { url: server.url, token: TOKEN } });
  const startWorker = () => start('worker', { server: { url: server.url, token: WORKER_TOKEN } });

  async function change(method: string, path: string, body: object): Promise<void> {
    const answer = await server.request(path, { method, body: JSON.stringify(body) });
    expect(answer.ok, await answer.text()).toBe(true);
  }

  /** A workflow whose second job begins when the test lets the first one end. */
  const slow = (): string => `
on: push
jobs:
  first:
    runs-on: ubuntu-latest
    steps:
      - run: while [ ! -e ${place.path}/go ]; do sleep 0.02; done
  second:
    needs: first
    runs-on: ubuntu-latest
    steps:
      - run: test -n "\${{ secrets.KEY }}"
`;

  /** Pushes a commit; gives what a hook says of it. */
  function pushed(delivery: string, workflow: string) {
    origin.commit(delivery, { '.runbook/ci.yml': workflow, 'hello.txt': `hello ${delivery}\n` });
    const { ref, before, after } = origin.push('refs/heads/main');
    return { repository: 'acme/app', delivery, ref, before: before ?? '0'.repeat(40), after: after ?? '' };
  }

  /** Pushes a commit and puts it on the log, as a server that ends just then has done. */
  async function deliver(delivery: string): Promise<void> {
    const { ref, before, after } = pushed(delivery, CI);
    const trigger = {
      event: 'push',
      ref,
      sha: after,
      before,
      deleted: false,
      forced: false,
      actor: 'ada',
      message: null,
    };
    const event = stamp(
      {
        type: 'delivery_received',
        repository: repositoryName('acme/app'),
        delivery: deliveryId(delivery),
        forge: 'git',
        trigger,
        payload: {},
      },
      { by: 'server', now: Date.now() },
    );
    await log.append('runbook.events', [{ key: 'acme/app', value: JSON.stringify(event) }]);
  }

  /** Pushes a commit and tells a server. */
  async function push(delivery: string, to = server, workflow = CI): Promise<void> {
    const body = JSON.stringify({ ...pushed(delivery, workflow), actor: 'ada' });
    const headers = { authorization: `Bearer ${WEBHOOK_SECRET}` };
    const answer = await fetch(`${to.url}/webhooks/git`, { method: 'POST', headers, body });
    expect(answer.status, await answer.text()).toBe(202);
  }

  /** The conclusions of all runs at a server, the newest first. */
  async function conclusions(at = server): Promise<readonly (string | null)[]> {
    const list = (await (await at.request('/api/runs')).json()) as RunListShape;
    return list.workflow_runs.map(({ conclusion }) => conclusion);
  }

  const untilSuccess = (runs: number, at = server) =>
    expect
      .poll(() => conclusions(at), { timeout: 20_000 })
      .toEqual(Array.from({ length: runs }, () => 'success'));

  /** Waits for a text in a step's log of the first run: output has a topic of its own and may be later than its run. */
  async function untilLogged(file: string, text: string): Promise<void> {
    const path = join(server.folder.logs, 'acme/app/1/build.1', file);
    const logged = (): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');
    await expect.poll(logged, { timeout: 20_000 }).toContain(text);
  }

  /** Every byte of all data folders and of what the processes logged. */
  function everything(): string {
    const files = readdirSync(place.path, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const texts = files.map((file) => readFileSync(join(file.parentPath, file.name), 'latin1'));
    return [...texts, ...processes.flatMap(({ logged }) => logged)].join('\n');
  }

  it('make a push a run: credentials and secrets come by HTTP and stay hidden', async () => {
    await startOrchestrator();
    const worker = await startWorker();
    await push('first');
    await untilSuccess(1);
    await untilLogged('02-Say-it.log', 'hello first');
    await untilLogged('02-Say-it.log', `${SECRET.length} ***`);
    expect(remote.authorizations.every((header) => header?.startsWith('Basic '))).toBe(true);
    expect(server.logged.join('')).toContain('A worker was given the secrets of its job');
    expect(worker.folder.keys).not.toBe(server.folder.keys);
    expect(readdirSync(worker.folder.keys)).toEqual([]);
    const seen = everything();
    for (const hidden of HIDDEN) expect(seen.includes(hidden), hidden).toBe(false);
    for (const token of [TOKEN, WORKER_TOKEN]) {
      expect(processes.flatMap(({ logged }) => logged).join('')).not.toContain(token);
    }
  });

  it('wait for a server that is away, with what needs it, and go on when it is back', async () => {
    const orchestrator = await startOrchestrator();
    const worker = await startWorker();
    await push('first', server, slow());
    const first = join(server.folder.logs, 'acme/app/1/first.1');
    await expect.poll(() => existsSync(first), { timeout: 20_000 }).toBe(true);
    const port = Number(new URL(server.url).port);
    await server.stop();

    writeFileSync(join(place.path, 'go'), '');
    const away = [expect.stringContaining('cannot be reached')];
    await expect.poll(() => worker.composition.obstacles(), { timeout: 20_000 }).toEqual(away);
    await deliver('second');
    await expect.poll(() => orchestrator.composition.obstacles(), { timeout: 20_000 }).toEqual(away);

    server = await RoleProcess.start('server', { log, data: server.folder.path, port });
    processes[0] = server;
    await untilSuccess(2);
    expect(worker.composition.obstacles()).toEqual([]);
    expect(worker.logged.join('')).toContain('The server answers again');
  });

  it('are served alike by two servers, whichever was told', async () => {
    const second = await start('server', {});
    await startOrchestrator();
    await startWorker();
    await push('first', second);
    await untilSuccess(1);
    await untilSuccess(1, second);
  });

  it('need one master key for all servers; one that has another says so', async () => {
    const other = await start('server', { masterKey: 'cd'.repeat(32) });
    await expect
      .poll(() => other.logged.join(''), { timeout: 20_000 })
      .toContain('The master key opens no secret that is stored');
    expect(server.logged.join('')).not.toContain('The master key');
  });

  it('say why they do not work, and what they need is not given to the wrong token', async () => {
    const url = server.url;
    const worker = await start('worker', {
      server: { url, token: 'a-token-of-somebody-else' },
    });
    const orchestrator = await start('orchestrator', { server: { url, token: WORKER_TOKEN } });
    await push('first');
    await expect
      .poll(() => orchestrator.composition.obstacles(), { timeout: 20_000 })
      .toEqual([expect.stringContaining('refuses the token')]);
    expect(await conclusions()).toEqual([]);
    expect(worker.composition.obstacles()).toEqual([]);
    await startOrchestrator();
    await orchestrator.stop();
    await expect.poll(() => conclusions(), { timeout: 20_000 }).toEqual(['failure']);
    await untilLogged('01-Set-up-job.log', 'refuses the token');
  });

  it('stop in the order that lets a worker finish what it runs', async () => {
    await startOrchestrator();
    const worker = await startWorker();
    await push('first', server, slow().split('  second:')[0]);
    const first = join(server.folder.logs, 'acme/app/1/first.1');
    await expect.poll(() => existsSync(first), { timeout: 20_000 }).toBe(true);
    const drained = worker.composition.worker?.drain(60_000);
    writeFileSync(join(place.path, 'go'), '');
    await drained;
    await worker.stop();
    await untilSuccess(1);
  });
});
