/**
 * All that the checker knows of a campaign, read from the outside: the topics' records, the ledger that the steps
 * wrote, what the servers show, and what the campaign itself did. The checker shares no code with the program.
 */

/** The fields of events that the checker looks at, as they stand in the JSON. */
export interface Fields {
  readonly type: string;
  readonly by: string;
  readonly repository?: string;
  readonly run?: number;
  readonly job?: number;
  readonly owner?: string;
  readonly worker?: string | null;
  readonly delivery?: string;
  readonly number?: number;
  readonly workflow?: { readonly path: string };
  readonly definition?: Definition;
  readonly key?: string;
  readonly leg?: { readonly index: number; readonly total: number; readonly matrix?: unknown };
  readonly attempt?: number;
  readonly runAttempt?: number;
  readonly folder?: string;
  readonly conclusion?: string | null;
  readonly outputs?: { readonly [name: string]: string };
  readonly reason?: string;
  readonly step?: number;
  readonly file?: string | null;
  readonly log?: { readonly lines: number; readonly bytes: number };
}

/** A workflow as a run carries it, with those that it calls by path. */
export interface Definition {
  readonly jobs: readonly JobDefinition[];
  readonly called?: { readonly [path: string]: Pick<Definition, 'jobs'> };
}

/** A key under `jobs`. */
export interface JobDefinition {
  readonly id: string;
  readonly needs: readonly string[];
  readonly call?: { readonly path: string };
  readonly retry?: { readonly attempts: number; readonly on?: readonly (string | number)[] };
}

/** One record of `runbook.events` or `runbook.jobs`. */
export interface HistoryEvent {
  readonly partition: number;
  readonly offset: number;
  /** Milliseconds since 1970, stamped by the broker. */
  readonly timestamp: number;
  readonly fields: Fields;
}

/** What a step wrote down about itself, before it did it. */
export interface LedgerEntry {
  /** Where it stands in the ledger, from 0: the order in which things happened. */
  readonly position: number;
  /**
   * `start` and `end` of a step; `fail`: its end where it fails on purpose; `line`: it will print this; `child`: it
   * left this process behind; `set`: a value it hands to other jobs; `got`: a value it was handed.
   */
  readonly kind: 'start' | 'line' | 'end' | 'fail' | 'child' | 'set' | 'got';
  readonly run: number;
  readonly job: number;
  /** In its file: a job that is nested in a call has the same one in each of them. */
  readonly key: string;
  readonly leg: number;
  /** As in the events: 1 is `Set up job`. */
  readonly step: number;
  readonly pid: number;
  /** When the process began, in clock ticks since the machine's start: with the pid it names a process for ever. */
  readonly ticks: number;
  /** The worker's process. */
  readonly workerPid: number;
  /** The worker's data folder, by its last name: `worker-1`. */
  readonly worker: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly text: string;
}

/** A push that the campaign made, and what the servers said to its webhook. */
export interface Delivery {
  readonly id: string;
  readonly repository: string;
  readonly sha: string;
  /** The workflow files in the commit: each becomes one run. */
  readonly paths: readonly string[];
  /** Those of them that are broken, and so are rejected. */
  readonly broken: readonly string[];
  /** Whether any server answered 202. */
  readonly accepted: boolean;
  /** Whether it was sent after the last fault, so that nothing excuses a failure. */
  readonly undisturbed: boolean;
}

/** Something that was done to a process. */
export interface FaultRecord {
  /** `server-1`, `orchestrator-2`, `worker-3`, `broker`. */
  readonly target: string;
  readonly kind: 'kill' | 'freeze';
  /** Milliseconds since 1970: the signal, and the restart or SIGCONT. */
  readonly from: number;
  readonly to: number;
}

/** A run as a server's API shows it. */
export interface SeenRun {
  readonly id: number;
  readonly repository: string;
  readonly number: number;
  readonly attempt: number;
  readonly sha: string;
  readonly path: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly jobs: readonly SeenJob[];
}

/** A job attempt as a server's API shows it. */
export interface SeenJob {
  readonly id: number;
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly steps: readonly SeenStep[];
}

export interface SeenStep {
  readonly number: number;
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
}

/** What one server shows and has on its disk. */
export interface ServerView {
  readonly name: string;
  readonly runs: readonly SeenRun[];
  /** The texts of its log files by their path below `logs/`, with `/` between. */
  readonly logs: ReadonlyMap<string, string>;
  /** The texts of its run.json files, likewise. */
  readonly records: ReadonlyMap<string, string>;
}

export interface History {
  /** `runbook.events`, in the order of the log within each partition. */
  readonly events: readonly HistoryEvent[];
  /** `runbook.jobs`, likewise. */
  readonly feed: readonly HistoryEvent[];
  /** Sentences about records that could not be read. */
  readonly unreadable: readonly string[];
  readonly ledger: readonly LedgerEntry[];
  readonly deliveries: readonly Delivery[];
  readonly servers: readonly ServerView[];
  readonly faults: readonly FaultRecord[];
  /** Sentences about processes of the program that ended although nobody killed them. */
  readonly ended: readonly string[];
  /** Entries of the ledger, `start` and `child`, whose process lives when everything is over. */
  readonly alive: readonly LedgerEntry[];
}
