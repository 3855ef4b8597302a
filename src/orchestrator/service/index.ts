export { NewerEventError, PartitionFold } from './partition-fold.ts';
export { type Fold, type FoldedBatch, type FoldOptions, startFold } from './start-fold.ts';
export { type Orchestrator, type OrchestratorOptions, startOrchestrator } from './start-orchestrator.ts';
