import { stat } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Problem, Triggers, WorkflowDefinition } from '../../events/index.ts';
import { parseWorkflow, type ProjectPlace } from '../../workflow/index.ts';
import { CommandError } from '../exit-code.ts';
import { isWorkflowFileName, workflowFilesAt } from '../validate/find-files.ts';
import { Projects } from '../validate/projects.ts';
import { readWorkflowText } from '../validate/read-file.ts';

/** Folders whose files may be named without their path; the first is also what runs by default. */
const FOLDERS = ['.runbook', '.github/workflows'] as const;

/** Rules of validation that say nothing about a run on this machine, or not yet. */
const DECIDED_LATER = ['not-executed', 'event-not-delivered'];

/** One workflow file of the checkout, read and parsed. */
export interface WorkflowFile {
  /** As it is printed in messages. */
  readonly file: string;
  /** Within the checkout, with `/`: `.runbook/ci.yml`. */
  readonly path: string;
  readonly source: string;
  readonly name: string;
  readonly on: Triggers | null;
  readonly definition: WorkflowDefinition | null;
  /**
   * Errors and warnings, without what is not executed yet, which depends on the jobs chosen, and without the
   * events that no server delivers yet: here the command line chooses the event.
   */
  readonly problems: readonly Problem[];
  /** Where it stands in the checkout, with what it brings in loaded; null for a file outside of it. */
  readonly place: ProjectPlace | null;
}

/** The checkout from which files are chosen. */
interface Checkout {
  /** Absolute. */
  readonly root: string;
  readonly projects: Projects;
}

/**
 * The files that a command line chooses.
 * @param names files (from the current folder, then from the checkout), file names with or without `.yml`, or
 *   workflows' `name`s; none: all of `.runbook`
 * @param root the checkout, absolute
 * @throws CommandError where a name fits nothing or nothing is there
 */
export async function chooseWorkflows(names: readonly string[], root: string): Promise<WorkflowFile[]> {
  const checkout = { root, projects: new Projects() };
  if (names.length === 0) return readFiles(await defaultFiles(root), checkout);
  const chosen = new Map<string, WorkflowFile>();
  for (const name of names) {
    for (const file of await filesNamed(name, checkout)) chosen.set(file.path, file);
  }
  return [...chosen.values()];
}

async function defaultFiles(root: string): Promise<string[]> {
  const folder = join(root, FOLDERS[0]);
  if (await isFolder(folder)) return workflowFilesAt(folder);
  throw new CommandError(
    `There is no ${FOLDERS[0]} folder in ${root}; name a workflow file, or start with ${FOLDERS[0]}/ci.yml.`,
  );
}

async function filesNamed(name: string, checkout: Checkout): Promise<WorkflowFile[]> {
  const { root } = checkout;
  for (const path of [resolve(name), resolve(root, name)]) {
    const found = await stat(path).catch(() => null);
    if (found?.isFile()) return readFiles([path], checkout);
    if (found?.isDirectory() && name.includes('/')) return readFiles(await workflowFilesAt(path), checkout);
  }
  const known: WorkflowFile[] = [];
  for (const folder of FOLDERS) {
    if (!(await isFolder(join(root, folder)))) continue;
    const files = await readFiles(await workflowFilesAt(join(root, folder)).catch(() => []), checkout);
    const matching = files.filter((file) => isNamed(file, name));
    if (matching.length > 0) return matching;
    known.push(...files);
  }
  const there = known.map((file) => file.path).join(', ');
  throw new CommandError(
    `${name} is neither a file nor the name of a workflow${there === '' ? '.' : `; there are ${there}.`}`,
  );
}

function isNamed(file: WorkflowFile, name: string): boolean {
  const fileName = basename(file.path);
  if (isWorkflowFileName(name)) return fileName === name;
  return fileName.replace(/\.ya?ml$/i, '') === name || file.name.toLowerCase() === name.toLowerCase();
}

function readFiles(files: readonly string[], checkout: Checkout): Promise<WorkflowFile[]> {
  return Promise.all(files.map((file) => readFileAt(file, checkout)));
}

async function readFileAt(absolute: string, { root, projects }: Checkout): Promise<WorkflowFile> {
  const inside = relative(root, absolute);
  const outside = inside.startsWith('..') || isAbsolute(inside);
  const path = (outside ? absolute : inside).replaceAll(sep, '/');
  const shown = relative(process.cwd(), absolute);
  const file = shown.startsWith('..') ? absolute : shown;
  const content = await readWorkflowText(absolute);
  if ('problem' in content) {
    const problems = [{ ...content.problem, file }];
    return { file, path, source: '', name: path, on: null, definition: null, problems, place: null };
  }
  const place = outside ? null : await projects.placeIn(root, absolute, content.text, path);
  const { definition, problems, on, name } = parseWorkflow(content.text, path, place ?? undefined);
  const found = problems.filter(({ rule }) => !DECIDED_LATER.includes(rule));
  return {
    file,
    path,
    source: content.text,
    name,
    on,
    definition,
    problems: found.map((problem) => ({ ...problem, file })),
    place,
  };
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}
