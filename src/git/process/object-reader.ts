import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { classifyFailure, GitError, lastComplaint } from '../git-error.ts';
import { type BatchAnswer, BatchParser } from './batch-parser.ts';
import { gitEnvironment } from './environment.ts';
import { GitProcessError } from './run-git.ts';

/** An object of a repository, read whole. */
export interface GitObject {
  readonly id: string;
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** Null where it is larger than was asked for. */
  readonly content: Buffer | null;
}

interface Request {
  readonly maxBytes: number;
  readonly resolve: (answer: BatchAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** Milliseconds without an answer after which git counts as stuck. */
const SILENCE_MS = 30_000;
/** Milliseconds without a request after which the process is let go. */
const IDLE_MS = 60_000;
const MAX_STDERR_CHARACTERS = 4_000;

/**
 * Reads objects of one repository through one `git cat-file --batch` that lives as long as it is used: an
 * object costs a tenth of a millisecond instead of a process. Answers come in the order of the requests.
 */
export class ObjectReader {
  readonly #gitDirectory: string;
  #process: BatchProcess | null = null;

  constructor(gitDirectory: string) {
    this.#gitDirectory = gitDirectory;
  }

  /**
   * The object that `name` (an id, `<id>:<path>`, `<id>^{commit}`) names; null where there is none.
   * `name` must be made of object ids and fixed text: a line feed in it is refused.
   * @throws GitError if the repository cannot be read (retryable: the caller may repair and ask again)
   */
  async read(
    name: string,
    options: { readonly maxBytes: number; readonly signal: AbortSignal },
  ): Promise<GitObject | null> {
    options.signal.throwIfAborted();
    if (/[\n\0]/.test(name) || name === '') throw new GitError("An object's name holds a line feed.");
    const answer = await this.#request(name, options.maxBytes);
    options.signal.throwIfAborted();
    return answer.kind === 'missing' ? null : answer;
  }

  /** Ends the process; a later `read` starts another. */
  close(): void {
    this.#process?.stop();
    this.#process = null;
  }

  #request(name: string, maxBytes: number): Promise<BatchAnswer> {
    if (this.#process === null || this.#process.ended) this.#process = new BatchProcess(this.#gitDirectory);
    const batch = this.#process;
    return new Promise((resolve, reject) => batch.ask(name, { maxBytes, resolve, reject }));
  }
}

/** One process and the requests that it has not answered. */
class BatchProcess {
  ended = false;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #requests: Request[] = [];
  readonly #parser = new BatchParser(
    () => this.#requests[0]?.maxBytes ?? 0,
    (answer) => this.#requests.shift()?.resolve(answer),
  );
  #stderr = '';
  #timer: NodeJS.Timeout | null = null;

  constructor(cwd: string) {
    this.#child = spawn('git', ['cat-file', '--batch'], { cwd, env: gitEnvironment(), stdio: 'pipe' });
    this.#child.stdout.on('data', (chunk: Buffer) => this.#read(chunk));
    this.#child.stderr.setEncoding('utf8');
    this.#child.stderr.on(
      'data',
      (text: string) => (this.#stderr = (this.#stderr + text).slice(-MAX_STDERR_CHARACTERS)),
    );
    // A write to a process that just ended: its `close` tells why.
    this.#child.stdin.on('error', () => undefined);
    this.#child.on('error', (error) =>
      this.#fail(new GitError('git could not be started; is it on PATH?', { cause: error })),
    );
    this.#child.on('close', () => this.#fail(readFailure(this.#stderr)));
  }

  ask(name: string, request: Request): void {
    this.#requests.push(request);
    this.#child.stdin.write(`${name}\n`);
    this.#watch();
  }

  stop(): void {
    this.#fail(new GitError('The repository was closed while it was read.', { retryable: true }));
  }

  #read(chunk: Buffer): void {
    try {
      this.#parser.push(chunk);
      this.#watch();
    } catch (cause) {
      this.#fail(
        new GitError('git cat-file gave an answer that cannot be read.', { cause, retryable: true }),
      );
    }
  }

  /** Waits for an answer only so long, and lets a process without requests go. */
  #watch(): void {
    if (this.ended) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    const waits = this.#requests.length > 0;
    this.#timer = setTimeout(
      () => this.#fail(new GitError('A repository could not be read within 30 s.', { retryable: true })),
      waits ? SILENCE_MS : IDLE_MS,
    ).unref();
  }

  #fail(error: GitError): void {
    if (this.ended) return;
    this.ended = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#child.stdin.end();
    this.#child.kill('SIGKILL');
    for (const request of this.#requests.splice(0)) request.reject(error);
  }
}

function readFailure(stderr: string): GitError {
  const cause = new GitProcessError('cat-file', stderr, classifyFailure(stderr));
  return new GitError(`A repository could not be read: ${lastComplaint(stderr)}`, { cause, retryable: true });
}
