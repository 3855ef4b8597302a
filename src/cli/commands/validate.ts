import type { Command } from 'commander';
import { flag } from '../flags/flag.ts';
import type { CommandContext } from '../terminal/output.ts';

const EXAMPLES = `
Examples:
  $ runbook validate                          this checkout: .runbook/, .github/workflows/, its own actions
  $ runbook validate ci.yml deploy/           files and folders (the workflow files directly in them)
  $ git show HEAD:.runbook/ci.yml | runbook validate - --stdin-path .runbook/ci.yml
  $ runbook validate --fix                    misspelt words that have one answer, as a diff first
  $ runbook validate --explain unknown-key    why a rule is there, with an example; without a name: all rules
  $ runbook validate --format json            an array of {file,line,column,endLine,endColumn,severity,rule,message}
  $ runbook validate --format sarif           for code scanning; github: annotations of a job's log

Exit code 0: no errors (warnings may be there). 1: errors, or fixes that were not written. 2: a path cannot be read.`;

/** Flags of `runbook validate`, as commander gives them. */
export interface ValidateFlags {
  readonly format: 'text' | 'json' | 'sarif' | 'github';
  readonly stdinPath?: string;
  readonly fix?: boolean;
  readonly yes?: boolean;
  /** `true` where no rule is named. */
  readonly explain?: string | true;
}

/** `runbook validate`: checks workflow files without running anything. */
export function addValidate(program: Command, context: CommandContext): void {
  const { environment } = context;
  program
    .command('validate')
    .summary('check workflow files')
    .description(
      'Checks workflow files and action.yml: every mistake with its place, the offending line and what to do.',
    )
    .argument('[path...]', 'files, folders, or - for standard input')
    .addOption(
      flag('--format <format>', 'how to print what was found', environment)
        .choices(['text', 'json', 'sarif', 'github'])
        .default('text'),
    )
    .addOption(flag('--stdin-path <path>', 'check standard input as if it were this file', environment))
    .addOption(
      flag(
        '--fix',
        'show as a diff what misspelt words were meant to be, and write it if agreed',
        environment,
      ),
    )
    .addOption(flag('--yes', 'write what --fix shows without being asked', environment))
    .addOption(flag('--explain [rule]', 'print the page of a rule, or all rules', environment))
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], flags: ValidateFlags) => {
      context.exitCode = await run(paths, flags, context);
    });
}

async function run(paths: readonly string[], flags: ValidateFlags, context: CommandContext): Promise<number> {
  if (flags.explain !== undefined) {
    const { explain } = await import('../validate/explain.ts');
    return explain(flags.explain === true ? null : flags.explain, context);
  }
  const { validate } = await import('../validate/validate.ts');
  return validate(paths, flags, context);
}
