import type { Command } from 'commander';
import { flag } from '../flags/flag.ts';
import { type KafkaFlags, withKafka } from '../flags/kafka-flags.ts';
import { type ProcessFlags, withProcess } from '../flags/process-flags.ts';
import { list, wholeNumber } from '../flags/values.ts';
import { type WorkerFlags, withWorker } from '../flags/worker-flags.ts';
import type { CommandContext } from '../terminal/output.ts';

const EXAMPLES = `
Examples:
  $ runbook serve                             http://127.0.0.1:4000, everything in one process
  $ runbook serve --host 0.0.0.0 --url https://ci.example.com
  $ runbook serve --allow-local-repositories  then: runbook repo add me/project /srv/git/project.git

On Kafka, as many of each as are needed, on as many machines:
  $ runbook serve --log kafka --brokers kafka-1:9092,kafka-2:9092 --roles server \\
      --host 0.0.0.0 --url https://ci.example.com
  $ runbook serve --log kafka --brokers kafka-1:9092 --roles orchestrator \\
      --server https://ci.example.com --token-file token
  $ runbook worker --brokers kafka-1:9092 --server https://ci.example.com --token-file worker-token
Servers of one Kafka need the same RUNBOOK_TOKEN, RUNBOOK_WORKER_TOKEN and RUNBOOK_MASTER_KEY.

SIGTERM or Ctrl-C finishes the jobs that run, within --drain; a second one cancels them.`;

/** Flags of `runbook serve`, as commander gives them. */
export interface ServeFlags extends KafkaFlags, ProcessFlags, WorkerFlags {
  readonly host: string;
  readonly port: number;
  readonly log: 'embedded' | 'kafka';
  readonly roles: readonly string[];
  readonly url?: string;
  readonly keepDays: number;
}

/** `runbook serve`: server, orchestrator and worker in one process, or on Kafka any of them. */
export function addServe(program: Command, context: CommandContext): void {
  const { environment } = context;
  const command = program
    .command('serve')
    .summary('start the server, with orchestrator and worker')
    .description(
      'Starts server, orchestrator and worker in one process on one data folder; on Kafka any of them, in as many processes as you like.',
    )
    .addOption(flag('--host <address>', 'address to listen on', environment).default('127.0.0.1'))
    .addOption(
      flag('--port <number>', 'port to listen on; 0: a free one', environment)
        .argParser(wholeNumber(0, 65_535))
        .default(4000),
    )
    .addOption(flag('--url <url>', 'public address, used for links and hooks', environment))
    .addOption(
      flag('--keep-days <n>', 'days that finished runs and their logs are kept; 0: for ever', environment)
        .argParser(wholeNumber(0, 36_500))
        .default(90),
    )
    .addOption(
      flag('--log <kind>', 'event log', environment).choices(['embedded', 'kafka']).default('embedded'),
    )
    .addOption(
      flag('--roles <list>', 'what this process does; fewer than all need Kafka', environment)
        .argParser(list)
        .default(['server', 'orchestrator', 'worker'], 'server,orchestrator,worker'),
    );
  withWorker(command, environment);
  withProcess(command, environment, {
    server: 'the server, for roles without one in this process',
    token: 'token of the API: the one to have, or without the server role the one to show',
  });
  withKafka(command, environment)
    .addHelpText('after', EXAMPLES)
    .action(async (flags: ServeFlags) => {
      const { serve } = await import('../serve/serve.ts');
      context.exitCode = await serve(flags, context);
    });
}
