import type { Correction } from '../source/source-text.ts';

/** What a check has against a part of an expression. */
export interface ExpressionFinding {
  readonly severity: 'error' | 'warning';
  readonly rule: string;
  /** 0-based places within the expression, the end exclusive. */
  readonly start: number;
  readonly end: number;
  /** A sentence; made when it is told, as a hostile file has more findings than anybody reads. */
  readonly message: () => string;
  /** The misspelt name and what was meant, where that is known; made as late. */
  readonly correction?: () => Correction | undefined;
}

/** Takes what the parts of the check find. */
export type Report = (finding: ExpressionFinding) => void;
