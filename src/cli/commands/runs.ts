import type { Command } from 'commander';
import { type ConnectionFlags, withConnection } from '../client/connection-flags.ts';
import { flag } from '../flags/flag.ts';
import { wholeNumber } from '../flags/values.ts';
import type { CommandContext } from '../terminal/output.ts';

const EXAMPLES = `
Examples:
  $ runbook runs                              the newest runs of all repositories
  $ runbook runs --repository me/project --status failure
  $ runbook runs --json | jq .id`;

/** Flags of `runbook runs`. */
interface RunsFlags extends ConnectionFlags {
  readonly repository?: string;
  readonly branch?: string;
  readonly status?: string;
  readonly limit: number;
  readonly json?: boolean;
}

/** `runbook runs`: the newest runs as a table. */
export function addRuns(program: Command, context: CommandContext): void {
  const { environment, stdout } = context;
  withConnection(program.command('runs'), environment)
    .summary('list the newest runs')
    .description('Lists runs, the newest first.')
    .addOption(flag('--repository <owner/name>', 'only of this repository', environment))
    .addOption(flag('--branch <name>', 'only of this branch', environment))
    .addOption(
      flag(
        '--status <word>',
        'only with this status or conclusion: queued, success, failure ...',
        environment,
      ),
    )
    .addOption(flag('--limit <n>', 'how many', environment).argParser(wholeNumber(1, 100)).default(20))
    .addOption(flag('--json', 'one JSON object per run', environment))
    .addHelpText('after', EXAMPLES)
    .action(async (flags: RunsFlags) => {
      const { connect } = await import('../client/connection.ts');
      const { isRunList } = await import('../client/answers.ts');
      const { formatRuns } = await import('../terminal/runs-table.ts');
      const query = new URLSearchParams({ per_page: String(flags.limit) });
      for (const name of ['repository', 'branch', 'status'] as const) {
        const value = flags[name];
        if (value !== undefined) query.set(name, value);
      }
      const { workflow_runs: runs } = await connect(flags, environment).get(
        `/api/runs?${query.toString()}`,
        isRunList,
      );
      if (flags.json === true) {
        await stdout.write(runs.map((run) => `${JSON.stringify(run)}\n`).join(''));
      } else if (runs.length === 0) {
        await stdout.write('No runs yet.\n');
      } else {
        await stdout.write(formatRuns(runs, stdout.style, Date.now()));
      }
    });
}
