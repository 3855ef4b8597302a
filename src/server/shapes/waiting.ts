import type { RunId } from '../../events/index.ts';

/** What a job, or a run before its first job, waits for. */
export type WaitingShape =
  | {
      readonly kind: 'worker';
      /** What the job wants of a worker. */
      readonly labels: readonly string[];
      /** For which of them nobody can take it; none where it waits for a worker to be free. */
      readonly missing: readonly string[];
      /** How many workers are there that take jobs. */
      readonly workers: number;
    }
  | {
      readonly kind: 'group';
      /** The concurrency group's name. */
      readonly group: string;
      /** Who has the group, in the same repository; null where that is not known. */
      readonly behind: {
        readonly run: RunId;
        readonly run_number: number;
        /** The key of the job that has it; null where the whole run does. */
        readonly job: string | null;
      } | null;
    }
  | {
      /** `max-parallel` of its matrix, or the time of its next try. */
      readonly kind: 'max-parallel' | 'retry';
      /** When a retry may begin; null where that is not known, and for `max-parallel`. */
      readonly until: string | null;
    };
