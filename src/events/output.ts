/**
 * `runbook.logs`: what steps print, on its way from the worker's disk to the log files of every server. Its key is
 * the job attempt's id, so that the output of a job is in order; it may be read twice, and a reader that misses
 * some of it asks for it with `output_wanted` (`runbook.jobs`).
 */
import type { OfJob } from './envelope.ts';
import type { WorkerId } from './ids.ts';

/** Milliseconds that a worker keeps the output of a job on its disk after the job ended and all of it was stored. */
export const OUTPUT_KEPT_MS = 24 * 60 * 60 * 1_000;

/** Where a step's log lies among all logs. Whoever makes a path of it checks it first. */
interface OfStepLog extends OfJob {
  /** Who ran the job. Another start of that worker on the same disk may speak of it too. */
  readonly worker: WorkerId;
  readonly runNumber: number;
  /** The job attempt's folder, as its introduction named it. */
  readonly folder: string;
  /** As in `step_started`. */
  readonly step: number;
  /** As in `step_started`. */
  readonly file: string;
}

/** A piece of a step's log, byte by byte as it is in the worker's file. */
export interface StepOutput extends OfStepLog {
  readonly type: 'step_output';
  /** The byte of the file at which `text` begins. */
  readonly offset: number;
  /** Whole lines in the form of the file, the last one ended too. */
  readonly text: string;
}

/**
 * A server misses output from a byte on: the worker that has it on its disk sends it again. It asks and decides
 * nothing; unlike the rest of `runbook.jobs` it is written by servers.
 */
export interface OutputWanted extends OfStepLog {
  readonly type: 'output_wanted';
  /** The first byte of the file that is missing. */
  readonly from: number;
}
