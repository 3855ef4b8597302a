import type { RepositoryName, WorkerId } from '../events/ids.ts';
import type { JobSpec } from '../events/job-spec.ts';
import type { CheckoutOptions, RemoteAccess } from '../git/index.ts';

/** What a checkout is asked for: the automatic one uses the defaults, `actions/checkout` its inputs. */
export type CheckoutRequest = CheckoutOptions;

/** Where a job's files come from: the mirror (server, worker) or the user's checkout (`runbook run`). */
export interface CheckoutSource {
  /** Whether the repository's mirror is here: such a worker claims before others. */
  holds(repository: RepositoryName): boolean;
  /**
   * Makes `request.target` a working clone at the commit.
   * @param access what the job was given to fetch with (`JobSecrets`); null where nothing can be fetched
   * @throws GitError with one sentence for the log
   */
  checkout(
    spec: JobSpec,
    access: RemoteAccess | null,
    request: CheckoutRequest,
    signal: AbortSignal,
  ): Promise<void>;
  /** The folder to use as workspace instead of a new one (`runbook run --in-place`); null: make one. */
  readonly inPlace: string | null;
}

/** What a job may know beyond its spec; asked for once per granted attempt, never logged. */
export interface JobSecrets {
  /** `secrets.*`, in the clear. */
  readonly secrets: { readonly [name: string]: string };
  /** Where to fetch from and with what credentials; null where the repository is not registered (any more). */
  readonly access: RemoteAccess | null;
}

/** What a worker shows to be given a job's secrets: the attempt, and to whom it was granted. */
export interface Grant {
  readonly spec: JobSpec;
  readonly worker: WorkerId;
}

/** Gives a granted attempt its secrets: by a call in one process, by HTTP with a token elsewhere. */
export interface SecretSource {
  /**
   * Takes its time: a server that is away is waited for, until `signal` is aborted.
   * @throws Error with one sentence for the log, without a secret in it
   */
  secretsOf(grant: Grant, signal: AbortSignal): Promise<JobSecrets>;
}

/** What starts processes. `host` is the first; `bubblewrap` and `docker` are to come. */
export interface Executor {
  /** Prepares for one job: its cookie, its first output FIFO. */
  openJob(options: ExecutorJobOptions): Promise<JobProcesses>;
}

export interface ExecutorJobOptions {
  /** Random and unguessable, in the environment of every process of the job: how members are found again. */
  readonly cookie: string;
  /** Absolute: the job's workspace folder; a process working below it belongs to the job. */
  readonly workspace: string;
  /** Milliseconds between interrupt and terminate; a third of it between terminate and kill. Default: 7,500, as on GitHub. */
  readonly graceMs?: number;
  /** The job is one that a killed worker left behind: its processes are older than this call. Default: false. */
  readonly leftOver?: boolean;
}

/** The processes of one job. */
export interface JobProcesses {
  /** Starts a step's process; its output, stdout and stderr in one order, arrives at `onOutput`. */
  run(command: StepCommand, signal: AbortSignal): Promise<StepExit>;
  /**
   * Stops everything the job started: interrupt, terminate, kill, with `graceMs` between; scans until nothing
   * is found. Resolves when nothing of the job lives any more.
   */
  stopAll(reason: 'cancel' | 'end'): Promise<void>;
  /** Takes note of what runs now, so that what is started from here on can be stopped without it. */
  sinceNow(): LaterProcesses;
}

/** What a job has started since some moment. */
export interface LaterProcesses {
  /**
   * Kills it, as the end of a job does; what ran before goes on, and so does what that started. Resolves when
   * nothing of it lives any more.
   * @throws Error with a sentence where something cannot be stopped
   */
  stop(): Promise<void>;
}

export interface StepCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment: nothing is inherited. */
  readonly env: { readonly [name: string]: string };
  /** What the process can read at its file descriptor 3, by way of memory alone: a script that holds a secret. */
  readonly input?: Buffer;
  /** Gets bytes as they come; a promise pauses reading (bounded memory). */
  readonly onOutput: (chunk: Buffer) => void | Promise<void>;
}

/** How a step's process ended: by itself, or stopped because `signal` was aborted. */
export type StepExit =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'signalled'; readonly signal: string }
  | { readonly kind: 'not-started'; readonly message: string }
  | { readonly kind: 'aborted' };
