import type { Command } from 'commander';
import { flag } from './flag.ts';
import { duration, list, wholeNumber } from './values.ts';

/** What a worker is given, as commander gives it. */
export interface WorkerFlags {
  readonly capacity?: number;
  readonly labels: readonly string[];
  readonly passEnv: readonly string[];
  /** Milliseconds. */
  readonly drain: number;
}

/** Adds the flags of a worker. */
export function withWorker(command: Command, environment: NodeJS.ProcessEnv): Command {
  return command
    .addOption(
      flag('--capacity <n>', 'jobs at a time (default: number of CPUs)', environment).argParser(
        wholeNumber(1, 1000),
      ),
    )
    .addOption(
      flag('--labels <a,b>', 'further runs-on labels of this worker', environment)
        .argParser(list)
        .default([], 'none'),
    )
    .addOption(
      flag('--pass-env <a,b>', 'environment variables of this process that steps may see', environment)
        .argParser(list)
        .default([], 'none'),
    )
    .addOption(
      flag('--drain <time>', 'how long jobs may go on after SIGTERM', environment)
        .argParser(duration)
        .default(1_800_000, '30m'),
    );
}
