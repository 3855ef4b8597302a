import { type SimpleGitOptions, simpleGit } from 'simple-git';
import { GitError, classifyFailure, lastComplaint, type GitFailure } from '../git-error.ts';
import { type GitPermissions, gitEnvironment } from './environment.ts';

/** How one git process is started. */
export interface GitCall extends GitPermissions {
  /** The folder to run in; it exists. */
  readonly cwd: string;
  readonly signal: AbortSignal;
  /** Milliseconds without output after which git is stopped; default 30 s. */
  readonly silenceMs?: number;
}

/** A git process that ended with an error. `stderr` may name a remote, never its credentials. */
export class GitProcessError extends Error {
  override readonly name = 'GitProcessError';
  readonly failure: GitFailure;
  readonly stderr: string;

  constructor(command: string, stderr: string, failure: GitFailure, cause?: unknown) {
    super(`git ${command}: ${lastComplaint(stderr)}`, cause === undefined ? undefined : { cause });
    this.failure = failure;
    this.stderr = stderr;
  }
}

const DEFAULT_SILENCE_MS = 30_000;
/**
 * Milliseconds that output is waited for once git has ended. Only a stopped git leaves it open, by a helper that
 * still waits for the network (it has a limit of its own, see environment.ts).
 */
const LINGER_MS = 2_000;

/** The variables that `gitEnvironment` sets; simple-git refuses every one that is not named. */
const ALLOWED_VARIABLES = Object.keys(
  gitEnvironment({ access: { url: 'https://host/', credentials: 'u:p' } }),
).filter((name) => name.startsWith('GIT_'));

/**
 * Runs one git command and gives its standard output. The only place that starts git for a single command.
 * @throws GitProcessError if git ends with an error; GitError if `signal` is aborted or git is silent too long
 */
export async function runGit(args: readonly string[], call: GitCall): Promise<string> {
  const silenceMs = call.silenceMs ?? DEFAULT_SILENCE_MS;
  const silence = new SilenceWatch(silenceMs);
  const options: Partial<SimpleGitOptions> = {
    baseDir: call.cwd,
    abort: AbortSignal.any([call.signal, silence.signal]),
    completion: { onClose: true, onExit: LINGER_MS },
    maxConcurrentProcesses: 1,
    allowEnvironment: [...ALLOWED_VARIABLES, 'GIT_SSL_CAINFO'],
    // These name what our own fixed environment sets; the arguments are still checked.
    unsafe: {
      allowUnsafeConfigEnvCount: true,
      allowUnsafeConfigPaths: true,
      allowUnsafeFsMonitor: true,
      allowUnsafeHooksPath: true,
      allowUnsafeSshCommand: true,
    },
    errors: (error, result) => {
      if (error instanceof Error) return error;
      return result.exitCode === 0 ? undefined : Buffer.concat([...result.stdErr, ...result.stdOut]);
    },
  };
  try {
    return await simpleGit(options)
      .env(gitEnvironment(call))
      .outputHandler((_command, stdout, stderr) => {
        for (const stream of [stdout, stderr]) stream.on('data', () => silence.broken());
        // simple-git waits 50 ms for a process that printed nothing; an empty chunk at the end tells it not to.
        stdout.once('end', () => stdout.emit('data', Buffer.alloc(0)));
      })
      .raw([...args]);
  } catch (cause) {
    if (call.signal.aborted)
      throw new GitError('Git was stopped because its caller was.', { cause, retryable: true });
    const message = cause instanceof Error ? cause.message : String(cause);
    if (silence.signal.aborted) {
      throw new GitError(`git ${args[0] ?? ''} said nothing for ${silenceMs / 1000} s and was stopped.`, {
        cause,
        retryable: true,
      });
    }
    throw new GitProcessError(args[0] ?? '', message, classifyFailure(message), cause);
  } finally {
    silence.end();
  }
}

/** Aborts its signal once nothing was heard for a time. simple-git's own time limit outlives the process it watched. */
class SilenceWatch {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;

  constructor(limitMs: number) {
    this.#timer = setTimeout(() => this.#controller.abort(), limitMs);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Something was heard: the time begins anew. After `end` it does nothing. */
  broken(): void {
    this.#timer.refresh();
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
