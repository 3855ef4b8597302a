/**
 * What `uses: ./...` and `uses: $/...` mean. GitHub counts all such paths from the repository's root, wherever they
 * are written; `$/` is the repository at the commit that runs, without a checkout, which is where both are read here.
 */

/** The files that make a folder an action, the first that is there counts (GitHub docs, "Metadata syntax"). */
const ACTION_FILES = ['action.yml', 'action.yaml'];

/** Where workflows lie that a job may call. */
export const WORKFLOW_FOLDERS = ['.runbook', '.github/workflows'];

/** A file directly in one of them. */
const CALLED_WORKFLOW = /^[.$]\/((?:\.github\/workflows|\.runbook)\/[^/@]+\.ya?ml)$/;

/** Whether a `uses` names something in its own repository. */
export function isLocal(uses: string): boolean {
  return uses.startsWith('./') || uses.startsWith('$/');
}

/**
 * The folder of the action that `uses: ./folder` of a step names, from the root; the root itself is the empty path.
 * Null where the text is not local, or leaves the repository.
 */
export function localActionFolder(uses: string): string | null {
  return isLocal(uses) ? pathInProject('', uses.slice(1)) : null;
}

/** The file that `uses: ./.github/workflows/x.yml` of a job names, from the root; null for any other text. */
export function calledWorkflowPath(uses: string): string | null {
  return CALLED_WORKFLOW.exec(uses)?.[1] ?? null;
}

/** The paths at which the action of a folder may be described, in the order in which they count. */
export function actionFilesOf(folder: string): string[] {
  return ACTION_FILES.map((name) => below(folder, name));
}

/** A path written relative to a folder, from the root, without `.` and `..`; null where it leaves the repository. */
export function pathInProject(folder: string, relative: string): string | null {
  const segments = folder === '' ? [] : folder.split('/');
  for (const segment of relative.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return null;
  }
  return segments.join('/');
}

/** The folder that a path lies in; the root's is the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The last name of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function below(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
