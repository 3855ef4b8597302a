import { isJsonObject, type JsonObject } from '../../events/json.ts';
import { isCheckout } from '../definition/index.ts';

/** Published actions that leave the files of the workspace as they are. */
const HARMLESS = /^actions\/(?:setup-[a-z-]+|github-script|upload-artifact)@/i;

/** Inputs with which `actions/checkout` brings other files than those of this commit. */
const OTHER_FILES = ['path', 'repository', 'ref', 'submodules', 'lfs', 'ssh-key'];

/** Programs that bring files from elsewhere, or move them. */
const BRINGS_FILES =
  /\b(?:git|gh|curl|wget|tar|unzip|cp|mv|ln|rsync|make|npm|npx|yarn|pnpm|bun|docker|aws|gsutil)\b/;

/** The most names of a folder's path that are looked for in scripts. */
const MAX_NAMES = 3;

/**
 * Which folders may come to be while a job runs. Nobody can tell what a published action or a script does, so that
 * only the steps that are known to make nothing count as such.
 */
export class MadeFolders {
  #anything = false;
  readonly #scripts: string[] = [];
  readonly #made = new Set<string>();

  /** A step that has run. */
  add(step: JsonObject): void {
    const { run } = step;
    this.#anything ||= bringsFiles(step);
    if (typeof run === 'string') this.#scripts.push(run);
  }

  /** Whether a folder that the commit does not have may be there after the steps so far. */
  mayHave(folder: string): boolean {
    if (this.#anything || this.#made.has(folder)) return true;
    const names = folder.split('/').filter((name) => name !== '' && !name.startsWith('.'));
    const isNamed = this.#scripts.some((script) =>
      names.slice(-MAX_NAMES).some((name) => script.includes(name)),
    );
    if (isNamed) this.#made.add(folder);
    return isNamed;
  }
}

/** Whether a step may make folders that it does not name. */
function bringsFiles({ uses, run, with: inputs }: JsonObject): boolean {
  if (typeof run === 'string') return BRINGS_FILES.test(run);
  if (typeof uses !== 'string') return false;
  if (!isCheckout(uses)) return !HARMLESS.test(uses);
  return inputs !== undefined && (!isJsonObject(inputs) || hasOtherFiles(inputs));
}

function hasOtherFiles(inputs: JsonObject): boolean {
  return Object.keys(inputs).some((name) => OTHER_FILES.includes(name.toLowerCase()));
}
