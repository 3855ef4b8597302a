/** What `/api/stream` tells. */
import type { Conclusion, JobId, RepositoryName, RunId, WorkerId } from '../../events/index.ts';
import type { StatusText } from './github.ts';
import type { DeliveryShape, WorkerShape } from './repositories.ts';

/** `data` of the events of `GET /api/stream`, by event name. */
export interface StreamShapes {
  /** The first message: where the stream begins. */
  readonly hello: { readonly version: string };
  /** Changes were missed (a reconnect after too long): read everything again. */
  readonly reset: { readonly reason: string };
  readonly run: StreamRunShape;
  readonly job: StreamJobShape;
  readonly step: StreamStepShape;
  readonly delivery: DeliveryShape;
  /** With `log`: the log that is watched has grown, or is complete. */
  readonly log: StreamLogShape;
  /** With `workers=1`: a heartbeat, or who left or fell silent. */
  readonly worker: { readonly worker: WorkerShape } | { readonly left: WorkerId };
}

export interface StreamRunShape {
  readonly repository: RepositoryName;
  readonly run: RunId;
  readonly run_number: number;
  readonly run_attempt: number;
  readonly name: string;
  readonly display_title: string;
  readonly event: string;
  readonly head_branch: string | null;
  readonly head_sha: string;
  readonly status: StatusText;
  readonly conclusion: Conclusion | null;
  readonly reason: string | null;
}

export interface StreamJobShape {
  readonly repository: RepositoryName;
  readonly run: RunId;
  readonly job: JobId;
  readonly key: string;
  readonly leg: number;
  readonly attempt: number;
  readonly run_attempt: number;
  readonly name: string;
  readonly status: StatusText;
  readonly conclusion: Conclusion | null;
  readonly reason: string | null;
}

export interface StreamStepShape {
  readonly repository: RepositoryName;
  readonly run: RunId;
  readonly job: JobId;
  readonly step: number;
  readonly name: string;
  readonly status: 'in_progress' | 'completed';
  readonly conclusion: Conclusion | null;
}

/** How a log stands, and its newest lines; those between two messages that neither has are read with `/log?from`. */
export interface StreamLogShape {
  readonly job: JobId;
  readonly step: number;
  /** The first line given, from 0; `total` where none is. */
  readonly from: number;
  /** Each with its time in front: 200 lines and 64 KiB at most, and none that an earlier message had. */
  readonly lines: readonly string[];
  /** Lines in the log now. */
  readonly total: number;
  readonly bytes: number;
  /** Nothing more will be added: this is the last message. */
  readonly complete: boolean;
}
