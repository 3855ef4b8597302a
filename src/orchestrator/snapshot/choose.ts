/**
 * What of `runbook.state` a restore takes, and what nobody needs any more.
 *
 * Why this holds whoever writes, in whatever order: a snapshot at some offset is the repository's state there,
 * whoever made it, so an owner frozen for long writes nothing untrue, only something old. A checkpoint is written
 * when snapshots of everything that changed up to its offset are durable. A snapshot is deleted only by somebody
 * whose own checkpoint is durable and who knows a newer one not beyond that checkpoint; so the newest that anybody
 * ever relied on is never deleted, and a restore goes by the newest checkpoint of all.
 */
import type { RepositoryName } from '../../events/index.ts';
import { readKey, type SnapshotId, snapshotKey } from './keys.ts';

/** What a restore takes. */
export interface Choice {
  /** The offset of the newest checkpoint. */
  readonly checkpoint: number;
  /** For each repository the newest whole snapshot that is not beyond the checkpoint. */
  readonly snapshots: readonly SnapshotId[];
}

/** Chooses among the keys that `runbook.state` holds of a partition; null where there is no checkpoint. */
export function chooseSnapshots(keys: Iterable<string>): Choice | null {
  const found = sortOut(keys);
  if (found.checkpoints.length === 0) return null;
  const checkpoint = Math.max(...found.checkpoints);
  return { checkpoint, snapshots: [...newestWhole(found, checkpoint).values()] };
}

/**
 * The keys that are superseded once the checkpoint at `checkpoint` is durable: older checkpoints, and of each
 * repository what is older than its newest whole snapshot up to there. Parts of what is not whole, at the same
 * offset or later, stay: somebody else may be writing them, and rely on them.
 * @param sure keys of records that are known to be there
 * @param doubtful keys of records of which it is not known whether they are
 */
export function supersededKeys(
  sure: Iterable<string>,
  doubtful: Iterable<string>,
  checkpoint: number,
): string[] {
  const present = [...sure];
  const newest = newestWhole(sortOut(present), checkpoint);
  return [...present, ...doubtful].filter((key) => {
    const read = readKey(key);
    if (read === null) return false;
    if (read.kind === 'checkpoint') return read.offset < checkpoint;
    const kept = newest.get(read.repository);
    return kept !== undefined && read.offset < kept.offset;
  });
}

interface Found {
  readonly checkpoints: readonly number[];
  /** By key of the first part: how many of its parts are there. */
  readonly snapshots: ReadonlyMap<string, { readonly id: SnapshotId; readonly present: number }>;
}

function sortOut(keys: Iterable<string>): Found {
  const checkpoints: number[] = [];
  const snapshots = new Map<string, { id: SnapshotId; present: number }>();
  for (const key of keys) {
    const read = readKey(key);
    if (read?.kind === 'checkpoint') checkpoints.push(read.offset);
    if (read?.kind !== 'snapshot') continue;
    const name = snapshotKey(read, 1);
    const known = snapshots.get(name);
    if (known === undefined) snapshots.set(name, { id: read, present: 1 });
    else known.present += 1;
  }
  return { checkpoints, snapshots };
}

function newestWhole({ snapshots }: Found, checkpoint: number): ReadonlyMap<RepositoryName, SnapshotId> {
  const newest = new Map<RepositoryName, SnapshotId>();
  for (const { id, present } of snapshots.values()) {
    if (present < id.parts || id.offset > checkpoint) continue;
    const known = newest.get(id.repository);
    if (known === undefined || known.offset < id.offset) newest.set(id.repository, id);
  }
  return newest;
}
