import type { Conclusion } from '../../events/index.ts';

/** What the terminal shows of a run; made from events (`runbook run`) or from the API (`show`, `logs`). */
export interface RunView {
  /** `CI #12` or `CI`. */
  readonly title: string;
  readonly conclusion: Conclusion | null;
  /** Why, where the jobs do not say it. */
  readonly reason: string | null;
  /** Milliseconds since 1970; null: not yet. */
  readonly startedAt: number | null;
  readonly completedAt: number | null;
  readonly jobs: readonly JobView[];
}

/** One job attempt. */
export interface JobView {
  readonly name: string;
  readonly status: 'queued' | 'waiting' | 'in_progress' | 'completed';
  readonly conclusion: Conclusion | null;
  readonly reason: string | null;
  readonly startedAt: number | null;
  readonly completedAt: number | null;
  readonly steps: readonly StepView[];
}

/** One step. */
export interface StepView {
  readonly number: number;
  readonly name: string;
  readonly conclusion: Conclusion | null;
  readonly startedAt: number | null;
  readonly completedAt: number | null;
}
