import type { Command } from 'commander';
import { flag } from '../flags/flag.ts';
import type { CommandContext } from '../terminal/output.ts';

const EXAMPLES = `
Examples:
  $ runbook validate                          .runbook/, or .github/workflows/ where there is none
  $ runbook validate ci.yml deploy/           files and folders
  $ git show HEAD:.runbook/ci.yml | runbook validate -
  $ runbook validate --format json            an array of {file,line,column,endLine,endColumn,severity,rule,message}

Exit code 0: no errors (warnings may be there). 1: errors. 2: a path cannot be read.`;

/** Flags of `runbook validate`. */
export interface ValidateFlags {
  readonly format: 'text' | 'json';
}

/** `runbook validate`: checks workflow files without running anything. */
export function addValidate(program: Command, context: CommandContext): void {
  const format = flag('--format <format>', 'how to print what was found', context.environment)
    .choices(['text', 'json'])
    .default('text');
  program
    .command('validate')
    .summary('check workflow files')
    .description('Checks workflow files: every mistake with its place, the offending line and what to do.')
    .argument('[path...]', 'files, folders, or - for standard input')
    .addOption(format)
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], flags: ValidateFlags) => {
      const { validate } = await import('../validate/validate.ts');
      context.exitCode = await validate(paths, flags.format, context);
    });
}
