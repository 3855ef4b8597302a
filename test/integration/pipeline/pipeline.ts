import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import {
  type Conclusion,
  type DeliveryId,
  deliveryId,
  type Draft,
  type EventType,
  type PinnedJob,
  type PinnedRun,
  type RepositoryName,
  type RunbookEvent,
  type RunId,
  repositoryName,
  stamp,
} from '../../../src/events/index.ts';
import { Mirrors } from '../../../src/git/index.ts';
import { type EventLog, openEmbeddedLog } from '../../../src/log/index.ts';
import {
  createMirrorIntake,
  type Fold,
  type Orchestrator,
  startFold,
  startOrchestrator,
} from '../../../src/orchestrator/index.ts';
import type { FoldedEvent } from '../../../src/store/index.ts';
import type { RefUpdate } from './origin.ts';

/** The repository that tests push to unless they name another. */
export const REPOSITORY = repositoryName('acme/app');

const SILENT = pino({ level: 'silent' });

type Of<Type extends EventType> = Extract<RunbookEvent, { readonly type: Type }>;

/** The orchestrator with a real log, real git and real intake; what is missing is the worker. */
export class Pipeline {
  readonly log: EventLog;
  readonly orchestrator: Orchestrator;
  readonly #mirrors: Mirrors;
  readonly #fold: Fold;
  readonly #events: FoldedEvent[] = [];
  readonly #waiting = new Set<() => void>();
  #deliveries = 0;

  constructor(folder: string) {
    this.log = openEmbeddedLog(join(folder, 'log.db'));
    this.#mirrors = new Mirrors({ root: join(folder, 'mirrors'), allowLocal: true });
    this.#fold = startFold({
      log: this.log,
      onEvents: (batch) => {
        this.#events.push(...batch);
        for (const wake of this.#waiting) wake();
      },
      onError: (error) => {
        throw error;
      },
    });
    this.orchestrator = startOrchestrator({
      log: this.log,
      intake: createMirrorIntake({
        mirrors: this.#mirrors,
        access: async ({ registration: { url, credentials } }) => ({ url, credentials }),
        serverUrl: 'http://127.0.0.1:4000',
        logger: SILENT,
        retry: { limitMs: 60_000, firstDelayMs: 50, longestDelayMs: 100 },
      }),
      logger: SILENT,
      heartbeatMs: 200,
    });
  }

  /** Registers a repository by the path of its bare clone. */
  async register(url: string, repository: RepositoryName = REPOSITORY): Promise<void> {
    await this.append({
      type: 'repository_registered',
      repository,
      url,
      secret: 'sealed',
      credentials: null,
    });
  }

  /** Stores a push as the server does, under a new delivery id unless one is given. */
  async deliver(
    { ref, before, after }: RefUpdate,
    options: { readonly repository?: RepositoryName; readonly delivery?: DeliveryId } = {},
  ): Promise<DeliveryId> {
    this.#deliveries += 1;
    const { repository = REPOSITORY, delivery = deliveryId(`delivery-${Date.now()}-${this.#deliveries}`) } =
      options;
    const deleted = after === null;
    const sha = after ?? '0'.repeat(40);
    const trigger = { event: 'push', ref, sha, before, deleted, forced: false, actor: 'ada', message: null };
    const payload = { ref, before, after };
    await this.append({ type: 'delivery_received', repository, delivery, forge: 'git', trigger, payload });
    return delivery;
  }

  /** Appends an event as the server does. */
  async append(draft: Draft): Promise<void> {
    const event = stamp(draft, { by: 'server', now: Date.now() });
    const key = 'repository' in draft ? draft.repository : '';
    await this.log.append('runbook.events', [{ key, value: JSON.stringify(event) }]);
  }

  /** What counted of one type so far. */
  counted<Type extends EventType>(type: Type): Of<Type>[] {
    return this.#events.flatMap(({ event, counted }) => (counted && is(event, type) ? [event] : []));
  }

  /** Everything in the log, whether it counted or not. */
  get events(): readonly FoldedEvent[] {
    return this.#events;
  }

  /** Resolves with the first event of a type that counted and fits, now or later. */
  async until<Type extends EventType>(
    type: Type,
    fits: (event: Of<Type>) => boolean = () => true,
  ): Promise<Of<Type>> {
    for (;;) {
      const found = this.counted(type).find(fits);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          this.#waiting.delete(wake);
          resolve();
        };
        this.#waiting.add(wake);
      });
    }
  }

  /** Resolves with what intake made of a delivery. */
  handled(delivery: DeliveryId): Promise<Of<'delivery_handled'>> {
    return this.until('delivery_handled', (event) => event.delivery === delivery);
  }

  /** Resolves with the only run that a push starts. */
  async runOf(update: RefUpdate): Promise<Of<'run_requested'>> {
    const delivery = await this.deliver(update);
    return this.until('run_requested', (event) => event.delivery === delivery);
  }

  /** Resolves with the conclusion of a run, in its attempt `runAttempt`. */
  async conclusion(run: RunId, runAttempt = 1): Promise<Conclusion> {
    const fits = (event: Of<'run_completed'>): boolean =>
      event.run === run && event.runAttempt === runAttempt;
    return (await this.until('run_completed', fits)).conclusion;
  }

  /** The run as the server pins it for a rerun; for runs without a matrix whose jobs all completed. */
  pinned(run: RunId): PinnedRun {
    const requested = this.counted('run_requested').find((event) => event.run === run);
    if (requested === undefined) throw new Error(`there is no run ${run}`);
    const jobs = this.counted('job_offered').flatMap((offer): PinnedJob[] => {
      const completed = this.counted('job_completed').find(({ job }) => job === offer.job);
      if (offer.run !== run || completed === undefined) return [];
      const { key, leg, name, folder, job, attempt, continueOnError } = offer;
      const { conclusion, outputs } = completed;
      return [{ key, leg, name, folder, job, attempt, conclusion, continueOnError, outputs }];
    });
    return { requested, jobs };
  }

  async stop(): Promise<void> {
    await this.orchestrator.stop();
    await this.#fold.stop();
    await this.#mirrors.close();
    await this.log.close();
  }
}

/** A new folder below the system's temporary one, and how to remove it. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'runbook-pipeline-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

function is<Type extends EventType>(event: RunbookEvent, type: Type): event is Of<Type> {
  return event.type === type;
}
