import { warning } from '../../validate/rule.ts';
import type { ActionRule } from './action-rule.ts';

/** Versions of Node.js that GitHub's runner accepts and has no longer: it takes a newer one instead. */
const GONE = ['node12', 'node16'];

/** `runs.using` with a Node.js that is not there any more. */
export const runtime: ActionRule = ({ document, runs }) => {
  const { using } = runs;
  if (typeof using !== 'string' || !GONE.includes(using.toLowerCase())) return [];
  const message = `\`${using}\` is out of date and runs with a newer Node.js; write \`node24\` or \`node20\`.`;
  return [document.atValue(['runs', 'using'], warning('deprecated-runtime', message))];
};
