import { hasExpression } from '../expressions/index.ts';
import { error, type Rule } from './rule.ts';

/** `owner/name@version` or `owner/name/folder@version`. */
const PUBLISHED = /^[^\s/@]+\/[^\s/@]+(?:\/[^\s@]+)?@\S+$/;
/** A folder of the repository, or an image. */
const OTHER = /^(?:\.\/|docker:\/\/)/;

/** Whether the `uses` of a step has one of the three forms of GitHub's docs, "Workflow syntax". */
export function isActionName(uses: string): boolean {
  return OTHER.test(uses) || PUBLISHED.test(uses);
}

/** The `uses` of a step must name an action; a published one with its version, without which GitHub refuses it. */
export const actionName: Rule = ({ document, jobs }) =>
  jobs
    .flatMap(({ steps }) => steps)
    .flatMap(({ path, step: { uses } }) => {
      if (typeof uses !== 'string' || uses === '' || hasExpression(uses) || isActionName(uses)) return [];
      const message = isActionName(`${uses}@v1`)
        ? `\`${uses}\` names no version; write \`${uses}@\` and a tag, a branch or a commit.`
        : `\`${uses}\` is not an action; write \`owner/name@version\`, \`./folder\` or \`docker://image\`.`;
      return [document.atValue([...path, 'uses'], error('bad-action', message))];
    });
