import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { pino } from 'pino';

import { type EventLog, openEmbeddedLog } from '../../../../src/log/index.ts';
import {
  type CheckoutSource,
  type JobSecrets,
  type Worker,
  type WorkerOptions,
  createHostExecutor,
  defaultLabels,
  startWorker,
} from '../../../../src/worker/index.ts';
import { FakeOrchestrator } from './fake-orchestrator.ts';
import { MemoryLogs } from './memory-logs.ts';

export interface TestWorker {
  readonly worker: Worker;
  readonly orchestrator: FakeOrchestrator;
  readonly logs: MemoryLogs;
  readonly log: EventLog;
  readonly folder: string;
  close(): Promise<void>;
}

/** No mirror, nothing to check out. */
export const noCheckouts: CheckoutSource = {
  inPlace: null,
  holds: () => true,
  checkout: () => Promise.resolve(),
};

export interface TestWorkerOptions extends Partial<WorkerOptions> {
  readonly jobSecrets?: JobSecrets;
}

/** A worker on a log in memory, with an orchestrator that grants all it claims. */
export async function startTestWorker(options: TestWorkerOptions = {}): Promise<TestWorker> {
  const folder = mkdtempSync(join(tmpdir(), 'runbook-worker-'));
  const log = openEmbeddedLog(':memory:');
  const logs = new MemoryLogs();
  const orchestrator = new FakeOrchestrator(log);
  const { jobSecrets = { secrets: {}, access: null }, ...rest } = options;
  const worker = await startWorker({
    log,
    logs,
    checkouts: noCheckouts,
    secrets: { secretsOf: () => Promise.resolve(jobSecrets) },
    executor: createHostExecutor(),
    name: 'tester',
    labels: defaultLabels(),
    capacity: 2,
    workspaces: join(folder, 'workspaces'),
    home: folder,
    stateFile: join(folder, 'worker.json'),
    passEnv: [],
    logger: pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
    cancelGraceMs: 150,
    ...rest,
  });
  return {
    worker,
    orchestrator,
    logs,
    log,
    folder,
    close: async () => {
      await worker.stop();
      await log.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
