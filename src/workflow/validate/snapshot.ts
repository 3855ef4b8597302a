import { isJsonObject } from '../../events/json.ts';
import { hasExpression } from '../expressions/index.ts';
import { quoted } from '../quoted.ts';
import { error, type Rule } from './rule.ts';

/** `snapshot.version`: a major version and `.*`, which GitHub counts up (GitHub docs, `jobs.<job_id>.snapshot`). */
export const snapshot: Rule = ({ document, jobs }) =>
  jobs.flatMap(({ path, job }) => {
    const version = isJsonObject(job['snapshot']) ? job['snapshot']['version'] : undefined;
    if (typeof version !== 'string' || version === '' || hasExpression(version)) return [];
    if (/^\d+\.\*$/.test(version)) return [];
    const message = `${quoted(version)} is not the version of an image; write its major version and \`.*\`, as \`2.*\`.`;
    return [document.atValue([...path, 'snapshot', 'version'], error('bad-image-version', message))];
  });
