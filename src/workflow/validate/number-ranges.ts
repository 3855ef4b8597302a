import { isJsonObject, type Json } from '../../events/json.ts';
import { isCheckout } from '../definition/index.ts';
import { hasExpression } from '../expressions/index.ts';
import type { UnplacedProblem } from '../source/source-text.ts';
import type { Path, SourceDocument } from '../source/document.ts';
import { everyStep, warning, type JobNode, type Rule, type StepNode } from './rule.ts';

/** Minutes after which GitHub ends any job, five days (GitHub docs, "Actions limits"). */
const LONGEST_JOB = 5 * 24 * 60;

/** Numbers that GitHub takes, and that do not mean what they say. */
export const numberRanges: Rule = ({ document, jobs }) =>
  jobs.flatMap((node) => [
    ...jobProblems(document, node),
    ...everyStep(node).flatMap((step) => stepProblems(document, step)),
  ]);

function jobProblems(document: SourceDocument, { job, path }: JobNode): UnplacedProblem[] {
  const { strategy } = job;
  const parallel = isJsonObject(strategy) ? strategy['max-parallel'] : undefined;
  return [
    ...finding(document, [...path, 'timeout-minutes'], timeoutMistake(job['timeout-minutes'])),
    ...finding(document, [...path, 'strategy', 'max-parallel'], parallelMistake(parallel)),
  ];
}

function stepProblems(document: SourceDocument, { step, path }: StepNode): UnplacedProblem[] {
  const { uses, with: inputs } = step;
  const isFetched = typeof uses === 'string' && isCheckout(uses) && isJsonObject(inputs);
  return [
    ...finding(document, [...path, 'timeout-minutes'], timeoutMistake(step['timeout-minutes'])),
    ...(isFetched
      ? finding(document, [...path, 'with', 'fetch-depth'], depthMistake(inputs['fetch-depth']))
      : []),
  ];
}

function finding(document: SourceDocument, path: Path, message: string | null): UnplacedProblem[] {
  return message === null ? [] : [document.atValue(path, warning('out-of-range', message))];
}

function timeoutMistake(minutes: Json | undefined): string | null {
  if (typeof minutes !== 'number') return null;
  if (minutes <= 0) return `A timeout of ${minutes} minutes is no limit; write a whole number from 1 on.`;
  if (minutes > LONGEST_JOB)
    return `GitHub ends every job after ${LONGEST_JOB} minutes (5 days); write no more.`;
  if (!Number.isInteger(minutes)) {
    const whole = Math.floor(minutes) || 'no limit';
    return `GitHub counts whole minutes: ${minutes} is ${whole} there; write a whole number.`;
  }
  return null;
}

function parallelMistake(count: Json | undefined): string | null {
  if (typeof count !== 'number' || (count >= 1 && Number.isInteger(count))) return null;
  const meaning = count < 1 ? 'limits nothing' : `is ${Math.floor(count)}`;
  return `A \`max-parallel\` of ${count} ${meaning}; write a whole number from 1 on.`;
}

function depthMistake(depth: Json | undefined): string | null {
  if (typeof depth === 'string' && (hasExpression(depth) || depth.trim() === '')) return null;
  if (typeof depth !== 'number' && typeof depth !== 'string') return null;
  const commits = Number(depth);
  if (commits >= 0 && Number.isInteger(commits)) return null;
  return 'This `fetch-depth` counts as 0, which is the whole history; write `0` for that, or a number of commits.';
}
