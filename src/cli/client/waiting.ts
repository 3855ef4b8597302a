import type { JobDetailShape } from '../../server/index.ts';

/** Why a job waits, with what would help where no worker can ever take it; null: it does not wait. */
export function waitingReason({ reason, waiting }: JobDetailShape): string | null {
  if (reason === null || waiting?.kind !== 'worker' || waiting.missing.length === 0) return reason;
  return `${reason}; start one with --labels ${waiting.missing.join(',')}`;
}
