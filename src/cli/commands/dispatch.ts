import type { Command } from 'commander';
import { type ConnectionFlags, withConnection } from '../client/connection-flags.ts';
import { flag } from '../flags/flag.ts';
import { repeatedPairs } from '../flags/values.ts';
import type { CommandContext } from '../terminal/output.ts';

const EXAMPLES = `
Examples:
  $ runbook dispatch me/project release.yml
  $ runbook dispatch me/project release.yml --ref v2 --input version=2.0.1 --input dry-run=true`;

interface DispatchFlags extends ConnectionFlags {
  readonly ref?: string;
  readonly input?: ReadonlyMap<string, string>;
}

/** `runbook dispatch`: starts a workflow that listens to workflow_dispatch. */
export function addDispatch(program: Command, context: CommandContext): void {
  const { environment, stdout } = context;
  withConnection(program.command('dispatch'), environment)
    .summary('start a workflow by hand')
    .description('Starts a workflow that listens to workflow_dispatch.')
    .argument('<repository>', 'owner/name')
    .argument('<workflow>', "the file's name, as in .runbook/, or the workflow's id")
    .addOption(flag('--ref <ref>', 'branch or tag (default: the default branch)', environment))
    .addOption(flag('--input <name=value>', 'an input (repeatable)', environment).argParser(repeatedPairs))
    .addHelpText('after', EXAMPLES)
    .action(async (repository: string, workflow: string, flags: DispatchFlags) => {
      const { connect } = await import('../client/connection.ts');
      const { dispatchWorkflow } = await import('../client/dispatch.ts');
      await dispatchWorkflow(connect(flags, environment), repository, workflow, flags.ref, flags.input);
      await stdout.write(`Started ${workflow} in ${repository}; follow it with runbook show last --follow\n`);
    });
}
