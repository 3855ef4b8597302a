/** What a check has against a part of an expression. */
export interface ExpressionFinding {
  readonly severity: 'error' | 'warning';
  readonly rule: string;
  /** 0-based places within the expression, the end exclusive. */
  readonly start: number;
  readonly end: number;
  /** A sentence; made when it is told, as a hostile file has more findings than anybody reads. */
  readonly message: () => string;
}

/** Takes what the parts of the check find. */
export type Report = (finding: ExpressionFinding) => void;
