import { CommandError } from '../exit-code.ts';
import { printable } from '../terminal/printable.ts';
import { ServerAwayError } from './patience.ts';

/** A check of an answer: the fields that a command relies on. */
export type Check<T> = (value: unknown) => value is T;

/** Talks to a Runbook server. Every error is a `CommandError` with one sentence. */
export class ApiClient {
  readonly server: string;
  readonly #token: string | null;

  constructor(server: string, token: string | null) {
    this.server = server;
    this.#token = token;
  }

  /**
   * Reads JSON.
   * @param missing the sentence for what is not there (404)
   * @throws CommandError
   */
  async get<T>(path: string, check: Check<T>, missing?: string): Promise<T> {
    return this.#checked(await this.request('GET', path, { missing }), check, path);
  }

  /** Changes something and reads the JSON of the answer. @throws CommandError */
  async change<T>(
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body: unknown,
    check: Check<T>,
    missing?: string,
  ): Promise<T> {
    return this.#checked(await this.request(method, path, { body, missing }), check, path);
  }

  /** Changes something and does not look at the answer. @throws CommandError */
  async send(
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
    missing?: string,
  ): Promise<void> {
    const response = await this.request(method, path, { body, missing });
    await response.body?.cancel();
  }

  /** One request; the answer's body is the caller's to read. @throws CommandError */
  async request(
    method: string,
    path: string,
    options: {
      readonly body?: unknown;
      readonly accept?: string;
      readonly signal?: AbortSignal;
      /** The sentence for what is not there (404), where the server has no more to say than that. */
      readonly missing?: string | undefined;
    } = {},
  ): Promise<Response> {
    const headers = new Headers({ accept: options.accept ?? 'application/json', 'user-agent': 'runbook' });
    if (this.#token !== null) headers.set('authorization', `Bearer ${this.#token}`);
    const init: RequestInit = { method, headers, signal: options.signal ?? null };
    if (options.body !== undefined) {
      headers.set('content-type', 'application/json');
      init.body = JSON.stringify(options.body);
    }
    const response = await this.#fetch(`${this.server}${path}`, init);
    if (!response.ok) throw await this.#refusal(response, options.missing);
    return response;
  }

  async #fetch(url: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(url, init);
    } catch (error) {
      if (init.signal?.aborted === true) throw error;
      throw new ServerAwayError(
        `The server at ${this.server} cannot be reached${reasonOf(error)}; start it with \`runbook serve\`, or name it with --server.`,
        { cause: error },
      );
    }
  }

  async #checked<T>(response: Response, check: Check<T>, path: string): Promise<T> {
    const value: unknown = await response.json().catch(() => undefined);
    if (check(value)) return value;
    throw new CommandError(`${this.server}${path} did not answer as a Runbook server does.`);
  }

  /** The sentence of an answer that refuses (RFC 9457, with GitHub's `message` and `errors`). */
  async #refusal(response: Response, missing: string | undefined): Promise<CommandError> {
    const problem: unknown = await response.json().catch(() => undefined);
    if (response.status === 401) {
      const what = this.#token === null ? 'wants its token' : 'has another token than the one given';
      return new CommandError(
        `The server at ${this.server} ${what}: --token, RUNBOOK_TOKEN, or --data with its data folder (keys/token).`,
      );
    }
    const said = textOf(problem, 'message') ?? textOf(problem, 'detail');
    if (response.status === 404 && (said === null || said === 'Not Found')) {
      return new CommandError(
        missing ?? `The server at ${this.server} has no such thing, or is no Runbook server of this version.`,
      );
    }
    const message = said ?? `status ${response.status}`;
    const errors = errorsOf(problem).filter((error) => !message.includes(error));
    // GitHub's "Validation Failed" says nothing that its errors do not say better.
    const parts = message === 'Validation Failed' && errors.length > 0 ? errors : [message, ...errors];
    const sentence = parts.map(printable).join(' ');
    const whole = /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
    return response.status === 503 ? new ServerAwayError(whole) : new CommandError(whole);
  }
}

/** Node's fetch hides the reason in the cause; an address with several tries has it in `errors`. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return '';
  return ` (${String(cause.code)})`;
}

function textOf(value: unknown, key: string): string | null {
  if (typeof value !== 'object' || value === null || !(key in value)) return null;
  const found: unknown = Object.getOwnPropertyDescriptor(value, key)?.value;
  return typeof found === 'string' && found !== '' ? found : null;
}

function errorsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null || !('errors' in value) || !Array.isArray(value.errors))
    return [];
  return value.errors.flatMap((error: unknown) => {
    const text = typeof error === 'string' ? error : textOf(error, 'message');
    return text === null ? [] : [text];
  });
}
