import { resolve } from 'node:path';
import { type Checked, inspectFile, type ProjectPlace, type WorkflowText } from '../../workflow/index.ts';
import { CommandError } from '../exit-code.ts';
import { checkedFilesAt, filesOfCheckout } from './find-files.ts';
import { Projects } from './projects.ts';
import { readAhead } from './read-ahead.ts';
import { readStandardInput, readWorkflowText } from './read-file.ts';

/** What stands for standard input on the command line. */
export const STANDARD_INPUT = '-';

/** The files to check, and where standard input comes from. */
export interface FileChoice {
  /** Files, folders, `-`; none: the checkout that the current folder is. */
  readonly paths: readonly string[];
  /** How standard input is named, which says what it is and where it stands. */
  readonly stdinPath?: string | undefined;
  readonly input: AsyncIterable<Uint8Array>;
}

/** One file, checked. */
export interface Inspected {
  /** As it was named. */
  readonly file: string;
  /** Null where it has none that could be read, or is standard input: there is nothing to write back. */
  readonly text: string | null;
  readonly checked: Checked;
  /** Checks the same file with another text. */
  readonly check: (text: string) => Checked;
}

/**
 * Checks all files of a choice, each once, in the order in which they are named.
 * @param unreadable gets what says which paths cannot be read; the others are checked all the same
 */
export async function* checkFiles(choice: FileChoice, unreadable: CommandError[]): AsyncGenerator<Inspected> {
  const projects = new Projects();
  const files = await filesOf(choice.paths, unreadable);
  const named = (file: string): string =>
    file === STANDARD_INPUT ? (choice.stdinPath ?? STANDARD_INPUT) : file;
  const read = (file: string): Promise<WorkflowText> =>
    file === STANDARD_INPUT ? readStandardInput(choice.input, named(file)) : readWorkflowText(file);
  for await (const { item: file, outcome } of readAhead(files, read)) {
    if (outcome.status === 'rejected') {
      unreadable.push(asCommandError(outcome.reason));
      continue;
    }
    const name = named(file);
    const place = 'text' in outcome.value ? await placeOf(name, outcome.value.text, projects) : undefined;
    yield inspect(name, outcome.value, file !== STANDARD_INPUT, place);
  }
}

function inspect(
  file: string,
  content: WorkflowText,
  isOnDisk: boolean,
  place: ProjectPlace | undefined,
): Inspected {
  const check = (text: string): Checked => inspectFile(text, file, place);
  if ('problem' in content) {
    return { file, text: null, checked: { problems: [content.problem], fixes: [] }, check };
  }
  return { file, text: isOnDisk ? content.text : null, checked: check(content.text), check };
}

/** Standard input without a name stands nowhere. */
async function placeOf(name: string, text: string, projects: Projects): Promise<ProjectPlace | undefined> {
  return name === STANDARD_INPUT ? undefined : projects.placeOf(name, text);
}

/** The files that paths name, each once. */
async function filesOf(paths: readonly string[], unreadable: CommandError[]): Promise<string[]> {
  if (paths.length === 0) return filesHere();
  const files = new Map<string, string>();
  for (const path of paths) {
    try {
      for (const file of path === STANDARD_INPUT ? [path] : await checkedFilesAt(path)) {
        const identity = file === STANDARD_INPUT ? file : resolve(file);
        if (!files.has(identity)) files.set(identity, file);
      }
    } catch (error) {
      unreadable.push(asCommandError(error));
    }
  }
  return [...files.values()];
}

async function filesHere(): Promise<string[]> {
  const files = await filesOfCheckout('.');
  if (files.length > 0) return files;
  throw new CommandError(
    'There is neither .runbook nor .github/workflows in the current folder, nor an action.yml; name files to check.',
  );
}

/** What is no sentence for people is a mistake of the program, and ends it. */
function asCommandError(error: unknown): CommandError {
  if (error instanceof CommandError) return error;
  throw error;
}
