import { isDockerfile } from '../../project/index.ts';
import { error } from '../../validate/rule.ts';
import type { ActionRule } from '../action-rule.ts';

/** `runs.image`: a Dockerfile of the action, or `docker://` and an image, which the runner tells apart by the text. */
export const image: ActionRule = ({ document, runs, kind }) => {
  const written = runs['image'];
  if (kind !== 'docker' || typeof written !== 'string' || written === '') return [];
  if (/^docker:\/\/\S+$/.test(written) || isDockerfile(written)) return [];
  const message = `\`${written}\` is neither a \`Dockerfile\` of the action nor an image; write \`docker://${written}\` for an image.`;
  return [document.atValue(['runs', 'image'], error('bad-image', message))];
};
