import { type Draft, type RepositoryName, stamp } from '../events/index.ts';
import { type EventLog, InvalidRecordError, LogUnavailableError } from '../log/index.ts';
import type { FoldedEvent, RunIndex } from '../store/index.ts';
import { HttpProblem, unavailable } from './http/problem.ts';

/** An event of a repository, as the server writes it. */
export type RepositoryDraft = Draft & { readonly repository: RepositoryName };

/**
 * What became of an event: `counted`, `ignored` (it came too late, or repeats another), or `pending` (it is
 * stored, and its effect was not seen in time).
 */
export type Effect = 'counted' | 'ignored' | 'pending';

/** Writes the server's events and waits for their effect, so that what is read next shows it. */
export class Commands {
  readonly #log: EventLog;
  readonly #index: RunIndex;
  readonly #now: () => number;
  readonly #limitMs: number;

  constructor(options: {
    readonly log: EventLog;
    readonly index: RunIndex;
    readonly now: () => number;
    /** How long to wait for an effect, in milliseconds. */
    readonly limitMs: number;
  }) {
    this.#log = options.log;
    this.#index = options.index;
    this.#now = options.now;
    this.#limitMs = options.limitMs;
  }

  /**
   * Appends events of one repository, all or none; resolves when they are durable.
   * @throws HttpProblem 503 where the log cannot store them, or does not know whether it has; 413 where it never will
   */
  async append(
    drafts: readonly RepositoryDraft[],
  ): Promise<readonly { partition: number; offset: number }[]> {
    const now = this.#now();
    try {
      const records = drafts.map((draft) => ({
        key: draft.repository,
        value: JSON.stringify(stamp(draft, { by: 'server', now })),
      }));
      return await this.#log.append('runbook.events', records);
    } catch (error) {
      // No text can be as long as what is far too large.
      if (error instanceof InvalidRecordError || error instanceof RangeError)
        throw new HttpProblem(413, `It is too large to be stored. ${error.message}`, { cause: error });
      if (!(error instanceof LogUnavailableError)) throw error;
      throw unavailable(`The event log could not store it: ${error.message}`, error);
    }
  }

  /** Appends an event and waits until the index shows its effect. @throws HttpProblem 503 */
  async submit(draft: RepositoryDraft): Promise<Effect> {
    const judged = new Map<string, boolean>();
    const place = ({ partition, offset }: { partition: number; offset: number }): string =>
      `${partition}:${offset}`;
    let wanted: string | null = null;
    const wait = this.#watch((folded) => {
      if (folded.event.type === draft.type) judged.set(place(folded), folded.counted);
      return wanted !== null && judged.has(wanted);
    });
    try {
      const [position] = await this.append([draft]);
      if (position === undefined) return 'pending';
      wanted = place(position);
      if (!judged.has(wanted)) await wait.met();
      const counted = judged.get(wanted);
      return counted === undefined ? 'pending' : counted ? 'counted' : 'ignored';
    } finally {
      wait.end();
    }
  }

  /** As `submit`, and then waits for a first event that `isAnswer` accepts; false where none came in time. */
  async submitAndAwait(draft: RepositoryDraft, isAnswer: (folded: FoldedEvent) => boolean): Promise<boolean> {
    let answered = false;
    const wait = this.#watch((folded) => {
      answered ||= folded.counted && isAnswer(folded);
      return answered;
    });
    try {
      await this.append([draft]);
      if (!answered) await wait.met();
      return answered;
    } finally {
      wait.end();
    }
  }

  /** Looks at every projected event until `isMet`; `met` resolves then, or when the limit has passed. */
  #watch(isMet: (folded: FoldedEvent) => boolean): { met(): Promise<void>; end(): void } {
    let resolve = (): void => {};
    const met = new Promise<void>((resolveMet) => {
      resolve = resolveMet;
    });
    let timer: NodeJS.Timeout | undefined;
    const stop = this.#index.onProjected((events) => {
      for (const folded of events) if (isMet(folded)) resolve();
    });
    return {
      met: () => {
        timer = setTimeout(resolve, this.#limitMs);
        return met;
      },
      end: () => {
        stop();
        clearTimeout(timer);
      },
    };
  }
}
