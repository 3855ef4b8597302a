import type { EventLog } from '../../../../src/log/index.ts';
import type { PartitionState } from '../../../../src/orchestrator/index.ts';
import { checkpointText } from '../../../../src/orchestrator/snapshot/checkpoint.ts';
import { encodeFacts, encodeRepositories } from '../../../../src/orchestrator/snapshot/encode.ts';
import { checkpointKey, snapshotKey } from '../../../../src/orchestrator/snapshot/keys.ts';
import { linesOf } from '../../../../src/orchestrator/snapshot/lines.ts';
import { pack } from '../../../../src/orchestrator/snapshot/pack.ts';

/** Writes snapshots and the checkpoint of a state after the event at `offset`. */
export async function writeCheckpoint(log: EventLog, state: PartitionState, offset: number): Promise<void> {
  const { partition } = state;
  for (const repository of encodeRepositories(state, state.repositories.keys())) {
    const { digest, parts } = await pack(linesOf(repository));
    const id = { repository: repository.head.name, offset, digest, parts: parts.length };
    const records = parts.map((value, index) => ({ key: snapshotKey(id, index + 1), value, partition }));
    await log.append('runbook.state', records);
  }
  const value = checkpointText(offset, encodeFacts(state));
  await log.append('runbook.state', [{ key: checkpointKey(offset), value, partition }]);
}

/** Lets all events below `before` go, however young. */
export async function trim(log: EventLog, before: number): Promise<void> {
  await log.trim('runbook.events', 0, { before, olderThan: Number.MAX_SAFE_INTEGER });
}
