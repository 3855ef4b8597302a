import pino from 'pino';
import {
  type DeliveryId,
  deliveryId,
  type Draft,
  type JsonObject,
  repositoryName,
  stamp,
  stampPresence,
  type Trigger,
  workerId,
  type WorkflowDefinition,
} from '../../../../src/events/index.ts';
import { openEmbeddedLog } from '../../../../src/log/index.ts';
import {
  type IntakeResult,
  type IntakeSource,
  type Orchestrator,
  type PendingDelivery,
  startFold,
  startOrchestrator,
} from '../../../../src/orchestrator/index.ts';
import type { FoldedEvent } from '../../../../src/store/index.ts';
import { ScriptedWorker } from '../../../integration/pipeline/scripted-worker.ts';
import { FaultyLog } from './faulty-log.ts';

export const SILENT = pino({ level: 'silent' });
export const REPOSITORY = repositoryName('acme/app');
const TRIGGER: Trigger = {
  event: 'push',
  ref: 'refs/heads/main',
  sha: 'a'.repeat(40),
  before: null,
  deleted: false,
  forced: false,
  actor: 'ada',
  message: 'One',
};
export const DEFINITION: WorkflowDefinition = {
  path: '.runbook/ci.yml',
  name: 'CI',
  on: { push: {} },
  env: {},
  defaults: {},
  jobs: ['first', 'second'].map((id) => ({
    id,
    needs: id === 'second' ? ['first'] : [],
    runsOn: { labels: 'ubuntu-latest' },
    env: {},
    defaults: {},
    outputs: {},
    checkout: false,
    steps: [{ run: 'true', env: {} }],
  })),
};

/** Intake without git: every delivery starts one run. */
export function startsOneRun(
  pending: PendingDelivery,
  definition: WorkflowDefinition = DEFINITION,
): IntakeResult {
  const { repository, registration, event } = pending;
  const facts = {
    workflow: { path: definition.path, name: definition.name },
    trigger: TRIGGER,
    definition,
    source: '',
    urls: { server: 'http://127.0.0.1:4000', api: 'http://127.0.0.1:4000/api/v3' },
    url: registration.url,
    defaultBranch: 'main',
    vars: {},
  };
  const workflows = [{ outcome: 'started' as const, path: definition.path, facts }];
  return { kind: 'handled', repository, delivery: event.delivery, workflows };
}

/** An orchestrator on a log in memory whose appends can be made to fail. */
export class World {
  readonly log = new FaultyLog(openEmbeddedLog(':memory:'));
  readonly events: FoldedEvent[] = [];
  readonly #fold = startFold({
    log: this.log,
    onEvents: (batch) => {
      this.events.push(...batch);
      this.#wake();
    },
    onError: () => undefined,
  });
  #orchestrator: Orchestrator | null = null;
  #worker: ScriptedWorker | null = null;
  #wake: () => void = () => undefined;

  orchestrate(
    prepare: IntakeSource['prepare'] = (pending) => Promise.resolve(startsOneRun(pending)),
    heartbeatMs = 10,
  ): Orchestrator {
    this.#orchestrator = startOrchestrator({
      log: this.log,
      intake: { prepare },
      logger: SILENT,
      heartbeatMs,
      firstPauseMs: 1,
    });
    return this.#orchestrator;
  }

  work(): ScriptedWorker {
    this.#worker = new ScriptedWorker(this.log);
    return this.#worker;
  }

  async append(draft: Draft): Promise<void> {
    const value = JSON.stringify(stamp(draft, { by: 'server', now: Date.now() }));
    await this.log.append('runbook.events', [{ key: REPOSITORY, value }]);
  }

  register(): Promise<void> {
    const url = '/srv/app.git';
    return this.append({
      type: 'repository_registered',
      repository: REPOSITORY,
      url,
      secret: '',
      credentials: null,
    });
  }

  async deliver(id: string, payload: JsonObject = {}): Promise<DeliveryId> {
    const delivery = deliveryId(id);
    await this.append({
      type: 'delivery_received',
      repository: REPOSITORY,
      delivery,
      forge: 'git',
      trigger: TRIGGER,
      payload,
    });
    return delivery;
  }

  async heartbeat(name: string): Promise<void> {
    const worker = workerId(name);
    const said = { type: 'worker_heartbeat', worker, name, labels: ['ubuntu-latest'], capacity: 1 } as const;
    const record = stampPresence({ ...said, running: [], draining: false }, { by: name, now: Date.now() });
    await this.log.append('runbook.workers', [{ key: worker, value: JSON.stringify(record) }]);
  }

  count(type: string, counted = true): number {
    return this.events.filter((folded) => folded.event.type === type && folded.counted === counted).length;
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async end(): Promise<void> {
    this.log.fate = () => 'stored';
    await this.#worker?.kill();
    await this.#orchestrator?.stop();
    await this.#fold.stop();
    await this.log.close();
  }
}
