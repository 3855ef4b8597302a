import { isJsonObject, type Json, type JsonObject } from '../../events/json.ts';
import { readDocument } from '../source/read-document.ts';
import { calledWorkflowPath, localActionFolder } from './local-path.ts';

/** Something of its own repository that a workflow or an action refers to. */
export type LocalReference =
  /** `uses: ./folder` of a step; the folder from the root. */
  | { readonly kind: 'action'; readonly folder: string }
  /** `uses: ./.github/workflows/x.yml` of a job; the file from the root. */
  | { readonly kind: 'workflow'; readonly path: string };

/**
 * A `uses` with a local path, or with a value that is not written right there (an alias, a block, a comment before it).
 * Most files have none, and reading YAML costs a hundred times this look.
 */
const MAY_BE_LOCAL = /\buses['"]?\s*:\s*(?:['"]?\.\/|[*&!|>#])/;

/**
 * What a workflow or an action refers to in its own repository, each once, in the order of the file. Never throws:
 * of a broken file, what can be read of it.
 * @param file as problems will name it: whoever checks it next need not read it again
 */
export function localReferences(source: string, file = ''): LocalReference[] {
  if (!MAY_BE_LOCAL.test(source)) return [];
  return localReferencesIn(readDocument(file, source).json);
}

/**
 * The files that an action names and its runner starts, as written, which is relative to the action's folder; without
 * images that are not built from the repository.
 */
export function startedFiles(root: JsonObject): { readonly key: string; readonly path: string }[] {
  const { runs } = root;
  if (!isJsonObject(runs)) return [];
  return STARTED.flatMap((key) => {
    const path = runs[key];
    return typeof path === 'string' && path !== '' && (key !== 'image' || isDockerfile(path))
      ? [{ key, path }]
      : [];
  });
}

const STARTED = ['main', 'pre', 'post', 'image'];

/** Whether an action's `image` is a file to build; the runner decides it by the name. */
export function isDockerfile(image: string): boolean {
  const name = image.slice(image.lastIndexOf('/') + 1).toLowerCase();
  return !image.startsWith('docker://') && (name.startsWith('dockerfile.') || name.endsWith('dockerfile'));
}

/** As localReferences, of a file's content. */
export function localReferencesIn(root: Json): LocalReference[] {
  if (!isJsonObject(root)) return [];
  const found = new Map<string, LocalReference>();
  const add = (reference: LocalReference): void => void found.set(JSON.stringify(reference), reference);
  const addSteps = (steps: Json | undefined): void => {
    for (const uses of usesOf(steps)) {
      const folder = localActionFolder(uses);
      if (folder !== null) add({ kind: 'action', folder });
    }
  };
  const { jobs, runs } = root;
  for (const job of isJsonObject(jobs) ? Object.values(jobs) : []) {
    if (!isJsonObject(job)) continue;
    const path = typeof job['uses'] === 'string' ? calledWorkflowPath(job['uses']) : null;
    if (path !== null) add({ kind: 'workflow', path });
    addSteps(job['steps']);
  }
  if (isJsonObject(runs)) addSteps(runs['steps']);
  return [...found.values()];
}

/** The `uses` of steps, those inside of `parallel` too. */
function usesOf(steps: Json | undefined): string[] {
  if (!Array.isArray(steps)) return [];
  return steps.flatMap((step: Json) => {
    if (!isJsonObject(step)) return [];
    const inner = usesOf(step['parallel']);
    return typeof step['uses'] === 'string' ? [step['uses'], ...inner] : inner;
  });
}
