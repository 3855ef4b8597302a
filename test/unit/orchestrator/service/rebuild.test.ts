import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countOfId, deliveryId, type Draft, type RunbookEvent, stamp } from '../../../../src/events/index.ts';
import { type EventLog, openEmbeddedLog } from '../../../../src/log/index.ts';
import {
  type IntakeSource,
  type Orchestrator,
  startOrchestrator,
} from '../../../../src/orchestrator/index.ts';
import { ScriptedWorker } from '../../../integration/pipeline/scripted-worker.ts';
import { job, PUSH, REPOSITORY, started, workflow } from '../definitions.ts';

const DAY = 24 * 60 * 60 * 1_000;
const SILENT = pino({ level: 'silent' });
/** A job that may go on for weeks, and one after it. */
const DEFINITION = workflow([job('a', { timeoutMinutes: 100_000 }), job('b', { needs: ['a'] })]);

const intake: IntakeSource = {
  prepare: async ({ event, repository }) => started(event.delivery, [DEFINITION], PUSH, repository),
};

/** An orchestrator on a log in a file, which can be closed and opened again; its clock is the test's. */
class Installation {
  readonly folder = mkdtempSync(join(tmpdir(), 'runbook-rebuild-'));
  readonly counted: RunbookEvent[] = [];
  clock = Date.UTC(2026, 0, 1);
  log: EventLog = this.#open();
  orchestrator: Orchestrator = this.#start();

  #open(): EventLog {
    return openEmbeddedLog(join(this.folder, 'log.db'), { now: () => this.clock });
  }

  #start(snapshotEvents = 5): Orchestrator {
    const orchestrator = startOrchestrator({
      log: this.log,
      intake,
      logger: SILENT,
      heartbeatMs: 10,
      firstPauseMs: 1,
      snapshotEvents,
      snapshotMs: Infinity,
    });
    orchestrator.onCounted(({ event }) => this.counted.push(event));
    return orchestrator;
  }

  async restart(): Promise<void> {
    await this.orchestrator.stop();
    await this.log.close();
    this.log = this.#open();
    this.orchestrator = this.#start();
  }

  async append(draft: Draft): Promise<void> {
    const value = JSON.stringify(stamp(draft, { by: 'server', now: this.clock }));
    await this.log.append('runbook.events', [{ key: REPOSITORY, value }]);
  }

  register(): Promise<void> {
    const rest = { url: 'u', secret: '', credentials: null };
    return this.append({ type: 'repository_registered', repository: REPOSITORY, ...rest });
  }

  deliver(id: string): Promise<void> {
    const delivery = deliveryId(id);
    const rest = { forge: 'git', trigger: PUSH, payload: { id } } as const;
    return this.append({ type: 'delivery_received', repository: REPOSITORY, delivery, ...rest });
  }

  all<Type extends RunbookEvent['type']>(type: Type): Extract<RunbookEvent, { type: Type }>[] {
    return this.counted.filter(
      (event): event is Extract<RunbookEvent, { type: Type }> => event.type === type,
    );
  }

  async until(type: RunbookEvent['type'], count: number): Promise<void> {
    await expect.poll(() => this.all(type).length, { timeout: 20_000, interval: 5 }).toBe(count);
  }

  /** Appends so much that a snapshot is worth it, and waits until it was read. */
  async keepBusy(): Promise<void> {
    const before = this.all('secret_set').length;
    for (let number = 0; number < 20; number += 1) {
      await this.append({
        type: 'secret_set',
        repository: REPOSITORY,
        name: 'TOKEN',
        value: `sealed-${number}`,
      });
    }
    await this.until('secret_set', before + 20);
  }

  /** The offset of the oldest event that the log still has. */
  async oldest(): Promise<number> {
    let oldest = -1;
    const subscription = this.log.subscribe('runbook.events', {
      from: 'earliest',
      onRecords: ([first]) => {
        if (oldest < 0) oldest = first?.offset ?? -1;
      },
      onError: () => undefined,
    });
    await subscription.caughtUp.catch(() => undefined);
    await subscription.close();
    return oldest;
  }

  async end(): Promise<void> {
    await this.orchestrator.stop();
    await this.log.close();
    rmSync(this.folder, { recursive: true });
  }
}

describe('an orchestrator that begins with a snapshot', () => {
  let installation: Installation;
  beforeEach(() => {
    installation = new Installation();
  });
  afterEach(() => installation.end());

  it('goes on where the last one ended, with the events gone that made its state', async () => {
    const worker = new ScriptedWorker(installation.log, () => new Promise(() => {}));
    await installation.register();
    await installation.deliver('one');
    await installation.until('job_started', 1);
    await worker.kill();
    const { repository, run, job: running } = installation.all('job_started')[0]!;

    installation.clock += 8 * DAY;
    await installation.keepBusy();
    await expect.poll(() => installation.oldest(), { timeout: 20_000 }).toBeGreaterThan(0);
    await installation.restart();
    installation.counted.length = 0;

    const again = new ScriptedWorker(installation.log);
    await installation.until('partition_owned', 1);
    const ended = { worker: again.id, conclusion: 'success', outputs: {}, annotations: [] } as const;
    await installation.append({ type: 'job_completed', repository, run, job: running, ...ended });
    await installation.until('run_completed', 1);
    expect(installation.all('run_completed')[0]).toMatchObject({ run, conclusion: 'success' });
    expect(again.executed.map(({ name }) => name)).toEqual(['b']);

    await installation.deliver('one');
    await installation.deliver('two');
    await installation.until('run_completed', 2);
    await again.kill();
    expect(installation.all('delivery_received').map(({ delivery }) => delivery)).toEqual(['two']);
    const next = installation.all('run_requested')[0]!;
    expect(next).toMatchObject({ delivery: 'two', number: 2 });
    const introduced = installation.all('job_offered').map((event) => countOfId(event.job));
    const ids = [...introduced, countOfId(next.run)].sort((a, b) => a - b);
    expect(ids).toEqual([3, 4, 5, 6]);
  });

  it('folds only what came after the snapshot', async () => {
    await installation.register();
    await installation.keepBusy();
    await installation.restart();
    const before = installation.all('secret_set').length;
    await installation.append({ type: 'secret_set', repository: REPOSITORY, name: 'LAST', value: 'sealed' });
    await installation.until('partition_owned', 2);
    await installation.until('secret_set', before + 1);
  });

  it('says that it cannot rebuild a state of which the events are gone, and does not guess', async () => {
    await installation.register();
    await installation.keepBusy();
    await expect.poll(() => installation.orchestrator.ready).toBe(true);
    await installation.orchestrator.stop();
    const keys = [...(await installation.log.readLatest('runbook.state', 0)).keys()];
    await installation.log.append(
      'runbook.state',
      keys.map((key) => ({ key, value: '' })),
    );
    await installation.log.trim('runbook.events', 0, { before: 10, olderThan: Infinity });
    await installation.restart();
    await expect.poll(() => installation.orchestrator.problem).toContain('from the event at offset 0 on');
    expect(installation.orchestrator.ready).toBe(false);
    expect(installation.all('partition_owned')).toHaveLength(1);
  });

  it('leaves a partition to a newer Runbook that wrote its snapshot, with the sentence', async () => {
    await installation.register();
    await installation.keepBusy();
    await installation.orchestrator.stop();
    const newer = [{ key: 'checkpoint/1000000', value: '{"v":3}' }];
    await installation.log.append('runbook.state', newer);
    await installation.restart();
    await expect.poll(() => installation.orchestrator.problem).toContain('newer Runbook: update this one');
    expect(installation.all('partition_owned')).toHaveLength(1);
  });
});
