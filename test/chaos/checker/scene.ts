import type {
  Delivery,
  FaultRecord,
  Fields,
  History,
  HistoryEvent,
  LedgerEntry,
  SeenRun,
  ServerView,
} from './history.ts';

const TIME = '2026-01-01T00:00:00.000Z';
export const REPOSITORY = 'chaos/one';
export const RUN = 2048;
/** The one job of `build`, and the two legs of `test`, which needs it. */
export const BUILD = 3072;
export const TESTS = [4096, 5120] as const;
export const WORKER = 'worker-a';

/** The run's run.json. */
export const RECORD = `${REPOSITORY}/1/run.json`;

/** A run.json as far as the checker reads it. */
export function recordOf(conclusion: string): string {
  return JSON.stringify({ run: { conclusion } });
}

/** One job of one step, to be run. */
export interface ScenePlace {
  /** Default: RUN. */
  readonly run?: number;
  readonly job: number;
  readonly key: string;
  readonly leg: number;
  readonly legs: number;
  /** Default: 1. */
  readonly attempt?: number;
  /** Default: it succeeds. */
  readonly fails?: boolean;
}

/**
 * A made-up history, sound as it is: an owner, one delivery, a run of `build` and two legs of `test` on one worker,
 * two servers. The tests break it in one place each.
 */
export class Scene {
  events: HistoryEvent[] = [];
  feed: HistoryEvent[] = [];
  ledger: LedgerEntry[] = [];
  deliveries: Delivery[] = [];
  faults: FaultRecord[] = [];
  runs: SeenRun[] = [];
  logs = new Map<string, string>();
  records = new Map<string, string>();
  /** What the second server has instead. */
  second: Partial<Omit<ServerView, 'name'>> = {};
  more: Partial<Pick<History, 'unreadable' | 'ended' | 'alive'>> = {};
  #clock = 1_000_000;

  constructor() {
    this.event({ type: 'partition_owned', owner: 'first' });
    this.deliver('delivery-1', 'a'.repeat(40), '.runbook/ci.yml');
    this.event({
      type: 'run_requested',
      owner: 'first',
      repository: REPOSITORY,
      run: RUN,
      number: 1,
      delivery: 'delivery-1',
      workflow: { path: '.runbook/ci.yml' },
      definition: {
        jobs: [
          { id: 'build', needs: [] },
          { id: 'test', needs: ['build'] },
        ],
      },
    });
    this.runJob({ job: BUILD, key: 'build', leg: 0, legs: 1 });
    for (const [leg, job] of TESTS.entries()) this.runJob({ job, key: 'test', leg, legs: 2 });
    this.conclude({ run: RUN, number: 1, sha: 'a'.repeat(40), path: '.runbook/ci.yml' });
  }

  /** A run succeeds, and every server shows it. */
  conclude({ run, number, sha, path }: { run: number; number: number; sha: string; path: string }): void {
    const conclusion = 'success';
    this.event({ type: 'run_completed', owner: 'first', run, runAttempt: 1, conclusion });
    this.records.set(`${REPOSITORY}/${number}/run.json`, recordOf(conclusion));
    const shown = { id: run, repository: REPOSITORY, number, attempt: 1, sha, path };
    this.runs.push({ ...shown, status: 'completed', conclusion, jobs: [] });
  }

  get history(): History {
    const server = { name: 'server-1', runs: this.runs, logs: this.logs, records: this.records };
    const other: ServerView = { ...server, ...this.second, name: 'server-2' };
    return {
      events: this.events,
      feed: this.feed,
      ledger: this.ledger,
      deliveries: this.deliveries,
      servers: [server, other],
      faults: this.faults,
      unreadable: [],
      ended: [],
      alive: [],
      ...this.more,
    };
  }

  /** The moment of the newest event or entry. */
  get now(): number {
    return this.#clock;
  }

  /** Appends an event, to the end of the partition. */
  event(fields: Omit<Fields, 'by'>): HistoryEvent {
    const event = {
      partition: 0,
      offset: this.events.length,
      timestamp: this.#tick(),
      fields: { by: '', ...fields },
    };
    this.events.push(event);
    return event;
  }

  deliver(id: string, sha: string, path: string): void {
    this.event({ type: 'delivery_received', repository: REPOSITORY, delivery: id });
    const paths = [path];
    this.deliveries.push({
      id,
      repository: REPOSITORY,
      sha,
      paths,
      broken: [],
      accepted: true,
      undisturbed: false,
    });
  }

  /** The events, feed, ledger and log of one job of one step with three lines. */
  runJob(place: ScenePlace): void {
    const { run = RUN, job, key, leg, legs, attempt = 1, fails = false } = place;
    const of = { run, job };
    const folder = `${key.replaceAll(/[:/]/g, '-')}-${leg}.${attempt}`;
    const introduction = { key, leg: { index: leg, total: legs }, attempt, folder };
    this.event({ type: 'job_offered', owner: 'first', ...of, ...introduction });
    this.event({ type: 'job_claimed', worker: WORKER, ...of });
    this.feed.push(this.event({ type: 'job_granted', owner: 'first', worker: WORKER, ...of }));
    this.event({ type: 'job_started', worker: WORKER, ...of });
    const file = '02-Run-it.log';
    this.event({ type: 'step_started', worker: WORKER, ...of, step: 2, file });
    this.note('start', place);
    if (key.endsWith('test')) this.note('got', place, 'value');
    for (const count of [1, 2, 3]) this.note('line', place, `${key}[${leg}] ${count}`);
    if (key.endsWith('build')) this.note('set', place, 'value');
    this.note(fails ? 'fail' : 'end', place);
    this.writeLog(job);
    const text = this.logs.get(this.pathOf(job)) ?? '';
    const log = { lines: text.split('\n').length - 1, bytes: text.length };
    this.event({ type: 'step_completed', worker: WORKER, ...of, step: 2, file, log });
    const conclusion = fails ? 'failure' : 'success';
    this.event({ type: 'job_completed', worker: WORKER, ...of, conclusion });
  }

  /** Appends an entry to the ledger. */
  note(
    kind: LedgerEntry['kind'],
    { run = RUN, job, key, leg }: Pick<ScenePlace, 'run' | 'job' | 'key' | 'leg'>,
    text = '',
  ): void {
    this.ledger.push({
      position: this.ledger.length,
      kind,
      run,
      job,
      // As the step itself sees it: the file that it stands in does not know of its call.
      key: key.slice(key.lastIndexOf('/') + 1),
      leg,
      step: 2,
      pid: job,
      ticks: 1,
      workerPid: 77,
      worker: 'worker-1',
      time: this.#tick(),
      text,
    });
  }

  pathOf(job: number): string {
    const { folder, run } = this.events.find(({ fields }) => fields.job === job)?.fields ?? {};
    const requested = this.events.find(({ fields }) => fields.type === 'run_requested' && fields.run === run);
    return `${REPOSITORY}/${requested?.fields.number}/${folder}/02-Run-it.log`;
  }

  /** The log with the lines that the ledger has for the job, changed by `edit`. */
  writeLog(job: number, edit: (lines: string[]) => string[] = (lines) => lines): void {
    const printed = this.ledger.filter((entry) => entry.job === job && entry.kind === 'line');
    const lines = ['##[group]Run it', 'it', '##[endgroup]', ...edit(printed.map(({ text }) => text))];
    this.logs.set(this.pathOf(job), lines.map((line) => `${TIME} ${line}\n`).join(''));
  }

  /** Removes what is chosen, from the log. */
  removeEvents(chosen: (fields: Fields) => boolean): void {
    this.events = this.events.filter(({ fields }) => !chosen(fields));
  }

  /** Replaces fields of the events that are chosen. */
  change(chosen: (fields: Fields) => boolean, fields: Partial<Fields>): void {
    this.events = this.events.map((event) =>
      chosen(event.fields) ? { ...event, fields: { ...event.fields, ...fields } } : event,
    );
  }

  /** Lets the worker of the last leg be lost: everything it said after its start is gone, the run has failed. */
  loseLastLeg(): void {
    const [, job] = TESTS;
    this.removeEvents(
      ({ type, job: of }) =>
        type === 'run_completed' || (of === job && /^(step_completed|job_completed)$/.test(type)),
    );
    this.ledger = this.ledger.filter((entry) => entry.job !== job || entry.kind !== 'end');
    this.#clock += 10_000;
    this.event({ type: 'worker_lost', owner: 'first', worker: WORKER });
    this.event({ type: 'run_completed', owner: 'first', run: RUN, runAttempt: 1, conclusion: 'failure' });
    this.runs = this.runs.map((run) => ({ ...run, conclusion: 'failure' }));
    this.records.set(RECORD, recordOf('failure'));
  }

  #tick(): number {
    this.#clock += 100;
    return this.#clock;
  }
}
