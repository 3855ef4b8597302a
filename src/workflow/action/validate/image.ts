import { hasExpression } from '../../expressions/index.ts';
import { isDockerfile } from '../../project/index.ts';
import { quoted } from '../../quoted.ts';
import { error } from '../../validate/rule.ts';
import type { ActionRule } from './action-rule.ts';

/** `runs.image`: a Dockerfile of the action, or `docker://` and an image, which the runner tells apart by the text. */
export const image: ActionRule = ({ document, runs, kind }) => {
  const written = runs['image'];
  if (kind !== 'docker' || typeof written !== 'string' || written === '') return [];
  // Of an expression another rule says that there is none.
  if (hasExpression(written)) return [];
  if (/^docker:\/\/\S+$/.test(written) || isDockerfile(written)) return [];
  const message = `${quoted(written)} is neither a \`Dockerfile\` of the action nor an image; write ${quoted(`docker://${written}`)} for an image.`;
  return [document.atValue(['runs', 'image'], error('bad-image', message))];
};
