import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from '../exit-code.ts';
import { isAbsent, unreadable } from '../unreadable.ts';

/** Where a checkout has its workflows. */
const WORKFLOW_FOLDERS = ['.runbook', join('.github', 'workflows')];

/** Where a checkout has its own actions, one a folder, as deep as it likes. */
const ACTION_FOLDER = join('.github', 'actions');

/** How deep below `.github/actions` an action is looked for, and in how many folders. */
const MAX_DEPTH = 8;
const MAX_FOLDERS = 2_000;

/** Whether a name is a workflow file's, as GitHub reads a folder: `.yml` or `.yaml`. */
export function isWorkflowFileName(name: string): boolean {
  return /\.ya?ml$/i.test(name);
}

/**
 * The workflow files that a path names: itself, those of a checkout (`.runbook`, else `.github/workflows`), or those
 * directly in a folder; sorted.
 * @throws CommandError where the path cannot be read, or a folder has no workflow file
 */
export async function workflowFilesAt(path: string): Promise<string[]> {
  return namedBy(path, async () => {
    for (const folder of WORKFLOW_FOLDERS) {
      const files = await filesIn(join(path, folder), isWorkflowFileName);
      if (files.length > 0) return files;
    }
    return [];
  });
}

/**
 * The files that a path names to be checked: itself, all of a checkout (`filesOfCheckout`), or the workflow files
 * directly in a folder.
 * @throws CommandError where the path cannot be read, or a folder has nothing to check
 */
export async function checkedFilesAt(path: string): Promise<string[]> {
  return namedBy(path, () => filesOfCheckout(path));
}

/** A checkout's workflows of both folders, its own `action.yml`, and those below `.github/actions`. */
export async function filesOfCheckout(root: string): Promise<string[]> {
  const folders = await actionFolders(join(root, ACTION_FOLDER));
  const found = [
    ...(await Promise.all(WORKFLOW_FOLDERS.map((folder) => filesIn(join(root, folder), isWorkflowFileName)))),
    ...(await Promise.all([root, ...folders].map((folder) => filesIn(folder, isActionFileName)))),
  ];
  return found.flat();
}

async function namedBy(path: string, ofCheckout: () => Promise<string[]>): Promise<string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const files = await ofCheckout();
    if (files.length > 0) return files;
    const direct = await namesIn(path, isWorkflowFileName);
    if (direct.length > 0) return direct;
  } catch (error) {
    throw unreadable(path, error);
  }
  throw new CommandError(`${path} has no workflow files (*.yml, *.yaml).`);
}

function isActionFileName(name: string): boolean {
  return name === 'action.yml' || name === 'action.yaml';
}

/** The folders below one that may hold an action; links are not followed. */
async function actionFolders(root: string): Promise<string[]> {
  const found: string[] = [];
  const pending = [{ folder: root, depth: 0 }];
  for (let next = pending.shift(); next !== undefined && found.length < MAX_FOLDERS; next = pending.shift()) {
    const { folder, depth } = next;
    found.push(folder);
    if (depth === MAX_DEPTH) continue;
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    const inner = entries.filter((entry) => entry.isDirectory() && entry.name !== 'node_modules');
    pending.push(...inner.map(({ name }) => ({ folder: join(folder, name), depth: depth + 1 })));
  }
  return found.sort();
}

/** The files of a folder that may not be there. @throws CommandError where it is there and cannot be read */
async function filesIn(folder: string, isWanted: (name: string) => boolean): Promise<string[]> {
  try {
    return await namesIn(folder, isWanted);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw unreadable(folder, error);
  }
}

async function namesIn(folder: string, isWanted: (name: string) => boolean): Promise<string[]> {
  const names = (await readdir(folder)).filter(isWanted).sort();
  return names.map((name) => join(folder, name));
}
