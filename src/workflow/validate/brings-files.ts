import { isJsonObject, type JsonObject } from '../../events/json.ts';
import { isCheckout } from '../definition/index.ts';

/** Published actions that leave the files of the workspace as they are. */
const HARMLESS_ACTION = /^actions\/(?:setup-[a-z-]+|upload-artifact)@/i;

/** Inputs with which `actions/checkout` brings other files than those of this commit. */
const OTHER_FILES = ['path', 'repository', 'ref', 'submodules', 'lfs', 'ssh-key'];

/** Lines of scripts that only say something, or set a variable for later steps; nothing is run within them. */
const HARMLESS_LINE =
  /^(?:echo|printf|ls|cat|env|pwd|date|uname|export|set|true)\b[^>|;&`(]*(?:>>\s*"?\$\{?GITHUB_\w+\}?"?)?$/;

/**
 * Whether a step may bring folders that the commit does not have. Nobody can tell what a published action or a script
 * does, so that only those count as harmless that are known to be.
 */
export function bringsFiles({ uses, run, with: inputs }: JsonObject): boolean {
  if (typeof run === 'string') {
    const lines = run.split('\n').map((line) => line.trim());
    return !lines.every((line) => line === '' || line.startsWith('#') || HARMLESS_LINE.test(line));
  }
  if (typeof uses !== 'string') return false;
  if (!isCheckout(uses)) return !HARMLESS_ACTION.test(uses);
  return inputs !== undefined && (!isJsonObject(inputs) || hasOtherFiles(inputs));
}

function hasOtherFiles(inputs: JsonObject): boolean {
  return Object.keys(inputs).some((name) => OTHER_FILES.includes(name.toLowerCase()));
}
