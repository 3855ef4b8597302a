import type { FeedDraft } from '../../events/index.ts';

/** A request to workers for output that is missing. */
export type WantedOutput = Extract<FeedDraft, { type: 'output_wanted' }>;

/**
 * Asks for a step's log from a byte on.
 * @param log names the log, perhaps among other things
 */
export function wantedFrom(log: Omit<WantedOutput, 'type' | 'from'>, from: number): WantedOutput {
  const { repository, run, runNumber, job, worker, folder, step, file } = log;
  return { type: 'output_wanted', repository, run, runNumber, job, worker, folder, step, file, from };
}
