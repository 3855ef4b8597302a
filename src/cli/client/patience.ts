import { setTimeout as delay } from 'node:timers/promises';
import { CommandError } from '../exit-code.ts';

/** The server does not answer, or says that it cannot yet (503): it may be starting again. */
export class ServerAwayError extends CommandError {}

/** How long one who follows waits for a server that went away, and how often it is asked, in milliseconds. */
export interface Patience {
  readonly limitMs: number;
  readonly pauseMs: number;
}

/** A restart takes a second, a drain half an hour; whoever waits longer than a minute wants to know. */
export const FOLLOWER: Patience = { limitMs: 60_000, pauseMs: 300 };

/** Asks again while the server is away, as long as the patience lasts. @throws CommandError */
export async function patiently<Answer>(
  ask: () => Promise<Answer>,
  { limitMs, pauseMs }: Patience = FOLLOWER,
): Promise<Answer> {
  const end = performance.now() + limitMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ServerAwayError) || performance.now() > end) throw error;
    }
    await delay(pauseMs);
  }
}
