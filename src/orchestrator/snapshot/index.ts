export { NewerSnapshotError, SnapshotError } from './errors.ts';
export { decodePartitionState, encodePartitionState } from './partition-text.ts';
export { type RestoredPartition, restorePartition } from './restore.ts';
