import { join } from 'node:path';
import {
  countOfId,
  deliveryId,
  type Draft,
  type JobId,
  ownerId,
  type RepositoryName,
  repositoryName,
  type RunbookEvent,
  type RunId,
  stamp,
  workerId,
  type WorkflowDefinition,
} from '../../src/events/index.ts';
import {
  apply,
  createPresence,
  createState,
  decide,
  type IntakeResult,
} from '../../src/orchestrator/index.ts';
import { parseWorkflow } from '../../src/workflow/index.ts';

/** One job attempt of a sample run. */
export interface SampleJob {
  readonly repository: RepositoryName;
  readonly run: RunId;
  readonly job: JobId;
}

const TRIGGER = {
  event: 'push',
  ref: 'refs/heads/main',
  sha: '0123456789012345678901234567890123456789',
  before: null,
  deleted: false,
  forced: false,
  actor: 'bench',
  message: 'Bench',
};

/** The events of a partition with one repository: its decisions are made by the real `decide`, and all of it counts. */
export class SampleLog {
  /** Milliseconds since 1970 UTC; the caller moves it on. */
  now: number;
  /** How many events there are. */
  length = 0;
  readonly #onEvent: (text: string) => void;
  readonly #state = createState(0);
  readonly #presence = createPresence();
  readonly #owner = ownerId('bench');
  readonly #repository = repositoryName('bench/core');
  #deliveries = 0;

  /** @param onEvent gets each event as it stands in the log */
  constructor(now: number, onEvent: (text: string) => void) {
    this.now = now;
    this.#onEvent = onEvent;
    const repository = this.#repository;
    this.#append({ type: 'partition_owned', owner: this.#owner });
    this.#append({
      type: 'repository_registered',
      repository,
      url: 'file:///bench',
      secret: '',
      credentials: null,
    });
  }

  /** A delivery starts a run, of which every job is offered, granted and started. */
  start(definition: WorkflowDefinition): SampleJob[] {
    const repository = this.#repository;
    this.#deliveries += 1;
    const delivery = deliveryId(`delivery-${this.#deliveries}`);
    this.#append({
      type: 'delivery_received',
      repository,
      delivery,
      forge: 'git',
      trigger: TRIGGER,
      payload: {},
    });
    const facts = {
      workflow: { path: definition.path, name: definition.name },
      trigger: TRIGGER,
      definition,
      source: '',
      urls: { server: 'http://localhost', api: 'http://localhost/api/v3' },
      url: 'file:///bench',
      defaultBranch: 'main',
      vars: {},
    };
    const workflows = [{ outcome: 'started' as const, path: definition.path, facts }];
    return this.#settle([{ kind: 'handled', repository, delivery, workflows }]);
  }

  /** Jobs end, and with the last of them their run. */
  finish(jobs: readonly SampleJob[]): void {
    const ended = { conclusion: 'success', outputs: {}, annotations: [] } as const;
    for (const job of jobs) {
      const step = { step: 2, name: 'Run true', file: '02-Run-true.log' };
      const result = { outcome: 'success', conclusion: 'success', log: { lines: 1, bytes: 40 } } as const;
      this.#append({ type: 'step_started', worker: workerOf(job), ...job, ...step });
      this.#append({
        type: 'step_completed',
        worker: workerOf(job),
        ...job,
        ...step,
        ...result,
        annotations: [],
      });
      this.#append({ type: 'job_completed', worker: workerOf(job), ...job, ...ended });
    }
    this.#settle([]);
  }

  #settle(prepared: readonly IntakeResult[]): SampleJob[] {
    const jobs: SampleJob[] = [];
    const owner = this.#owner;
    for (;;) {
      const decisions = decide(this.#state, { owner, presence: this.#presence, prepared, firstTick: null });
      if (decisions.length === 0) return jobs;
      for (const decision of decisions) {
        this.#append(decision);
        if (decision.type !== 'job_offered') continue;
        const job = { repository: decision.repository, run: decision.run, job: decision.job };
        jobs.push(job);
        this.#append({ type: 'job_claimed', worker: workerOf(job), ...job });
        this.#append({ type: 'job_granted', owner, worker: workerOf(job), ...job });
        this.#append({ type: 'job_started', workerName: 'bench', worker: workerOf(job), ...job });
      }
    }
  }

  #append(draft: Draft): void {
    const event: RunbookEvent = stamp(draft, { by: 'bench', now: this.now });
    const applied = apply(this.#state, { offset: this.length, timestamp: this.now, event });
    if (!applied.counted)
      throw new Error(`The sample log holds a ${event.type} that does not count: ${applied.reason}`);
    this.length += 1;
    this.#onEvent(JSON.stringify(event));
  }
}

function workerOf({ job }: SampleJob): ReturnType<typeof workerId> {
  return workerId(`worker-${countOfId(job) % 100}`);
}

/** A workflow with one job of so many legs, which may take for years. */
export function sampleWorkflow(legs: number): WorkflowDefinition {
  const source = `on: push
jobs:
  legs:
    runs-on: ubuntu-latest
    timeout-minutes: 10000000
    strategy: { matrix: { leg: [${Array.from({ length: legs }, (_, leg) => leg).join(', ')}] } }
    steps: [{ run: 'true' }]
`;
  const { definition } = parseWorkflow(source, join('.runbook', 'legs.yml'));
  if (definition === null) throw new Error('The sample workflow is not valid.');
  return definition;
}
