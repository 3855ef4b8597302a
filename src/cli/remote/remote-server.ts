import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { BackOff } from '../../log/index.ts';
import { answerOf } from './answer.ts';
import { RemoteServerError } from './remote-server-error.ts';

/** Which server, with what right, and how patiently. Times are in milliseconds. */
export interface RemoteServerOptions {
  /** Its address, http or https, without a slash at the end. */
  readonly server: string;
  /** That of workers, or that of the API. */
  readonly token: string;
  readonly logger: Logger;
  /** How long one try may take. Default: 30,000; a server waits five seconds for its own fold. */
  readonly limitMs?: number;
  /** The pause after a first failure, which doubles. Default: 200. */
  readonly firstPauseMs?: number;
  /** The longest pause. Default: 10,000. */
  readonly longestPauseMs?: number;
}

/** Milliseconds after which a wait that goes on is told of again. */
const REMINDER_MS = 60_000;

/** A Runbook server on another machine, as workers and orchestrators without one need it. */
export class RemoteServer {
  readonly #options: RemoteServerOptions;
  #problem: string | null = null;

  constructor(options: RemoteServerOptions) {
    this.#options = options;
  }

  /** Its address. */
  get server(): string {
    return this.#options.server;
  }

  /** Why somebody has to wait for it now, in a sentence; null where nobody does. */
  get problem(): string | null {
    return this.#problem;
  }

  /**
   * One request.
   * @param body sent as JSON; undefined: none
   * @returns the JSON of the answer, null where it has none
   * @throws RemoteServerError, or the signal's reason where that is aborted
   */
  async ask(method: 'GET' | 'POST', path: string, body: unknown, signal: AbortSignal): Promise<unknown> {
    try {
      return await this.#ask(method, path, body, signal);
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    }
  }

  /**
   * As `ask`, again and again with growing pauses while `mayPass` says that the failure may go by itself; says so in
   * the log. Default: while the server is away.
   * @throws RemoteServerError, or an error of the signal where that is aborted
   */
  async askPatiently(
    method: 'GET' | 'POST',
    path: string,
    body: unknown,
    signal: AbortSignal,
    mayPass: (error: RemoteServerError) => boolean = (error) => error.isAway,
  ): Promise<unknown> {
    const { firstPauseMs = 200, longestPauseMs = 10_000, logger, server } = this.#options;
    const backOff = new BackOff(firstPauseMs, longestPauseMs);
    let told: number | null = null;
    try {
      for (;;) {
        try {
          const answer = await this.ask(method, path, body, signal);
          if (told !== null) logger.info({ server }, 'The server answers again');
          return answer;
        } catch (error) {
          if (!(error instanceof RemoteServerError) || !mayPass(error)) throw error;
          this.#problem = error.message;
          if (told === null || performance.now() - told >= REMINDER_MS) {
            told = performance.now();
            logger.warn(
              { server, reason: error.message },
              'A server does not give what is needed; waiting for it',
            );
          }
        }
        await sleep(backOff.next(), undefined, { signal });
      }
    } finally {
      this.#problem = null;
    }
  }

  async #ask(method: string, path: string, body: unknown, signal: AbortSignal): Promise<unknown> {
    const { server, token, limitMs = 30_000 } = this.#options;
    const headers = new Headers({
      accept: 'application/json',
      'user-agent': 'runbook',
      authorization: `Bearer ${token}`,
    });
    if (body !== undefined) headers.set('content-type', 'application/json');
    const stop = new AbortController();
    const abort = (): void => stop.abort();
    const limit = setTimeout(abort, limitMs);
    signal.addEventListener('abort', abort);
    try {
      signal.throwIfAborted();
      const response = await fetch(`${server}${path}`, {
        method,
        headers,
        redirect: 'manual',
        signal: stop.signal,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return await answerOf(server, response);
    } catch (error) {
      if (error instanceof RemoteServerError || signal.aborted) throw error;
      const why = stop.signal.aborted ? `no answer within ${limitMs / 1_000} seconds` : reasonOf(error);
      throw new RemoteServerError(`The server at ${server} cannot be reached: ${why}.`, {
        isAway: true,
        cause: error,
      });
    } finally {
      clearTimeout(limit);
      signal.removeEventListener('abort', abort);
    }
  }
}

/** Node's fetch hides the reason in the cause; its own message says nothing. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return 'the connection failed';
  const code = String(cause.code);
  return /CERT|SIGNATURE/.test(code)
    ? `its certificate is not trusted (${code}); name its authority with NODE_EXTRA_CA_CERTS`
    : code;
}
