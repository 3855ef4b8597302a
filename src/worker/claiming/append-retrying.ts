import { setTimeout as sleep } from 'node:timers/promises';

import {
  type AppendOptions,
  type EventLog,
  LogUnavailableError,
  type NewRecord,
  type Topic,
} from '../../log/index.ts';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Appends, again and again while the log is not available, with growing pauses. Gives false where `signal`
 * ended it first. @throws what else the log throws
 */
export async function appendRetrying(
  log: EventLog,
  topic: Topic,
  records: readonly NewRecord[],
  signal: AbortSignal,
  options: AppendOptions = {},
): Promise<boolean> {
  for (let pause = FIRST_PAUSE_MS; !signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      await log.append(topic, records, options);
      return true;
    } catch (error) {
      if (!(error instanceof LogUnavailableError)) throw error;
    }
    await sleep(pause, undefined, { signal }).catch(() => undefined);
  }
  return false;
}
