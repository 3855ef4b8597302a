import type { RunbookEvent } from '../../events/index.ts';

/** An event of `runbook.events` as the fold judged it. */
export interface FoldedEvent {
  readonly partition: number;
  readonly offset: number;
  /** Milliseconds since 1970 UTC, the log's. */
  readonly timestamp: number;
  readonly event: RunbookEvent;
  /** Whether it had an effect: a repeat, or a decision of an owner that was replaced, has none. */
  readonly counted: boolean;
}
