import type { ProblemDetail } from '../../server/shapes/index.ts';

/** A request that the server refused, or that never reached it. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  /** The HTTP status; 0: there was no answer. */
  readonly status: number;
  /** What is wrong with what was sent, by field. */
  readonly errors: readonly ProblemDetail[];

  constructor(
    message: string,
    options: { status: number; errors?: readonly ProblemDetail[]; cause?: unknown },
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.status = options.status;
    this.errors = options.errors ?? [];
  }
}
