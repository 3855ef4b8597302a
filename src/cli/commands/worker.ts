import type { Command } from 'commander';
import { flag } from '../flags/flag.ts';
import { type KafkaFlags, withKafka } from '../flags/kafka-flags.ts';
import { type ProcessFlags, withProcess } from '../flags/process-flags.ts';
import { type WorkerFlags, withWorker } from '../flags/worker-flags.ts';
import type { CommandContext } from '../terminal/output.ts';

const EXAMPLES = `
Examples:
  $ runbook worker --brokers kafka-1:9092,kafka-2:9092 --server https://ci.example.com --token-file worker-token
  $ RUNBOOK_TOKEN=... runbook worker --brokers kafka:9092 --server http://ci:4000 --capacity 8 --labels gpu,large
  $ runbook worker ... --data /var/lib/runbook-2     a second worker on the same machine has a folder of its own

The token is that of workers: keys/worker-token in the server's data folder, or its RUNBOOK_WORKER_TOKEN.
A worker needs the brokers, the server, and the remotes of the repositories, nothing else.

SIGTERM or Ctrl-C finishes the jobs that run, within --drain; a second one cancels them.`;

/** Flags of `runbook worker`, as commander gives them. */
export interface WorkerCommandFlags extends KafkaFlags, ProcessFlags, WorkerFlags {
  readonly name?: string;
}

/** `runbook worker`: a worker on a machine of its own, on Kafka. */
export function addWorker(program: Command, context: CommandContext): void {
  const { environment } = context;
  const command = program
    .command('worker')
    .summary('start a worker on another machine (with Kafka)')
    .description('Starts a worker on a machine of its own: it takes jobs from Kafka and runs them.')
    .addOption(flag('--name <name>', "what people call it (default: the machine's name)", environment));
  withWorker(command, environment);
  withProcess(command, environment, {
    server: 'the server, which gives jobs their secrets',
    token: "the server's token for workers",
  });
  withKafka(command, environment)
    .addHelpText('after', EXAMPLES)
    .action(async (flags: WorkerCommandFlags) => {
      const { work } = await import('../serve/work.ts');
      context.exitCode = await work(flags, context);
    });
}
