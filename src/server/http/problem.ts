/** One mistake in what was sent, as GitHub's `errors` have it. */
export interface ProblemDetail {
  readonly resource: string;
  readonly field: string;
  readonly code: 'missing_field' | 'invalid' | 'unprocessable';
  readonly message: string;
}

/**
 * A request that is answered with an error: RFC 9457's `application/problem+json` with GitHub's `message` and
 * `errors` in it.
 */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly status: number;
  readonly errors: readonly ProblemDetail[];
  readonly headers: { readonly [name: string]: string };

  /**
   * @param status 400 to 599
   * @param message one sentence: what is wrong and what to do
   */
  constructor(
    status: number,
    message: string,
    options: {
      readonly errors?: readonly ProblemDetail[];
      readonly headers?: { readonly [name: string]: string };
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.status = status;
    this.errors = options.errors ?? [];
    this.headers = options.headers ?? {};
  }
}

/** What is not there, in GitHub's words. */
export function notFound(): HttpProblem {
  return new HttpProblem(404, 'Not Found');
}

/** The server cannot take this now; the caller should try again. */
export function unavailable(message: string, cause?: unknown): HttpProblem {
  return new HttpProblem(503, message, { headers: { 'Retry-After': '5' }, cause });
}
