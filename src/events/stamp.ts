import type { Draft, RunbookEvent } from './catalogue.ts';
import type { Envelope } from './envelope.ts';
import type { FeedRecord } from './feed.ts';
import type { StepOutput } from './output.ts';
import type { PresenceRecord } from './presence.ts';
import { feedVersionOf, versionOf } from './versions.ts';

/** A record of `runbook.jobs` without what its writer's edge adds. */
export type FeedDraft = Draft<FeedRecord>;
/** A record of `runbook.workers` without what its writer's edge adds. */
export type PresenceDraft = Draft<PresenceRecord>;

/** A record of `runbook.logs` without what its writer's edge adds. */
export type OutputDraft = Draft<StepOutput>;

/** Who writes a record, and when by the writer's clock. */
export interface Stamp {
  /** `server`, `worker:<id>`, `orchestrator:<owner>`, `cli`. */
  readonly by: string;
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
}

/** Completes an event for `runbook.events`. */
export function stamp(draft: Draft, by: Stamp): RunbookEvent {
  return { ...envelope(by), v: versionOf(draft), ...draft };
}

/** Completes a record for `runbook.jobs`. */
export function stampFeed(draft: FeedDraft, by: Stamp): FeedRecord {
  return { ...envelope(by), v: feedVersionOf(draft), ...draft };
}

/** Completes a record for `runbook.workers`. */
export function stampPresence(draft: PresenceDraft, by: Stamp): PresenceRecord {
  return { ...envelope(by), ...draft };
}

/** Completes a record for `runbook.logs`. */
export function stampOutput(draft: OutputDraft, by: Stamp): StepOutput {
  return { ...envelope(by), ...draft };
}

function envelope({ by, now }: Stamp): Envelope {
  return { v: 1, at: new Date(now).toISOString(), by };
}
