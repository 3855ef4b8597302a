import { type CommandError, EXIT, type ExitCode } from '../exit-code.ts';
import type { CommandContext } from '../terminal/output.ts';
import { askOnTerminal } from '../terminal/question.ts';
import { checkFiles, type FileChoice, STANDARD_INPUT } from './check-files.ts';
import { checkFixFlags, fixFiles } from './fix/fix-files.ts';
import { createReport, type ReportFormat } from './formats/index.ts';

/** What `runbook validate` is to do. */
export interface ValidateOptions {
  readonly format: ReportFormat;
  /** How standard input is named. Given alone it means that standard input is checked. */
  readonly stdinPath?: string | undefined;
  /** Show what `--fix` would change, and write it once it is agreed to. */
  readonly fix?: boolean | undefined;
  /** Agree without being asked. */
  readonly yes?: boolean | undefined;
}

/**
 * Checks workflow files and descriptions of actions, and prints what is wrong with them.
 * @param paths files, folders, `-` for standard input; none: the checkout that the current folder is
 */
export async function validate(
  paths: readonly string[],
  options: ValidateOptions,
  context: CommandContext,
  input: AsyncIterable<Uint8Array> = process.stdin,
): Promise<ExitCode> {
  const { format, stdinPath, fix = false, yes = false } = options;
  const named = paths.length === 0 && stdinPath !== undefined ? [STANDARD_INPUT] : paths;
  const choice = { paths: named, stdinPath, input };
  if (!fix) return report(choice, format, context);
  checkFixFlags(format, named);
  const agree = yes ? () => Promise.resolve(true) : askOnTerminal(context);
  const unreadable: CommandError[] = [];
  const outcome = await fixFiles(checkFiles(choice, unreadable), agree, context);
  // The report tells of what cannot be read, too.
  if (outcome !== 'not written') return report(choice, format, context);
  return (await tellUnreadable(unreadable, context)) ?? EXIT.failed;
}

/** Prints what is wrong with the files. */
async function report(choice: FileChoice, format: ReportFormat, context: CommandContext): Promise<ExitCode> {
  const printed = createReport(format, context);
  const unreadable: CommandError[] = [];
  const totals = { files: 0, errors: 0, warnings: 0, fixes: 0 };
  for await (const { file, checked } of checkFiles(choice, unreadable)) {
    const errors = checked.problems.filter(({ severity }) => severity === 'error').length;
    totals.files += 1;
    totals.errors += errors;
    totals.warnings += checked.problems.length - errors;
    totals.fixes += checked.fixes.length;
    await printed.add({ file, ...checked });
  }
  await printed.end({ ...totals, unreadable: unreadable.map(({ message }) => message) });
  return (await tellUnreadable(unreadable, context)) ?? (totals.errors > 0 ? EXIT.failed : EXIT.success);
}

/** Null where all could be read. */
async function tellUnreadable(
  unreadable: readonly CommandError[],
  { stderr }: CommandContext,
): Promise<ExitCode | null> {
  for (const { message } of unreadable) await stderr.write(`${stderr.style.bad('runbook:')} ${message}\n`);
  return unreadable.length > 0 ? EXIT.usage : null;
}
