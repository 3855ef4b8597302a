export { IndexDamagedError } from './columns.ts';
export type { ExpiredRun } from './expired-runs.ts';
export type { FoldedEvent } from './folded-event.ts';
export { numericId } from './numeric-id.ts';
export type { CompletedLog } from './output-index.ts';
export type * from './records.ts';
export { CONCLUSIONS, STATUSES } from './records.ts';
export { type IndexListener, RunIndex } from './run-index.ts';
export type { Page, RunFilter } from './run-queries.ts';
