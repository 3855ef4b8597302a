/**
 * Snapshots of a partition's state in `runbook.state`: how it is written (`takeCut`, `writeCut`), what of it is
 * superseded, and how a partition is restored from it.
 */
export { type Cut, takeCut } from './cut.ts';
export { NewerSnapshotError, SnapshotError } from './errors.ts';
export { KnownKeys } from './known-keys.ts';
export { decodePartitionState, encodePartitionState } from './partition-text.ts';
export { type RestoredPartition, restorePartition } from './restore.ts';
export { type CutTarget, deleteSuperseded, writeCut } from './write-cut.ts';
