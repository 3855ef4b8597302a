import { folderOf, MAX_NAMES, nameOf, pathInProject, startedFiles } from '../../project/index.ts';
import { nearMiss } from '../../near-miss.ts';
import { quoted } from '../../quoted.ts';
import { warning } from '../../validate/rule.ts';
import type { ActionRule } from './action-rule.ts';

/**
 * Files that the action starts and its folder does not have. A folder that is not there at all is one that a build
 * makes, of which nothing can be said.
 */
export const files: ActionRule = ({ document, root, callees }) => {
  if (callees === null) return [];
  const { files: project, path } = callees.place;
  return startedFiles(root).flatMap(({ key, path: written }) => {
    const place = pathInProject(folderOf(path), written);
    if (place === null) return [];
    const names = project.names(folderOf(place));
    if (names === null || names.length === 0 || names.length === MAX_NAMES) return [];
    if (names.includes(nameOf(place))) return [];
    const near = nearMiss(nameOf(place), names);
    const hint = near === null ? 'the action cannot start without it.' : `did you mean \`${near}\`?`;
    const message = `There is no file ${quoted(place)} in the repository; ${hint}`;
    return [document.atValue(['runs', key], warning('missing-file', message))];
  });
};
