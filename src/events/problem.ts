/**
 * One mistake in a file, at its place. Lines and columns count from 1, the end is exclusive, `file` is as
 * given. An `error` is what GitHub refuses or what cannot run here; a `warning` is what GitHub runs although
 * it is a mistake.
 */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: 'error' | 'warning';
  /** The rule's name, `unknown-key`, stable for scripts. */
  readonly rule: string;
  /** One sentence: what is wrong and what to do. */
  readonly message: string;
  /** The offending line of the file, without its line end; of a long one the part around the place. */
  readonly snippet?: string;
  /** The column of the snippet's first character; default 1. */
  readonly snippetColumn?: number;
}

/** An annotation that a step's command (`::error file=...::text`) or the worker itself made. */
export interface Annotation {
  readonly level: 'failure' | 'warning' | 'notice';
  readonly message: string;
  readonly title?: string;
  readonly file?: string;
  readonly line?: number;
  readonly endLine?: number;
  readonly column?: number;
  readonly endColumn?: number;
  /** The step it came from. */
  readonly step: number;
  /** The line of the step's log it stands at, from 0. */
  readonly logLine?: number;
}
