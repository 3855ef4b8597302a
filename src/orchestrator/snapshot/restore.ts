import type { EventLog, LogRecord } from '../../log/index.ts';
import { createState, type PartitionState } from '../state/index.ts';
import { readCheckpoint } from './checkpoint.ts';
import { chooseSnapshots } from './choose.ts';
import { decodeState } from './decode.ts';
import type { EncodedRepository } from './encoded.ts';
import { NewerSnapshotError, SnapshotError } from './errors.ts';
import { checkpointKey, type SnapshotId, snapshotKey } from './keys.ts';
import { repositoryIn } from './lines.ts';
import { unpack } from './pack.ts';

/** A partition's state as its newest checkpoint has it. */
export interface RestoredPartition {
  /** With everything on its agenda; empty where there is no checkpoint. */
  readonly state: PartitionState;
  /**
   * The offset of the first event to fold into it; 0 where there is no checkpoint: a log that does not hold that
   * event any more cannot be folded from where it begins.
   */
  readonly next: number;
  /** The keys that `runbook.state` holds of the partition. */
  readonly keys: readonly string[];
}

/**
 * Reads a partition's newest checkpoint and the snapshots that belong to it.
 * @param signal ends the wait for a log that is away
 * @throws LogUnavailableError, NewerSnapshotError, SnapshotError
 */
export async function restorePartition(
  log: EventLog,
  partition: number,
  signal?: AbortSignal,
): Promise<RestoredPartition> {
  const latest = await log.readLatest('runbook.state', partition, signal);
  const keys = [...latest.keys()];
  const choice = chooseSnapshots(keys);
  if (choice === null) return { state: createState(partition), next: 0, keys };
  const { checkpoint, snapshots } = choice;
  const what = `The checkpoint of partition ${partition} at offset ${checkpoint}`;
  const facts = readCheckpoint(valueOf(latest, checkpointKey(checkpoint)), what);
  if (facts.partition !== partition) throw new SnapshotError(`${what} is that of another partition.`);
  if (facts.repositories !== snapshots.length) {
    throw new SnapshotError(
      `${what} belongs to ${facts.repositories} repositories; runbook.state holds snapshots of ${snapshots.length}.`,
    );
  }
  const repositories: EncodedRepository[] = [];
  for (const id of snapshots) repositories.push(await readSnapshot(id, latest));
  return { state: decodeState(facts, repositories), next: checkpoint + 1, keys };
}

async function readSnapshot(
  id: SnapshotId,
  latest: ReadonlyMap<string, LogRecord>,
): Promise<EncodedRepository> {
  const what = `The snapshot of ${id.repository} at offset ${id.offset}`;
  const parts = Array.from({ length: id.parts }, (_, index) => valueOf(latest, snapshotKey(id, index + 1)));
  try {
    const repository = repositoryIn(await unpack({ digest: id.digest, parts }), what);
    if (repository.head.name !== id.repository) throw new SnapshotError('It is that of another repository.');
    return repository;
  } catch (error) {
    if (error instanceof NewerSnapshotError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new SnapshotError(`${what} cannot be read. ${reason}`, { cause: error });
  }
}

function valueOf(latest: ReadonlyMap<string, LogRecord>, key: string): string {
  const record = latest.get(key);
  if (record === undefined) throw new SnapshotError(`runbook.state does not hold ${key}.`);
  return record.value;
}
