import type { JobId, RunbookEvent } from '../../events/index.ts';

/** One line of a step's output. */
export interface OutputLine {
  readonly job: JobId;
  readonly step: number;
  /** When it was printed, RFC 3339 UTC. */
  readonly at: string;
  readonly text: string;
}

/** Prints what happens while the runs go on: for people, or as JSON. */
export interface Reporter {
  /** A counted event, in log order. @param at the log's stamp, milliseconds */
  event(event: RunbookEvent, at: number): void;
  /** Output, after the `step_started` of its step; a promise asks to wait (bounded memory). */
  lines(lines: readonly OutputLine[]): void | Promise<void>;
  /** Everything has ended. */
  end(): void | Promise<void>;
}
