import { hasExpression } from '../expressions/index.ts';
import { isLocal } from '../project/index.ts';
import type { Finding } from '../source/source-text.ts';
import { isActionName } from './action-name.ts';
import { quoted } from '../quoted.ts';
import { error, warning, type Rule } from './rule.ts';

/** The folders that hold workflows: GitHub's and Runbook's. */
const FOLDERS = ['.github/workflows', '.runbook'];

/** A file directly in one of them. */
const FILE = /^\.(?:github\/workflows|runbook)\/[^\s/@]+\.ya?ml$/;

/** The `uses` of a job: a workflow file of this repository, or of another with its version (GitHub docs, `jobs.<job_id>.uses`). */
export const calledWorkflowName: Rule = ({ document, jobs }) =>
  jobs.flatMap(({ path, job: { uses } }) => {
    if (typeof uses !== 'string' || uses === '' || hasExpression(uses)) return [];
    const finding = findingOf(uses);
    return finding === null ? [] : [document.atValue([...path, 'uses'], finding)];
  });

function findingOf(uses: string): Finding | null {
  if (!isLocal(uses) && isElsewhere(uses)) {
    const message = `${quoted(uses)} is not where GitHub looks for workflows; there it is \`owner/name/.github/workflows/file.yml@version\`.`;
    return warning('bad-workflow', message);
  }
  const message = isLocal(uses) ? localMistake(uses) : publishedMistake(uses);
  return message === null ? null : error('bad-workflow', message);
}

/** A file of another repository in a folder that is not GitHub's: other forges have folders of their own. */
function isElsewhere(uses: string): boolean {
  const file = /^[^\s/@.]+\/[^\s/@]+\/([^\s@]+\.ya?ml)@[^\s@]+$/.exec(uses)?.[1];
  return file !== undefined && !FILE.test(file);
}

function localMistake(uses: string): string | null {
  const [file = '', version] = uses.slice(2).split('@');
  if (version !== undefined) {
    return `A workflow of this repository is called at the same commit, without a version; write ${quoted(`${uses.slice(0, 2)}${file}`)}.`;
  }
  if (FILE.test(file)) return null;
  if (FOLDERS.some((folder) => file.startsWith(`${folder}/`)) && !/\.ya?ml$/.test(file)) {
    return `${quoted(uses)} is not a workflow file: its name must end with \`.yml\` or \`.yaml\`.`;
  }
  return `${quoted(uses)} is not a workflow: a job calls a file directly in \`.github/workflows\` or \`.runbook\`; an action belongs into a step.`;
}

function publishedMistake(uses: string): string | null {
  const [name = '', version, ...rest] = uses.split('@');
  const [owner = '', repository = '', ...path] = name.split('/');
  const file = path.join('/');
  const isNamed = owner !== '' && repository !== '' && FILE.test(file) && !/\s/.test(uses);
  if (isNamed && version !== undefined && version !== '' && rest.length === 0) return null;
  if (isNamed && rest.length === 0) {
    return `${quoted(uses)} names no version; write ${quoted(`${name}@`)} and a tag, a branch or a commit.`;
  }
  if (FILE.test(name))
    return `A workflow of this repository begins with \`./\`; write ${quoted(`./${name}`)}.`;
  if (/\.ya?ml$/.test(name)) {
    return `${quoted(uses)} is not a workflow of another repository; write \`owner/name/.github/workflows/file.yml@version\`.`;
  }
  if (isActionName(uses))
    return `${quoted(uses)} is an action, which a job cannot call; write it in a step of the job.`;
  return `${quoted(uses)} is not a workflow; write \`./.github/workflows/file.yml\` or \`owner/name/.github/workflows/file.yml@version\`.`;
}
