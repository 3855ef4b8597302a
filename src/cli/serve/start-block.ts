import type { Output } from '../terminal/output.ts';

/** What is said when everything runs. */
export interface StartFacts {
  readonly version: string;
  readonly roles: readonly string[];
  /** Null without the server role. */
  readonly server: {
    readonly url: string;
    /** A link that signs a browser in, once within a day. */
    readonly signInUrl: string;
    readonly tokenPath: string;
    readonly workerTokenPath: string;
  } | null;
  /** The server on another machine; null where there is one in this process. */
  readonly remote: string | null;
  /** Null: the embedded log. */
  readonly kafka: { readonly brokers: readonly string[]; readonly partitions: number } | null;
  readonly dataPath: string;
  /** Where probes are answered; null: only by the server, or nowhere. */
  readonly health: { readonly host: string; readonly port: number } | null;
  /** Null without the worker role. */
  readonly worker: {
    readonly name: string;
    readonly capacity: number;
    readonly labels: readonly string[];
  } | null;
  readonly userName: string;
  readonly root: boolean;
  /** Whether everything a job started can be found again (Linux). */
  readonly findsAllProcesses: boolean;
  /** What else people should know, each a sentence. */
  readonly warnings: readonly string[];
}

type Row = readonly [name: string, text: string];

/** Tells people what runs here, where the server is, where the data lies and whom they trust. */
export async function printStartBlock(facts: StartFacts, output: Output): Promise<void> {
  const { style } = output;
  const rows = [
    ...placeRows(facts, style.strong),
    ...(facts.worker === null ? [] : workerRows(facts.worker, facts)),
    ...(facts.health === null
      ? []
      : [['health', `http://${facts.health.host}:${facts.health.port}/readyz`] as const]),
  ];
  const lines = [
    style.strong(`Runbook ${facts.version}`),
    ...rows.map(([name, text]) => `  ${style.faint(name.padEnd(8))} ${text}`),
    ...warningsOf(facts).map((warning) => `  ${style.warning('warning:')} ${warning}`),
    style.faint(
      facts.worker === null
        ? '  Ctrl-C stops.'
        : '  Ctrl-C finishes what runs and stops; once more cancels it.',
    ),
  ];
  await output.write(lines.map((line) => `${line}\n`).join(''));
}

function placeRows(facts: StartFacts, strong: (text: string) => string): readonly Row[] {
  const { server, remote, kafka, roles, dataPath } = facts;
  return [
    ...(kafka === null
      ? []
      : ([
          ['roles', roles.join(', ')],
          ['brokers', `${kafka.brokers.join(', ')} (${kafka.partitions} partitions)`],
        ] as const)),
    ...(server === null
      ? []
      : ([
          ['address', strong(server.url)],
          ['sign in', `${server.signInUrl} (signs one browser in, within a day)`],
        ] as const)),
    ...(remote === null ? [] : [['server', strong(remote)] as const]),
    ['data', dataPath],
    ...(server === null
      ? []
      : [
          ['token', `${server.tokenPath} (needed for every change, and for reading from elsewhere)`] as const,
        ]),
    ...(server === null || kafka === null
      ? []
      : [['workers', `${server.workerTokenPath} is the token of runbook worker`] as const]),
  ];
}

function workerRows(worker: NonNullable<StartFacts['worker']>, facts: StartFacts): readonly Row[] {
  const jobs = `${worker.capacity} job${worker.capacity === 1 ? '' : 's'} at a time`;
  const name = facts.server === null ? `${worker.name}, ` : '';
  return [
    ['worker', `${name}${jobs}, answers to ${worker.labels.join(', ')}`],
    ['trust', `steps of a job may do what the user ${facts.userName} may (docs/operations.md, Users)`],
  ];
}

function warningsOf({ worker, root, findsAllProcesses, warnings }: StartFacts): readonly string[] {
  if (worker === null) return warnings;
  return [
    ...(root ? ['this is root, so every step of every job is root too; run it as a user of its own.'] : []),
    ...(findsAllProcesses
      ? []
      : ['on this system a process that leaves its group may outlive its job; on Linux it does not.']),
    ...warnings,
  ];
}
