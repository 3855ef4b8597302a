import { isJsonObject, type JsonObject } from '../../events/json.ts';
import { isCheckout } from '../definition/index.ts';

/** Published actions that leave the files of the workspace as they are. */
const HARMLESS = /^actions\/(?:setup-[a-z-]+|github-script|upload-artifact)@/i;

/** Inputs with which `actions/checkout` brings other files than those of this commit. */
const OTHER_FILES = ['path', 'repository', 'ref', 'submodules', 'lfs', 'ssh-key'];

/** Programs that bring files from elsewhere, or move them. */
const BRINGS_FILES =
  /\b(?:git|gh|curl|wget|tar|unzip|cp|mv|ln|rsync|make|npm|npx|yarn|pnpm|bun|docker|aws|gsutil)\b/;

/**
 * Whether a folder that the commit does not have may have come to be by the steps before: nobody can tell what a
 * published action or a script does, so that only the steps that are known to make nothing count as such.
 */
export function mayBeMadeBy(steps: readonly JsonObject[], folder: string): boolean {
  return steps.some((step) => makesFiles(step, folder));
}

function makesFiles({ uses, run, with: inputs }: JsonObject, folder: string): boolean {
  if (typeof uses === 'string') {
    if (isCheckout(uses)) return inputs !== undefined && (!isJsonObject(inputs) || hasOtherFiles(inputs));
    return !HARMLESS.test(uses);
  }
  if (typeof run !== 'string') return false;
  const names = folder.split('/').filter((name) => !name.startsWith('.'));
  return BRINGS_FILES.test(run) || names.some((name) => run.includes(name));
}

function hasOtherFiles(inputs: JsonObject): boolean {
  return Object.keys(inputs).some((name) => OTHER_FILES.includes(name.toLowerCase()));
}
