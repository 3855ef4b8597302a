import { isJsonObject } from '../events/json.ts';
import type { Problem } from '../events/problem.ts';
import { checkActionDocument } from './action/index.ts';
import type { Checked } from './fixes/index.ts';
import { checkWorkflowDocument } from './parse.ts';
import type { ProjectPlace } from './project/index.ts';
import type { SourceDocument } from './source/document.ts';
import { readDocument } from './source/read-document.ts';

/**
 * Everything that is wrong with a file of the language, whether it is a workflow or describes an action; in the order
 * of the file, 100 problems at most. Never throws.
 * @param path as problems should name the file
 * @param project where the file stands; without it nothing is said of the local actions and workflows it uses
 */
export function checkFile(source: string, path: string, project?: ProjectPlace): readonly Problem[] {
  return inspectFile(source, path, project).problems;
}

/** As checkFile, with what `--fix` may write. */
export function inspectFile(source: string, path: string, project?: ProjectPlace): Checked {
  const document = readDocument(path, source);
  return isAction(document)
    ? checkActionDocument(document, project)
    : checkWorkflowDocument(document, project);
}

/** By what it holds; by its name where that says nothing, as a workflow may be called `action.yml` too. */
function isAction({ json, source: { file } }: SourceDocument): boolean {
  if (isJsonObject(json)) {
    if ('jobs' in json || 'on' in json) return false;
    if ('runs' in json) return true;
  }
  return /(?:^|\/)action\.ya?ml$/.test(file);
}
