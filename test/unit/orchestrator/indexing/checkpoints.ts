import type { EventLog } from '../../../../src/log/index.ts';
import type { PartitionState } from '../../../../src/orchestrator/index.ts';
import { KnownKeys, takeCut, writeCut } from '../../../../src/orchestrator/snapshot/index.ts';

/** Writes snapshots and the checkpoint of a state after the event at `offset`. */
export async function writeCheckpoint(log: EventLog, state: PartitionState, offset: number): Promise<void> {
  const { partition } = state;
  const known = new KnownKeys((await log.readLatest('runbook.state', partition)).keys());
  const { signal } = new AbortController();
  await writeCut(takeCut(state, offset, state.repositories.keys()), { log, partition, known, signal });
}

/** Lets all events below `before` go, however young. */
export async function trim(log: EventLog, before: number): Promise<void> {
  await log.trim('runbook.events', 0, { before, olderThan: Number.MAX_SAFE_INTEGER });
}
