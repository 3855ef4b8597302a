import { isJsonObject } from '../../events/json.ts';
import { Callees } from '../callees/index.ts';
import type { Checked } from '../fixes/index.ts';
import { placed } from '../placed.ts';
import type { ProjectPlace } from '../project/index.ts';
import type { SourceDocument } from '../source/document.ts';
import type { UnplacedProblem } from '../source/source-text.ts';
import { told } from '../source/told.ts';
import { schemaErrors, structureProblems } from '../structure/index.ts';
import { actionProblems } from './validate/index.ts';

/**
 * Everything that is wrong with the file that describes an action, in its composite, JavaScript or Docker form: YAML,
 * structure, meaning. Never throws.
 * @param project where the file stands; without it nothing is said of the files and actions that it names
 */
export function checkActionDocument(document: SourceDocument, project?: ProjectPlace): Checked {
  const root = document.json;
  if (!isJsonObject(root)) {
    return placed(document.problems, document.problems.length > 0 ? [] : [notAMap(document)]);
  }
  const found = [
    ...structureProblems(document, schemaErrors(root, 'action'), 'action'),
    ...actionProblems(document, root, project === undefined ? null : calleesOf(project)),
  ];
  return placed(document.problems, told(found, document.unreadable));
}

function calleesOf(place: ProjectPlace): Callees {
  return new Callees(place, {
    action: (document, around) => checkActionDocument(document, around).problems,
    workflow: null,
  });
}

function notAMap(document: SourceDocument): UnplacedProblem {
  const message = 'An action is a map with `name`, `description` and `runs`.';
  return document.atValue([], { severity: 'error', rule: 'wrong-type', message });
}
