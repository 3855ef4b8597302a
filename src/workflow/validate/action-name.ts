import type { Callees } from '../callees/index.ts';
import { hasExpression } from '../expressions/index.ts';
import { localActionFolder } from '../project/index.ts';
import type { Finding } from '../source/source-text.ts';
import { quoted } from '../quoted.ts';
import { error, everyStep, warning, type Rule } from './rule.ts';

/** `owner/name@version` or `owner/name/folder@version`. */
const PUBLISHED = /^[^\s/@]+\/[^\s/@]+(?:\/[^\s@]+)?@[^\s@]+$/;
/** A folder of the repository, or an image. */
const OTHER = /^(?:\.[/\\]|\$\/|docker:\/\/[^\s/])/;
/** What people of other languages write behind a name. */
const COMMENT = /\s\/\/(?:\s|$)/;
/** The file of a workflow, local or published. */
const WORKFLOW = /^[^\s@]*\/\.(?:github\/workflows|runbook)\/[^\s@/]+\.ya?ml(?:@\S*)?$/;

/** Whether the `uses` of a step has one of the three forms of GitHub's docs, "Workflow syntax". */
export function isActionName(uses: string): boolean {
  return !COMMENT.test(uses) && (OTHER.test(uses) || PUBLISHED.test(uses));
}

/** The `uses` of a step must name an action; a published one with its version, without which GitHub refuses it. */
export const actionName: Rule = ({ document, jobs, callees }) =>
  jobs.flatMap(everyStep).flatMap(({ path, step: { uses } }) => {
    if (typeof uses !== 'string' || uses === '' || hasExpression(uses)) return [];
    const finding = findingOf(uses, callees);
    return finding === null ? [] : [document.atValue([...path, 'uses'], finding)];
  });

function findingOf(uses: string, callees: Callees | null): Finding | null {
  if (WORKFLOW.test(uses)) {
    const message = `${quoted(uses)} is a workflow, which a step cannot run; a job calls it, with \`uses\` beside its \`needs\`.`;
    return error('bad-action', message);
  }
  return isActionName(uses) ? versionedFolder(uses, callees) : error('bad-action', refusal(uses));
}

/** `./folder@v1`: a mistake, unless the folder's name is so. */
function versionedFolder(uses: string, callees: Callees | null): Finding | null {
  const folder = uses.includes('@') ? localActionFolder(uses) : null;
  if (folder === null || (callees !== null && callees.action(folder).kind !== 'missing')) return null;
  const meant = quoted(uses.slice(0, uses.indexOf('@')));
  const message = `A folder of the repository has no version: this looks for a folder ${quoted(uses)}; write ${meant}.`;
  return callees === null ? warning('versioned-folder', message) : error('versioned-folder', message);
}

function refusal(uses: string): string {
  const shown = quoted(uses);
  if (COMMENT.test(uses))
    return `${shown} is not an action: a comment begins with \`#\`, and \`//\` belongs to the name.`;
  if (uses.startsWith('docker://'))
    return `${shown} names no image; write one behind it, as \`docker://alpine:3\`.`;
  if (uses.startsWith('../'))
    return `${shown} is outside of the repository; write a folder of it, as \`./folder\`.`;
  const url = /^https?:\/\/[^/]+\/(.+?)(?:\.git)?$/.exec(uses.trim())?.[1];
  if (url !== undefined) {
    const name = url.includes('@') ? url : `${url}@v1`;
    return `${shown} is an address; an action is named without its host, as ${quoted(name)}.`;
  }
  if (/^\.[^./\\]/.test(uses)) {
    return `${shown} is not an action; a folder of the repository begins with \`./\`: write ${quoted(`./${uses}`)}.`;
  }
  const bare = uses.replace(/@$/, '');
  if (isActionName(`${bare}@v1`)) {
    return `${shown} names no version; write ${quoted(`${bare}@`)} and a tag, a branch or a commit.`;
  }
  return `${shown} is not an action; write \`owner/name@version\`, \`./folder\` or \`docker://image\`.`;
}
