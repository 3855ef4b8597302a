import { stat } from 'node:fs/promises';
import type { Problem } from '../../events/index.ts';
import { checkFile } from '../../workflow/index.ts';
import { CommandError, EXIT, type ExitCode } from '../exit-code.ts';
import type { CommandContext } from '../terminal/output.ts';
import { countProblems, formatProblem } from '../terminal/problem-text.ts';
import { Projects } from './projects.ts';
import { readStandardInput, readWorkflowText, type WorkflowText, workflowFilesAt } from './workflow-files.ts';

/** Where workflow files are looked for when no path is given; the first that exists. */
const DEFAULT_FOLDERS = ['.runbook', '.github/workflows'];

/**
 * Checks workflow files and prints what is wrong with them.
 * @param paths files, folders, `-` for standard input; none: the default folders
 */
export async function validate(
  paths: readonly string[],
  format: 'text' | 'json',
  context: CommandContext,
  input: AsyncIterable<Uint8Array> = process.stdin,
): Promise<ExitCode> {
  const problems: Problem[] = [];
  const unreadable: CommandError[] = [];
  const projects = new Projects();
  let checked = 0;
  for (const path of paths.length > 0 ? paths : [await defaultFolder()]) {
    try {
      for (const file of path === '-' ? ['-'] : await workflowFilesAt(path)) {
        const content = file === '-' ? await readStandardInput(input) : await readWorkflowText(file);
        problems.push(...(await problemsOf(content, file, projects)));
        checked += 1;
      }
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      unreadable.push(error);
    }
  }
  await (format === 'json' ? printJson(problems, context) : printText(problems, checked, context));
  for (const error of unreadable) {
    await context.stderr.write(`${context.stderr.style.bad('runbook:')} ${error.message}\n`);
  }
  if (unreadable.length > 0) return EXIT.usage;
  return problems.some((problem) => problem.severity === 'error') ? EXIT.failed : EXIT.success;
}

/** The first default folder that exists. @throws CommandError where there is none */
async function defaultFolder(): Promise<string> {
  for (const folder of DEFAULT_FOLDERS) {
    const found = await stat(folder).catch(() => null);
    if (found?.isDirectory()) return folder;
  }
  throw new CommandError(
    `There is neither ${DEFAULT_FOLDERS.join(' nor ')} in the current folder; name files to check.`,
  );
}

async function problemsOf(
  content: WorkflowText,
  file: string,
  projects: Projects,
): Promise<readonly Problem[]> {
  if ('problem' in content) return [content.problem];
  const place = file === '-' ? undefined : await projects.placeOf(file, content.text);
  return checkFile(content.text, file, place);
}

async function printJson(problems: readonly Problem[], context: CommandContext): Promise<void> {
  const rows = problems.map(
    ({ file, line, column, endLine, endColumn, severity, rule, message }) =>
      ({ file, line, column, endLine, endColumn, severity, rule, message }) satisfies Partial<Problem>,
  );
  await context.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
}

async function printText(
  problems: readonly Problem[],
  checked: number,
  context: CommandContext,
): Promise<void> {
  const { stdout } = context;
  for (const problem of problems) await stdout.write(formatProblem(problem, stdout.style));
  if (checked === 0) return;
  const files = `${checked} file${checked === 1 ? '' : 's'}`;
  const count = countProblems(problems);
  const failed = problems.some((problem) => problem.severity === 'error');
  const summary = count === null ? `${files} checked, no problems found.` : `${files} checked: ${count}.`;
  await stdout.write(`${failed ? stdout.style.bad(summary) : stdout.style.good(summary)}\n`);
}
