import type { ProblemDetail } from '../../server/shapes/index.ts';

/** Statuses with which the server says that it has no such thing, or that this can be no id of one. */
const ABSENT: readonly number[] = [400, 404, 422];

/** Whether what was asked for is not there, so that asking again changes nothing. */
export function isAbsent(error: unknown): boolean {
  return error instanceof ApiProblem && ABSENT.includes(error.status);
}

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
