import { warning } from '../../validate/rule.ts';
import type { ActionRule } from './action-rule.ts';

/** `pre-if` and `post-if` without what they are the condition of. */
export const hooks: ActionRule = ({ document, runs, kind }) => {
  const suffix = kind === 'docker' ? '-entrypoint' : '';
  return ['pre', 'post'].flatMap((hook) => {
    const [condition, owner] = [`${hook}-if`, `${hook}${suffix}`];
    // In a composite action neither is a key, which the schema says.
    if (!(condition in runs) || owner in runs || kind === 'composite') return [];
    const message = `\`${condition}\` decides on nothing, as the action has no \`${owner}\`.`;
    return [document.atKey(['runs', condition], warning('useless-condition', message))];
  });
};
