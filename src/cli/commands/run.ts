import type { Command } from 'commander';
import { flag } from '../flags/flag.ts';
import { list, repeated, repeatedPairs } from '../flags/values.ts';
import type { CommandContext } from '../terminal/output.ts';

const EXAMPLES = `
Examples:
  $ runbook run                               every file of .runbook/ that listens to a push
  $ runbook run ci                            .runbook/ci.yml, by file name, path or its \`name\`
  $ runbook run .github/workflows/test.yml    any workflow file
  $ runbook run ci --job test                 one job and what it needs
  $ runbook run release --event workflow_dispatch --input version=1.2.0
  $ runbook run --event pull_request          what a pull request of this branch to the default branch would run
  $ runbook run release --event release --event-path <(echo '{"release": {"tag_name": "v2"}}')
  $ runbook run --secret TOKEN                the value comes from the environment variable TOKEN
  $ runbook run --json | jq -r 'select(.type == "step_output").line'

Each job gets a copy of the checkout as it is on disk; git does not have to know of your changes.
Exit code 0: every run succeeded. 1: one failed, or a file is not valid. 130: interrupted.`;

/** Flags of `runbook run`, as commander gives them. */
export interface RunFlags {
  readonly event?: string;
  readonly eventPath?: string;
  readonly job?: readonly string[];
  readonly input?: ReadonlyMap<string, string>;
  readonly secret?: readonly string[];
  readonly secretFile?: readonly string[];
  readonly var?: ReadonlyMap<string, string>;
  readonly varFile?: readonly string[];
  readonly env?: ReadonlyMap<string, string>;
  readonly envFile?: readonly string[];
  readonly labels?: readonly string[];
  readonly passEnv?: readonly string[];
  readonly workdir?: string;
  readonly inPlace?: boolean;
  readonly json?: boolean;
}

/** `runbook run`: a checkout's workflows on this machine, without a server. */
export function addRun(program: Command, context: CommandContext): void {
  const { environment } = context;
  program
    .command('run')
    .summary("run a checkout's workflows on this machine, without a server")
    .description("Runs a checkout's workflows on this machine, as they are on disk, without a server.")
    .argument('[workflow...]', 'workflow files or names; default: all of .runbook/ that listen to the event')
    .addOption(
      flag(
        '--event <name>',
        'any event that `on` may name (default: push, or the first of the one file named)',
        environment,
      ),
    )
    .addOption(
      flag(
        '--event-path <file>',
        'JSON that is merged over the github.event made from the checkout',
        environment,
      ),
    )
    .addOption(
      flag('--job <id>', 'only this job and what it needs (repeatable)', environment).argParser(repeated),
    )
    .addOption(
      flag(
        '--input <name=value>',
        'an input of workflow_dispatch or workflow_call (repeatable)',
        environment,
      ).argParser(repeatedPairs),
    )
    .addOption(
      flag(
        '--secret <name[=value]>',
        'a secret; without a value it is read from the environment (repeatable)',
        environment,
      ).argParser(repeated),
    )
    .addOption(
      flag('--secret-file <file>', 'secrets in dotenv form (repeatable)', environment).argParser(repeated),
    )
    .addOption(
      flag('--var <name=value>', 'a value of the vars context (repeatable)', environment).argParser(
        repeatedPairs,
      ),
    )
    .addOption(flag('--var-file <file>', 'vars in dotenv form (repeatable)', environment).argParser(repeated))
    .addOption(
      flag('--env <name=value>', 'workflow-level env (repeatable)', environment).argParser(repeatedPairs),
    )
    .addOption(
      flag('--env-file <file>', 'workflow-level env in dotenv form (repeatable)', environment).argParser(
        repeated,
      ),
    )
    .addOption(
      flag('--labels <a,b>', 'further runs-on labels that this machine answers to', environment).argParser(
        list,
      ),
    )
    .addOption(
      flag('--pass-env <a,b>', 'environment variables that steps may see', environment).argParser(list),
    )
    .addOption(flag('--workdir <folder>', 'the checkout to run (default: the current folder)', environment))
    .addOption(
      flag('--in-place', 'run in the checkout itself instead of a copy, one job at a time', environment),
    )
    .addOption(flag('--json', 'print one JSON object per event and output line', environment))
    .addHelpText('after', EXAMPLES)
    .action(async (workflows: string[], flags: RunFlags) => {
      const { runHere } = await import('../run/run.ts');
      context.exitCode = await runHere(workflows, flags, context);
    });
}
