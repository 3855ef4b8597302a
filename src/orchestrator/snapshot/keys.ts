/**
 * The keys of `runbook.state`. A snapshot is one repository's state after the event at `offset`, in parts that
 * count only together; a checkpoint is what belongs to the partition itself after that event. Both are the same
 * whoever writes them, for folding is. As the digest is that of the bytes, parts that were packed differently
 * (another zlib, say) are never mixed, nor does one write replace another.
 */
import { isRepositoryName, type RepositoryName } from '../../events/index.ts';

/** Which snapshot a part belongs to. */
export interface SnapshotId {
  readonly repository: RepositoryName;
  readonly offset: number;
  /** SHA-256 of the packed bytes, in hex. */
  readonly digest: string;
  /** How many parts it has: 1 or more. */
  readonly parts: number;
}

/** What a key of `runbook.state` stands for. */
export type StateKey =
  | (SnapshotId & {
      readonly kind: 'snapshot';
      /** From 1. */
      readonly part: number;
    })
  | { readonly kind: 'checkpoint'; readonly offset: number };

/** `snapshot/<owner>/<name>/<offset>/<digest>/<part>-<parts>` */
export function snapshotKey({ repository, offset, digest, parts }: SnapshotId, part: number): string {
  return `snapshot/${repository}/${offset}/${digest}/${part}-${parts}`;
}

/** `checkpoint/<offset>` */
export function checkpointKey(offset: number): string {
  return `checkpoint/${offset}`;
}

const SNAPSHOT =
  /^snapshot\/([^/]+\/[^/]+)\/(0|[1-9]\d{0,15})\/([0-9a-f]{1,64})\/([1-9]\d{0,5})-([1-9]\d{0,5})$/;
const CHECKPOINT = /^checkpoint\/(0|[1-9]\d{0,15})$/;

/** What a key stands for; null for one that is not known here, which is left alone. */
export function readKey(key: string): StateKey | null {
  const checkpoint = CHECKPOINT.exec(key);
  if (checkpoint !== null) return { kind: 'checkpoint', offset: Number(checkpoint[1]) };
  const [, repository = '', offset, digest = '', part, parts] = SNAPSHOT.exec(key) ?? [];
  if (!isRepositoryName(repository)) return null;
  const read = { offset: Number(offset), digest, part: Number(part), parts: Number(parts) };
  if (read.part > read.parts) return null;
  return { kind: 'snapshot', repository, ...read };
}
