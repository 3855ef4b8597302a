/**
 * The orchestrator. Its pure core folds a partition's events into a state (`apply`), says what follows from it
 * (`decide`) and what workers are to be told (`publish`, `republish`, `openOffers`); service and intake connect it to the log
 * and to git.
 */
export { type Applied, apply, type StampedEvent } from './apply/index.ts';
export { type DecideInput, decide } from './decide/index.ts';
export { type IndexFoldOptions, IndexRebuildError, startIndexFold } from './indexing/index.ts';
export {
  createMirrorIntake,
  type IntakeSource,
  type MirrorIntakeOptions,
} from './intake/index.ts';
export type { IntakeResult, PreparedWorkflow } from './intake-result.ts';
export { applyPresence, createPresence, type Presence, type PresentWorker } from './presence/index.ts';
export { jobSpecOf, openOffers, publish, republish } from './publish/index.ts';
export {
  type Fold,
  type FoldedBatch,
  type FoldOptions,
  NewerEventError,
  type Orchestrator,
  type OrchestratorOptions,
  startFold,
  startOrchestrator,
} from './service/index.ts';
export {
  decodePartitionState,
  encodePartitionState,
  NewerSnapshotError,
  type RestoredPartition,
  restorePartition,
  SnapshotError,
} from './snapshot/index.ts';
export {
  createState,
  groupOfAttempt,
  groupOfRun,
  type LiveAttempt,
  type PartitionState,
  type PendingDelivery,
  pendingDeliveries,
  type Registration,
  type RepositoryState,
  repositoryOf,
  type RunState,
  type WaitedGroup,
} from './state/index.ts';
