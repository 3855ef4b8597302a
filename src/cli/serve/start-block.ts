import type { Output } from '../terminal/output.ts';

/** What is said when everything runs. */
export interface StartFacts {
  readonly version: string;
  readonly url: string;
  readonly dataPath: string;
  readonly tokenPath: string;
  readonly capacity: number;
  readonly labels: readonly string[];
  readonly userName: string;
  readonly root: boolean;
  /** Whether everything a job started can be found again (Linux). */
  readonly findsAllProcesses: boolean;
}

/** Tells people where the server is, where its data lies and whom they trust. */
export async function printStartBlock(facts: StartFacts, output: Output): Promise<void> {
  const { style } = output;
  const jobs = `${facts.capacity} job${facts.capacity === 1 ? '' : 's'} at a time`;
  const rows = [
    ['address', style.strong(facts.url)],
    ['data', facts.dataPath],
    ['token', `${facts.tokenPath} (needed for every change, and for reading from elsewhere)`],
    ['worker', `${jobs}, answers to ${facts.labels.join(', ')}`],
    ['trust', `steps of a job may do what the user ${facts.userName} may (docs/operations.md, Users)`],
  ];
  const warnings = [
    ...(facts.root
      ? ['this is root, so every step of every job is root too; run it as a user of its own.']
      : []),
    ...(facts.findsAllProcesses
      ? []
      : ['on this system a process that leaves its group may outlive its job; on Linux it does not.']),
  ];
  const lines = [
    style.strong(`Runbook ${facts.version}`),
    ...rows.map(([name = '', text = '']) => `  ${style.faint(name.padEnd(8))} ${text}`),
    ...warnings.map((warning) => `  ${style.warning('warning:')} ${warning}`),
    style.faint('  Ctrl-C finishes what runs and stops; once more cancels it.'),
  ];
  await output.write(lines.map((line) => `${line}\n`).join(''));
}
