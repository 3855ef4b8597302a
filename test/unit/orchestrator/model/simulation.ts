import {
  callingLeg,
  type DeliveryId,
  type Draft,
  type FeedDraft,
  type FeedRecord,
  type JobId,
  type JobOffered,
  LOSS_LIMIT_MS,
  type OwnerId,
  type PinnedJob,
  prefixOf,
  type PresenceDraft,
  type RunbookEvent,
  type RunId,
  type RunRequested,
  stamp,
  stampPresence,
  type WorkerId,
  type WorkflowDefinition,
} from '../../../../src/events/index.ts';
import { apply, type StampedEvent } from '../../../../src/orchestrator/apply/index.ts';
import { decide } from '../../../../src/orchestrator/decide/index.ts';
import { applyPresence, createPresence } from '../../../../src/orchestrator/presence/index.ts';
import { offerOf, openOffers, publish, republish } from '../../../../src/orchestrator/publish/index.ts';
import { createState, isConcluded, type PartitionState } from '../../../../src/orchestrator/state/index.ts';
import { PUSH, REPOSITORY, started } from '../definitions.ts';

/** One orchestrator: its own fold, as far as it has read, and what it decided and has not appended yet. */
interface OwnerProcess {
  state: PartitionState;
  read: number;
  id: OwnerId | null;
  ownedAt: number | null;
  late: Draft[];
}

/** One worker process: its identity, and how far it is with what it claimed. */
interface WorkerProcess {
  id: WorkerId;
  read: number;
  readonly jobs: Map<JobId, 'claimed' | 'starting' | 'running' | 'done'>;
}

/** A source of choices: a number from 0 below `below`. */
export type Choose = (below: number) => number;

/**
 * A partition with two orchestrators and three workers of which each reads and acts only when it is its turn.
 * The log, the feed and presence are lists; time goes on by steps. All rules come from the real core.
 */
export class Simulation {
  readonly log: StampedEvent[] = [];
  readonly feed: FeedDraft[] = [];
  readonly spawned: { readonly job: JobId; readonly worker: WorkerId }[] = [];
  /** The fold that reads everything at once: the truth that the others come to. */
  readonly truth = createState(0);
  readonly counted: RunbookEvent[] = [];
  /** Jobs that were offered or called before what they need was done, or what the calls around them need. */
  readonly startedTooEarly: string[] = [];
  readonly #presence = createPresence();
  readonly #owners: OwnerProcess[] = [newOwner(), newOwner()];
  readonly #workers: WorkerProcess[] = [];
  readonly #definition: WorkflowDefinition;
  #now = Date.UTC(2026, 0, 1);
  #names = 0;

  constructor(definition: WorkflowDefinition) {
    this.#definition = definition;
    this.append({
      type: 'repository_registered',
      repository: REPOSITORY,
      url: 'u',
      secret: 's',
      credentials: null,
    });
    for (let index = 0; index < 3; index += 1) this.#workers.push(this.#newWorker());
  }

  /** One step of somebody, as `choose` says; what goes wrong is rarer than what goes on. */
  step(choose: Choose): void {
    const owner = this.#pick(this.#owners, choose);
    const worker = this.#pick(this.#workers, choose);
    const steps: readonly (readonly [weight: number, step: () => void])[] = [
      [12, () => this.#decideAtOnce(owner)],
      [4, () => this.#decide(owner)],
      [4, () => this.#appendLate(owner, choose(4) === 0)],
      [2, () => this.#appendFirst(owner)],
      [20, () => this.#work(worker, choose)],
      [3, () => this.#tick(choose)],
      [3, () => this.#deliver(choose)],
      [2, () => this.#rerun(choose)],
      [1, () => this.#takeOver(owner)],
      [1, () => this.#restart(this.#owners.indexOf(owner))],
      [1, () => this.#crash(this.#workers.indexOf(worker))],
      [1, () => this.#giveBack(worker)],
      [1, () => (choose(2) === 0 ? this.#cancel(choose) : undefined)],
    ];
    let ticket = choose(steps.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, step] of steps) {
      if (ticket < weight) return step();
      ticket -= weight;
    }
  }

  /** From here on nothing goes wrong any more: one orchestrator and all workers do what there is to do. */
  comeToRest(): void {
    this.#workers.splice(0, this.#workers.length, this.#newWorker(), this.#newWorker());
    this.#owners.splice(0, this.#owners.length, newOwner());
    const [owner] = this.#owners;
    this.#takeOver(owner!);
    for (let round = 0; round < 2_000; round += 1) {
      const before = this.log.length;
      this.#now += 3_000;
      for (const { id } of this.#workers) this.#heartbeat(id);
      this.#decideAtOnce(owner!);
      this.feed.push(...republish(this.truth), ...[...openOffers(this.truth)].map(offerOf));
      for (const worker of this.#workers) this.#work(worker, () => 1);
      const isQuiet = this.log.length === before;
      if (isQuiet && this.truth.runs.size === 0 && owner!.read === this.log.length) return;
    }
    throw new Error('The runs do not come to an end.');
  }

  append(draft: Draft): void {
    const event = stamp(draft, { by: 'test', now: this.#now });
    const record = { offset: this.log.length, timestamp: this.#now, event };
    this.log.push(record);
    if (!apply(this.truth, record).counted) return;
    this.counted.push(event);
    if (event.type === 'job_offered' || event.type === 'workflow_called') this.#noteNeeds(event);
    if (event.type === 'worker_lost') this.feed.push(...publish(this.truth, event));
  }

  /** What a job waits for: what it needs in its file, and that the jobs that call its file have called it. */
  #noteNeeds({ run, key }: { readonly run: RunId; readonly key: string }): void {
    const { jobs, calls } = this.truth.runs.get(run)!;
    const prefix = prefixOf(key);
    const missing = jobs.get(key)!.definition.needs.filter((need) => !isConcluded(jobs.get(prefix + need)!));
    if (missing.length > 0) this.startedTooEarly.push(`${key} before ${missing.join(', ')}`);
    if (prefix === '') return;
    const call = calls.get(prefix);
    const status = call && jobs.get(call.key)?.legs.get(call.leg)?.attempt.status;
    if (status !== 'called') this.startedTooEarly.push(`${key} while its call is ${status}`);
    else this.#noteNeeds({ run, key: call!.key });
  }

  /** Legs of which two workers run a try, those left out that were declared lost and do not know it yet. */
  runTwiceAtOnce(): string[] {
    const running = this.#workers.flatMap(({ id, jobs }) =>
      this.truth.lost.has(id) ? [] : [...jobs].filter(([, phase]) => phase === 'running'),
    );
    const legs = running.map(([job]) =>
      legOf(this.events('job_offered').find((event) => event.job === job)!),
    );
    return legs.filter((leg, index) => legs.indexOf(leg) !== index);
  }

  /** All counted events of a type. */
  events<Type extends RunbookEvent['type']>(type: Type): Extract<RunbookEvent, { type: Type }>[] {
    return this.counted.filter(
      (event): event is Extract<RunbookEvent, { type: Type }> => event.type === type,
    );
  }

  #pick<Item>(items: readonly Item[], choose: Choose): Item {
    return items[choose(items.length)]!;
  }

  #newWorker(): WorkerProcess {
    this.#names += 1;
    const worker = { id: `worker-${this.#names}` as WorkerId, read: this.feed.length, jobs: new Map() };
    this.#heartbeat(worker.id);
    return worker;
  }

  #heartbeat(worker: WorkerId): void {
    const told = { type: 'worker_heartbeat', worker, name: worker, labels: [], capacity: 9 } as const;
    this.#tell({ ...told, running: [], draining: false });
  }

  #tell(draft: PresenceDraft): void {
    applyPresence(this.#presence, stampPresence(draft, { by: 'test', now: this.#now }), this.#now);
  }

  #takeOver(owner: OwnerProcess): void {
    this.#names += 1;
    owner.id = `owner-${this.#names}` as OwnerId;
    owner.ownedAt = null;
    this.append({ type: 'partition_owned', owner: owner.id });
  }

  /** It dies with what it had not appended, and reads everything again. */
  #restart(index: number): void {
    this.#owners[index] = newOwner();
  }

  #decide(owner: OwnerProcess): void {
    for (; owner.read < this.log.length; owner.read += 1) {
      const record = this.log[owner.read]!;
      if (apply(owner.state, record).counted) this.feed.push(...publish(owner.state, record.event));
    }
    if (owner.id === null || owner.state.owner !== owner.id) return;
    owner.ownedAt ??= this.#now;
    const found = [...owner.state.repositories.values()].flatMap(({ pending: [oldest] }) =>
      oldest === undefined ? [] : [started(oldest.event.delivery, [this.#definition])],
    );
    const input = { presence: this.#presence, prepared: found, firstTick: owner.ownedAt };
    owner.late = decide(owner.state, { owner: owner.id, ...input });
  }

  /** Without a rival it takes the partition over, and what it decides is appended before anything else happens. */
  #decideAtOnce(owner: OwnerProcess): void {
    if (this.truth.owner === null) this.#takeOver(owner);
    this.#decide(owner);
    this.#appendLate(owner, false);
  }

  /** What it decided reaches the log, perhaps long after it was decided; perhaps twice. */
  /** What is more than one append may have goes in several; the others are decided anew. */
  #appendFirst(owner: OwnerProcess): void {
    owner.late = owner.late.slice(0, 1);
    this.#appendLate(owner, false);
  }

  #appendLate(owner: OwnerProcess, twice: boolean): void {
    const { late } = owner;
    owner.late = twice ? late : [];
    for (const draft of late) this.append(draft);
  }

  /** Time goes on; some workers are heard of, the others are silent. */
  #tick(choose: Choose): void {
    this.#now += LOSS_LIMIT_MS / 2;
    for (const { id } of this.#workers) if (choose(3) > 0) this.#heartbeat(id);
    this.#tell({ type: 'tick', owner: 'anybody' as OwnerId, partition: 0 });
  }

  /** A worker reads the feed and does what it says; what it runs may end. */
  #work(worker: WorkerProcess, choose: Choose): void {
    for (; worker.read < this.feed.length; worker.read += 1) this.#obey(worker, this.feed[worker.read]!);
    for (const [job, phase] of worker.jobs) {
      if (phase !== 'running' || choose(2) === 0) continue;
      this.#end(worker, job, choose(4) === 0 ? 'failure' : 'success');
    }
  }

  #obey(worker: WorkerProcess, told: FeedDraft): void {
    if (told.type === 'worker_lost') {
      // A loss is published again until its effect is read; the first one ended this identity.
      const index = this.#workers.indexOf(worker);
      if (told.worker === worker.id && index >= 0) this.#crash(index);
      return;
    }
    const { repository, run, job } = told;
    const own = { repository, run, job, worker: worker.id };
    const phase = worker.jobs.get(job);
    if (told.type === 'job_offered') {
      if (phase !== undefined) return;
      worker.jobs.set(job, 'claimed');
      this.append({ type: 'job_claimed', ...own });
    } else if (told.worker === worker.id) {
      this.#obeyOwn(worker, told, own);
    }
  }

  #obeyOwn(
    worker: WorkerProcess,
    told: Exclude<FeedDraft, Draft<Extract<FeedRecord, { type: 'worker_lost' | 'job_offered' }>>>,
    own: { repository: typeof REPOSITORY; run: RunId; job: JobId; worker: WorkerId },
  ): void {
    const phase = worker.jobs.get(own.job);
    if (told.type === 'job_granted') {
      if (phase === 'claimed') {
        worker.jobs.set(own.job, 'starting');
        this.append({ type: 'job_started', ...own, workerName: 'w' });
      } else if (phase === undefined) {
        worker.jobs.set(own.job, 'done');
        this.append({ type: 'job_returned', ...own, reason: 'It had given up its claim.' });
      }
    } else if (told.type === 'job_confirmed') {
      if (phase !== 'starting') return;
      worker.jobs.set(own.job, 'running');
      this.spawned.push({ job: own.job, worker: worker.id });
    } else if (told.type === 'job_cancelled' && (phase === 'starting' || phase === 'running')) {
      this.#end(worker, own.job, told.conclusion);
    }
  }

  #end(
    worker: WorkerProcess,
    job: JobId,
    conclusion: 'success' | 'failure' | 'cancelled' | 'timed_out',
  ): void {
    worker.jobs.set(job, 'done');
    const introduced = this.events('job_offered').find((event) => event.job === job)!;
    const { repository, run } = introduced;
    const ended = { repository, run, job, worker: worker.id, conclusion, outputs: {}, annotations: [] };
    this.append({ type: 'job_completed', ...ended, ...(conclusion === 'failure' ? { exitCode: 7 } : {}) });
  }

  /** A worker dies, or stops everything, and goes on as another; it may leave word. */
  #crash(index: number): void {
    const gone = this.#workers[index]!;
    if (this.#names % 2 === 0) this.#tell({ type: 'worker_left', worker: gone.id, reason: 'It is gone.' });
    this.#workers[index] = this.#newWorker();
  }

  /** A worker forgets its open claims: a grant for one is given back. */
  #giveBack(worker: WorkerProcess): void {
    for (const [job, phase] of worker.jobs) if (phase === 'claimed') worker.jobs.delete(job);
  }

  #cancel(choose: Choose): void {
    const runs = [...this.truth.runs.keys()];
    if (runs.length === 0) return;
    const run = this.#pick(runs, choose);
    this.append({ type: 'cancel_requested', repository: REPOSITORY, run, actor: 'mona' });
  }

  #deliver(choose: Choose): void {
    const delivery = `delivery-${choose(5)}` as DeliveryId;
    const received = { repository: REPOSITORY, delivery, forge: 'git', trigger: PUSH, payload: {} } as const;
    this.append({ type: 'delivery_received', ...received });
  }

  #rerun(choose: Choose): void {
    const over = this.events('run_completed');
    if (over.length === 0) return;
    const { run } = this.#pick(over, choose);
    const requested = this.events('run_requested').find((event) => event.run === run)!;
    const runAttempt = over.filter((event) => event.run === run).length + choose(2) + 1;
    const which = choose(2) === 0 ? 'all' : 'failed';
    const pinned = { requested, jobs: this.#pinned(requested) };
    this.append({
      type: 'rerun_requested',
      repository: REPOSITORY,
      run,
      actor: 'hubot',
      runAttempt,
      which,
      pinned,
    });
  }

  /** What the index would say of a run's newest attempts. */
  #pinned({ run }: RunRequested): PinnedJob[] {
    const newest = new Map<string, PinnedJob>();
    for (const event of this.counted) {
      if (!('leg' in event) || event.run !== run) continue;
      const { key, leg, name, folder, job, attempt } = event;
      const ends = [...this.events('job_completed'), ...this.events('call_completed')];
      const ended = ends.find((completed) => completed.job === job)?.conclusion;
      const decided = event.type === 'job_skipped' ? 'skipped' : 'failure';
      const conclusion = ended ?? (event.type === 'job_cancelled' ? event.conclusion : null) ?? decided;
      const calls = event.type === 'workflow_called' ? { calls: event.path } : {};
      const rest = { conclusion, continueOnError: false, outputs: {}, ...calls };
      newest.set(`${key}#${leg.index}`, { key, leg, name, folder, job, attempt, ...rest });
    }
    return [...newest.values()].filter(({ key }) => {
      const call = callingLeg(prefixOf(key));
      return call === null || newest.get(`${call.key}#${call.index}`)?.calls !== undefined;
    });
  }
}

/** The leg that an offer is for, in its run attempt. */
export function legOf({ run, runAttempt, key, leg }: JobOffered): string {
  return `${run} ${runAttempt} ${key}#${leg.index}`;
}

function newOwner(): OwnerProcess {
  return { state: createState(0), read: 0, id: null, ownedAt: null, late: [] };
}
