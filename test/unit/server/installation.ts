import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import {
  type Conclusion,
  type DeliveryId,
  type Draft,
  type JobDefinition,
  type JobId,
  type JsonObject,
  type RepositoryName,
  type RunbookEvent,
  type RunId,
  stamp,
  stampPresence,
  type Trigger,
  type WorkerId,
  type WorkflowDefinition,
} from '../../../src/events/index.ts';
import { githubWebhook, gitWebhook } from '../../../src/forges/index.ts';
import { openEmbeddedLog } from '../../../src/log/index.ts';
import {
  type IntakeResult,
  type PreparedWorkflow,
  startFold,
  startOrchestrator,
} from '../../../src/orchestrator/index.ts';
import {
  type OutputReceiver,
  type Patience,
  type RunningServer,
  type ServerOptions,
  startOutputReceiver,
  startServer,
} from '../../../src/server/index.ts';
import {
  EndedSessions,
  type FoldedEvent,
  LogFiles,
  openKeys,
  RECEIVED_LOGS,
  RunIndex,
  type StepLogWriter,
} from '../../../src/store/index.ts';
import { dispatchForm } from '../../../src/workflow/index.ts';

export const REPOSITORY = 'octo/widgets' as RepositoryName;
export const WORKER = 'worker-1' as WorkerId;
export const SECRET = 'a webhook secret';
export const PUSH: Trigger = {
  event: 'push',
  ref: 'refs/heads/main',
  sha: 'a'.repeat(40),
  before: null,
  deleted: false,
  forced: false,
  actor: 'mona',
  message: 'Add a widget\n\nIt is round.',
};

type Typed<Type extends RunbookEvent['type']> = Extract<RunbookEvent, { type: Type }>;

/**
 * A server with everything behind it that decides (log, fold, index, orchestrator); the test itself is intake
 * and worker.
 */
export class Installation {
  readonly log = openEmbeddedLog(':memory:');
  readonly index = new RunIndex(':memory:');
  readonly logs: LogFiles;
  /** Where output comes through `runbook.logs`; null: the test writes `logs`. */
  readonly output: OutputReceiver | null;
  readonly keys;
  readonly fold;
  readonly #folder: string;
  readonly #events: FoldedEvent[] = [];
  readonly #prepared = new Map<string, readonly WorkflowDefinition[] | Rejected | string>();
  readonly #orchestrator;
  #server: RunningServer | null = null;
  /** Of all steps: those that a test leaves open are closed with the rest. */
  readonly #writers: StepLogWriter[] = [];
  #deliveries = 0;
  #wake: () => void = () => undefined;
  /** The text of the workflow files that pushes start. */
  source = '';
  /**
   * What intake makes of a dispatch: a run, a reason why it starts none, all that intake found, or nothing where there
   * is no such file.
   */
  onDispatch: (workflow: string) => WorkflowDefinition | string | Found | null = () => null;

  /** @param patience output comes through `runbook.logs`, and is waited for so long */
  static async start(
    options: Partial<ServerOptions> = {},
    patience?: Partial<Patience>,
  ): Promise<Installation> {
    const folder = await mkdtemp(join(tmpdir(), 'runbook-server-'));
    const installation = new Installation(folder, patience);
    await installation.startServer(options);
    await installation.fold.caughtUp;
    await installation.present();
    return installation;
  }

  private constructor(folder: string, patience: Partial<Patience> | undefined) {
    this.#folder = folder;
    this.logs = new LogFiles(join(folder, 'logs'), patience === undefined ? {} : RECEIVED_LOGS);
    this.keys = openKeys(join(folder, 'keys'));
    this.fold = startFold({
      log: this.log,
      onEvents: (batch) => {
        this.index.project(batch);
        this.#events.push(...batch);
        this.#wake();
      },
      onError: (error) => {
        throw error;
      },
    });
    const logger = pino({ level: 'silent' });
    const { log, index, logs, fold } = this;
    const received = { log, index, indexCaughtUp: fold.caughtUp, logs, keepDays: 0, logger };
    this.output = patience === undefined ? null : startOutputReceiver({ ...received, patience });
    const prepare = async ({ event, repository }: Parameters<IntakeStub>[0]): Promise<IntakeResult> => {
      const { delivery } = event;
      if (event.type === 'dispatch_requested') return this.#dispatched(repository, delivery, event.workflow);
      const made = this.#prepared.get(delivery) ?? [];
      if (typeof made === 'string')
        return { kind: 'failed', repository, delivery, reason: made, trigger: event.trigger };
      if ('errors' in made) {
        const rejected = { outcome: 'rejected', name: made.path, trigger: event.trigger, ...made } as const;
        return { kind: 'handled', repository, delivery, workflows: [rejected] };
      }
      return started(repository, delivery, made, event.trigger, this.source);
    };
    this.#orchestrator = startOrchestrator({ log: this.log, intake: { prepare }, logger });
  }

  async startServer(options: Partial<ServerOptions> = {}): Promise<void> {
    this.#server = await startServer({ ...this.serverOptions(), ...options });
  }

  serverOptions(): ServerOptions {
    return {
      log: this.log,
      index: this.index,
      logs: this.logs,
      keys: this.keys,
      endedSessions: new EndedSessions(join(this.#folder, 'keys', 'ended-sessions')),
      fold: this.fold,
      ...(this.output === null ? {} : { output: this.output }),
      forges: [githubWebhook, gitWebhook],
      host: '127.0.0.1',
      port: 0,
      url: null,
      version: '0.0.0-test',
      logger: pino({ level: 'silent' }),
      freeDisk: () => 1e12,
      allowLocal: true,
    };
  }

  get url(): string {
    return this.#server?.url ?? '';
  }

  get port(): number {
    return this.#server?.port ?? 0;
  }

  /** A request with the token. */
  request(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${this.keys.token}`);
    return fetch(`${this.url}${path}`, { ...init, headers });
  }

  async json<Body>(path: string): Promise<Body> {
    return (await (await this.request(path)).json()) as Body;
  }

  async append(draft: Draft): Promise<void> {
    const value = JSON.stringify(stamp(draft, { by: 'test', now: Date.now() }));
    const key = 'repository' in draft ? draft.repository : '';
    const [position] = await this.log.append('runbook.events', [{ key, value }]);
    await this.until(() => (this.index.position.get(0) ?? -1) >= (position?.offset ?? 0));
  }

  register(repository: RepositoryName = REPOSITORY): Promise<void> {
    return this.append({
      type: 'repository_registered',
      repository,
      url: `https://git.example.com/${repository}.git`,
      secret: this.keys.seal(SECRET),
      credentials: null,
    });
  }

  /** Delivers a push that starts one workflow; gives its run. */
  async push(
    definition: WorkflowDefinition,
    trigger: Trigger = PUSH,
    repository = REPOSITORY,
    payload: JsonObject = {},
  ): Promise<RunId> {
    const delivery = await this.#deliver([definition], trigger, repository, payload);
    const handled = await this.event('delivery_handled', (event) => event.delivery === delivery);
    const run = handled.workflows[0]?.run;
    if (run === undefined) throw new Error('No run was started.');
    return run;
  }

  /** Delivers a push of a workflow file that is refused; gives the run that says why. */
  async pushRejected(rejected: Rejected): Promise<RunId> {
    const delivery = await this.#deliver(rejected, PUSH, REPOSITORY, {});
    return (await this.event('workflow_rejected', (event) => event.delivery === delivery)).run;
  }

  /** Delivers a push that cannot be taken in; gives the run that says why. */
  async failToTakeIn(reason: string): Promise<RunId> {
    const delivery = await this.#deliver(reason, PUSH, REPOSITORY, {});
    return (await this.event('delivery_failed', (event) => event.delivery === delivery)).run;
  }

  /** The first counted event of a type that fits, as soon as it is there. */
  async event<Type extends RunbookEvent['type']>(
    type: Type,
    fits: (event: Typed<Type>) => boolean = () => true,
  ): Promise<Typed<Type>> {
    let found: Typed<Type> | undefined;
    await this.until(() => {
      const folded = this.#events.find(
        ({ event, counted }) => counted && event.type === type && fits(event as Typed<Type>),
      );
      found = folded?.event as Typed<Type> | undefined;
      return found !== undefined;
    });
    return found as Typed<Type>;
  }

  /** How many events of a type there are, counted or not. */
  count(type: RunbookEvent['type']): number {
    return this.#events.filter(({ event }) => event.type === type).length;
  }

  async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Claims and starts a job's newest attempt as the test's worker. */
  async startJob(run: RunId, key: string, runAttempt = 1, leg = 0): Promise<JobId> {
    const offer = await this.event(
      'job_offered',
      (event) =>
        event.run === run && event.key === key && event.runAttempt === runAttempt && event.leg.index === leg,
    );
    const fact = { repository: offer.repository, run, job: offer.job, worker: WORKER };
    await this.append({ type: 'job_claimed', ...fact });
    await this.event('job_granted', (event) => event.job === offer.job);
    await this.append({ type: 'job_started', ...fact, workerName: 'first worker' });
    return offer.job;
  }

  /** Begins a step whose log the test writes. */
  async startStep(job: JobId, step: number, name: string) {
    const { repository, run, folder } = await this.event('job_offered', (event) => event.job === job);
    const file = `0${step}-${name}.log`;
    const fact = { repository, run, job, worker: WORKER };
    const { number } = await this.event('run_requested', (event) => event.run === run);
    const writer = this.logs.open({ repository, runNumber: number, folder, file });
    this.#writers.push(writer);
    await this.append({ type: 'step_started', ...fact, step, name, file });
    return {
      print: async (...lines: readonly string[]) => {
        const text = lines.map((line) => `2026-01-01T00:00:00.000Z ${line}\n`).join('');
        await writer.append(Buffer.from(text), lines.length);
        await writer.flush();
      },
      end: async (conclusion: Conclusion = 'success') => {
        const log = await writer.close();
        await this.append({
          type: 'step_completed',
          ...fact,
          step,
          name,
          file,
          outcome: conclusion,
          conclusion,
          log,
          annotations: [],
        });
      },
    };
  }

  async completeJob(
    job: JobId,
    conclusion: Conclusion = 'success',
    outputs: { readonly [name: string]: string } = {},
  ): Promise<void> {
    const { repository, run } = await this.event('job_offered', (event) => event.job === job);
    const fact = { repository, run, job, worker: WORKER };
    await this.append({ type: 'job_completed', ...fact, conclusion, outputs, annotations: [] });
  }

  /** Starts a job, runs one step that prints a line, and completes it. */
  async finishJob(
    run: RunId,
    key: string,
    conclusion: Conclusion = 'success',
    runAttempt = 1,
  ): Promise<JobId> {
    const job = await this.startJob(run, key, runAttempt);
    const step = await this.startStep(job, 1, 'Say');
    await step.print(`hello from ${key}`);
    await step.end(conclusion);
    await this.completeJob(job, conclusion);
    return job;
  }

  /** The test's worker leaves: what it ran is lost. */
  async leave(): Promise<void> {
    const left = stampPresence(
      { type: 'worker_left', worker: WORKER, reason: 'It went home.' },
      { by: `worker:${WORKER}`, now: Date.now() },
    );
    await this.log.append('runbook.workers', [{ key: WORKER, value: JSON.stringify(left) }]);
  }

  async completed(run: RunId, runAttempt = 1): Promise<void> {
    await this.event('run_completed', (event) => event.run === run && event.runAttempt === runAttempt);
  }

  /** Closes the server; the rest goes on. */
  async closeServer(): Promise<void> {
    await this.#server?.close();
    this.#server = null;
  }

  async stop(): Promise<void> {
    await this.closeServer();
    await this.output?.stop();
    for (const writer of this.#writers) await writer.close();
    await this.#orchestrator.stop();
    await this.fold.stop();
    await this.log.close();
    this.index.close();
    await rm(this.#folder, { recursive: true });
  }

  /** The test's worker shows that it is there. */
  async present(): Promise<void> {
    const heartbeat = stampPresence(
      {
        type: 'worker_heartbeat',
        worker: WORKER,
        name: 'first worker',
        labels: ['ubuntu-latest'],
        capacity: 4,
        running: [],
        draining: false,
      },
      { by: `worker:${WORKER}`, now: Date.now() },
    );
    await this.log.append('runbook.workers', [{ key: WORKER, value: JSON.stringify(heartbeat) }]);
  }

  async #deliver(
    made: readonly WorkflowDefinition[] | Rejected | string,
    trigger: Trigger,
    repository: RepositoryName,
    payload: JsonObject,
  ): Promise<DeliveryId> {
    this.#deliveries += 1;
    const delivery = `delivery-${this.#deliveries}` as DeliveryId;
    this.#prepared.set(delivery, made);
    await this.append({
      type: 'delivery_received',
      repository,
      delivery,
      forge: 'git',
      trigger,
      payload: { pushed: delivery, ...payload },
    });
    return delivery;
  }

  #dispatched(repository: RepositoryName, delivery: DeliveryId, workflow: string): IntakeResult {
    const made = this.onDispatch(workflow);
    if (made === null || typeof made === 'string') {
      const why = made === null ? { reason: 'There is no such workflow.' } : { reason: made, name: 'CI' };
      const skipped = { outcome: 'skipped', path: workflow, ...why } as const;
      return { kind: 'handled', repository, delivery, workflows: [skipped] };
    }
    if ('workflows' in made) return { kind: 'handled', repository, delivery, ...made };
    return started(repository, delivery, [made], { ...PUSH, event: 'workflow_dispatch' });
  }
}

/** A workflow file with mistakes. */
type Rejected = Pick<Extract<PreparedWorkflow, { outcome: 'rejected' }>, 'path' | 'source' | 'errors'>;

/** What intake found for a delivery. */
type Found = Pick<Extract<IntakeResult, { readonly kind: 'handled' }>, 'workflows' | 'reason'>;

type IntakeStub = Parameters<typeof startOrchestrator>[0]['intake']['prepare'];

/** A job with one step, and what a test says of it. */
export function job(id: string, rest: Partial<JobDefinition> = {}): JobDefinition {
  return {
    id,
    needs: [],
    runsOn: { labels: ['ubuntu-latest'] },
    env: {},
    defaults: {},
    outputs: {},
    checkout: false,
    steps: [{ run: 'true', env: {} }],
    ...rest,
  };
}

export function workflow(...jobs: readonly JobDefinition[]): WorkflowDefinition {
  return { path: '.runbook/ci.yml', name: 'CI', on: { push: {} }, env: {}, defaults: {}, jobs };
}

function started(
  repository: RepositoryName,
  delivery: DeliveryId,
  definitions: readonly WorkflowDefinition[],
  trigger: Trigger,
  source = '',
): IntakeResult {
  const workflows = definitions.map((definition) => ({
    outcome: 'started' as const,
    path: definition.path,
    ...(trigger.event === 'push' && trigger.ref === PUSH.ref
      ? { dispatch: dispatchForm(definition.on) }
      : {}),
    facts: {
      workflow: { path: definition.path, name: definition.name },
      trigger,
      definition,
      source,
      urls: { server: 'http://127.0.0.1:4000', api: 'http://127.0.0.1:4000/api/v3' },
      url: `https://git.example.com/${repository}.git`,
      defaultBranch: 'main',
      vars: {},
    },
  }));
  return { kind: 'handled', repository, delivery, workflows };
}
