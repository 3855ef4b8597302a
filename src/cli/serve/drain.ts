import type { Worker } from '../../worker/index.ts';
import type { Output } from '../terminal/output.ts';

/** Milliseconds after which jobs that were cancelled at the end must be gone. */
const CANCEL_LIMIT_MS = 60_000;

/**
 * Hands back what has not started and finishes what runs; a second signal cancels it.
 * @param limitMs milliseconds that jobs may go on
 */
export async function drain(
  worker: Worker,
  limitMs: number,
  secondSignal: Promise<void>,
  stderr: Output,
): Promise<void> {
  if (worker.running > 0) {
    const jobs = worker.running === 1 ? 'a job' : `${worker.running} jobs`;
    await stderr.write(`Finishing ${jobs}; a second signal cancels.\n`);
  }
  const cancel = async (): Promise<void> => {
    await secondSignal;
    await stderr.write('Cancelling what still runs.\n');
    await worker.cancelAll();
    await worker.drain(CANCEL_LIMIT_MS);
  };
  await Promise.race([worker.drain(limitMs), cancel()]);
}
