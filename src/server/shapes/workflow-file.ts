import type { Problem } from '../../events/index.ts';

/** `GET /api/runs/{run}/workflow`: the workflow file of a run as it was at its commit. Lines count from 1. */
export interface WorkflowFileShape {
  readonly path: string;
  readonly name: string;
  /** Whether the file's text is there: not of a run whose delivery failed, and not of what older versions rejected. */
  readonly available: boolean;
  /** Empty where it is not there. */
  readonly source: string;
  /** Of a rejected file. */
  readonly errors: readonly HintedProblem[];
  /** In the file's order; jobs of called workflows follow, without steps, at the line of the job that calls. */
  readonly jobs: readonly WorkflowFileJob[];
}

export interface HintedProblem extends Problem {
  /** What to do, in a sentence or a few. */
  readonly hint?: string;
}

export interface WorkflowFileJob {
  readonly key: string;
  readonly line: number;
  readonly steps: readonly {
    /** As the job's log has it. */
    readonly number: number;
    readonly line: number;
    /** Its expressions as written; null for what is no step. */
    readonly name: string | null;
  }[];
}
