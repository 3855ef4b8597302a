import { type Decision, type Draft, type JobId, LOSS_LIMIT_MS, type OwnerId } from '../../events/index.ts';
import type { IntakeResult } from '../intake-result.ts';
import type { Presence } from '../presence/index.ts';
import type { PartitionState } from '../state/index.ts';
import { Batch } from './batch.ts';
import { decideDeadlines } from './deadlines.ts';
import { decideDelivery } from './deliveries.ts';
import { decideGrants } from './grants.ts';
import { decideLosses, type Silence } from './losses.ts';
import { wakeRetries } from './retries.ts';
import { decideRuns } from './runs.ts';
import { endUndelivered } from './undelivered.ts';

/** What a decision needs beside the partition's own state. */
export interface DecideInput {
  /** Who decides; nothing is decided for anybody but the partition's owner. */
  readonly owner: OwnerId;
  readonly presence: Presence;
  /** What intake found; results of deliveries that are not at the head of their queue are ignored. */
  readonly prepared: readonly IntakeResult[];
  /** When this owner's first tick was stamped by the log (milliseconds since 1970 UTC); null: not yet. */
  readonly firstTick: number | null;
  /** Milliseconds of silence after which a worker is lost. Default: LOSS_LIMIT_MS. */
  readonly lossLimitMs?: number;
  /** Granted attempts of which the log does not let workers be told, each with the reason. Default: none. */
  readonly undelivered?: ReadonlyMap<JobId, string>;
}

/**
 * Everything that can be decided now and was not. Deterministic; looks only at what changed since the last time
 * and at deadlines. What it returns is to be appended in one call and read back before it is asked again; it
 * says the same again as long as that has not happened.
 */
export function decide(state: PartitionState, input: DecideInput): Draft<Decision>[] {
  if (state.owner !== input.owner) return [];
  const { presence, firstTick, lossLimitMs: limitMs = LOSS_LIMIT_MS } = input;
  const batch = new Batch(state, input.owner, Math.max(state.now, presence.now));
  const silence: Silence = { presence, firstTick, limitMs };
  decideLosses(batch, silence);
  // A loss changes what there is to decide; it is rare enough for a round of its own.
  if (batch.decisions.length > 0) return batch.decisions;
  for (const result of input.prepared) decideDelivery(batch, result);
  wakeRetries(batch);
  decideRuns(batch);
  decideGrants(batch, silence);
  if (input.undelivered !== undefined) endUndelivered(batch, input.undelivered);
  decideDeadlines(batch);
  return batch.decisions;
}
