import { isJsonObject, type Json } from '../../events/json.ts';
import { scalarText } from '../definition/read.ts';
import { quoted } from '../quoted.ts';
import { warning, type Rule } from './rule.ts';

/** A job in the concurrency group of its own workflow waits for a run that waits for it; GitHub cancels it. */
export const concurrency: Rule = ({ document, root, jobs }) => {
  const workflow = groupOf(root['concurrency']);
  if (workflow === null) return [];
  return jobs.flatMap(({ path, job }) => {
    const value = job['concurrency'];
    const group = groupOf(value);
    // Groups are compared without case (GitHub docs, `concurrency`).
    if (group === null || group.toLowerCase() !== workflow.toLowerCase()) return [];
    const place = [...path, 'concurrency', ...(isJsonObject(value) ? ['group'] : [])];
    const message = `The workflow holds the group ${quoted(group)} already, so this job would wait for its own run; name another group.`;
    return [document.atValue(place, warning('same-concurrency', message))];
  });
};

function groupOf(value: Json | undefined): string | null {
  const group = scalarText(isJsonObject(value) ? value['group'] : value)?.trim() ?? '';
  return group === '' ? null : group;
}
