import { quotedList } from '../structure/words.ts';
import type { Availability } from '../contexts/availability.ts';
import type { Mention } from '../expressions/index.ts';
import type { Path } from '../source/document.ts';
import { inOccurrence, type Occurrence } from './occurrences.ts';
import { error, type Rule } from './rule.ts';

/** The functions that are not everywhere; lower case. */
const PLACED_FUNCTIONS = new Set(['success', 'failure', 'cancelled', 'always', 'hashfiles']);

/** Contexts and functions that do not exist at the key where they are used. */
export const availability: Rule = ({ document, occurrences }) =>
  occurrences.flatMap((occurrence) =>
    occurrence.parsed.mentions.flatMap((mention) => {
      const finding = findingOf(mention, occurrence);
      const place = { start: mention.offset, end: mention.offset + mention.name.length };
      return finding === null ? [] : [inOccurrence(document, occurrence, place, finding)];
    }),
  );

function findingOf(
  { kind, name }: Mention,
  { available, path }: Occurrence,
): ReturnType<typeof error> | null {
  const lowerCase = name.toLowerCase();
  if (kind === 'context') {
    if (available.contexts.has(lowerCase)) return null;
    const known = [...available.contexts].filter((context) => context !== 'runbook');
    const verb = known.length === 1 ? 'is' : 'are';
    const message = `The context \`${name}\` does not exist here; there ${verb} ${quotedList(known)}.`;
    return error('context-not-available', `${message}${adviceFor(lowerCase, available, path)}`);
  }
  if (!PLACED_FUNCTIONS.has(lowerCase) || available.functions.has(lowerCase)) return null;
  const where =
    lowerCase === 'hashfiles' ? 'in steps' : 'in an `if`; elsewhere `job.status` tells how it went';
  return error('function-not-available', `The function \`${name}()\` does not exist here; it does ${where}.`);
}

/** What to write instead, where many look for a context in vain. */
function adviceFor(context: string, { condition, contexts }: Availability, path: Path): string {
  const isJobs = !contexts.has('runner');
  const [section, , key] = path;
  if (context === 'jobs' && section === 'jobs')
    return ' The outputs of another job are `needs.<id>.outputs`, with it in `needs`.';
  if (section === 'jobs' && isJobs && (context === 'runner' || context === 'steps' || context === 'job'))
    return ' This is decided before the job has a machine; `runner`, `job` and `steps` exist in its steps.';
  if (context === 'secrets' && section === 'jobs' && key === 'with')
    return ' A called workflow takes secrets by `secrets`, beside `with`.';
  if (context === 'secrets' && section === 'jobs' && key === 'strategy')
    return ' Give the matrix the name of the secret, and write `secrets[matrix.name]` in a step.';
  if (context === 'env' && (section === 'env' || key === 'env'))
    return ' Variables of one `env` cannot be made of each other; those of the job can, in its steps.';
  if (context === 'secrets' && condition && !isJobs)
    return ' Give the secret to the job as a variable under `env`, and test that.';
  if (context === 'env' && isJobs)
    return ' Variables of `env` exist only on the worker; `vars` exist before it.';
  if (context === 'matrix' && condition && isJobs)
    return " A job's `if` is decided before its matrix; test it in the steps.";
  return '';
}
