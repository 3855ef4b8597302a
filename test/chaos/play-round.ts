import type { Campaign } from './campaign/campaign.ts';
import { HangingError } from './campaign/settle.ts';
import { check } from './checker/check.ts';
import type { History } from './checker/history.ts';
import type { Violation } from './checker/violation.ts';

const RULE = 'everything comes to rest';

/** What one round came to. */
export interface Played {
  readonly history: History;
  readonly violations: readonly Violation[];
}

/** Plays a round of so many faults and checks all that happened until then. */
export async function playRound(campaign: Campaign, faults: number): Promise<Played> {
  try {
    await campaign.round(faults);
  } catch (error) {
    if (!(error instanceof HangingError)) throw error;
    const { message, runs } = error;
    const violations: Violation[] =
      runs.length === 0 ? [{ rule: RULE, message }] : runs.map((run) => ({ rule: RULE, message, run }));
    return { history: await campaign.history(), violations };
  }
  const history = await campaign.history();
  return { history, violations: check(history) };
}
