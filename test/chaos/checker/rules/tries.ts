import { declared } from '../definition.ts';
import { grouped } from '../grouped.ts';
import type { History, LedgerEntry } from '../history.ts';
import { type Attempt, type Judged, legsOf, nameOf, type Run } from '../judge.ts';
import type { Violation } from '../violation.ts';

const RULE = 'a job is tried as often as its retry says';
/** What a job without `retry` gets. */
const ONCE = { attempts: 1, on: [] };
/** After what a job is tried again whose `retry` does not say it. */
const DEFAULT_CAUSES = ['failure', 'timeout'];

/**
 * The tries of a leg that a worker has started: never more than its `retry` allows, one after the other, each after
 * one that ended as `retry` wants it; and none is missing. Attempts that were lost before they started are no tries.
 */
export function checkTries({ ledger }: History, judged: Judged): Violation[] {
  const entries = grouped(ledger, ({ job }) => job);
  return [...judged.runs.values()].flatMap((run) =>
    [...legsOf(run).values()].flatMap((attempts) => checkLeg(run, attempts, entries)),
  );
}

function checkLeg(
  run: Run,
  attempts: readonly Attempt[],
  entries: ReadonlyMap<number, readonly LedgerEntry[]>,
): Violation[] {
  const [first] = attempts;
  if (first === undefined) return [];
  const { attempts: allowed, on = DEFAULT_CAUSES } = declared(run.definition, first.key)?.retry ?? ONCE;
  const tries = attempts.filter(({ started }) => started !== null);
  const problems: string[] = [];
  if (tries.length > allowed) problems.push(`it was started ${tries.length} times, of ${allowed} allowed`);
  for (const [index, attempt] of attempts.entries()) {
    const next = attempts[index + 1];
    const isAgain = isTriedAgain(attempt, on) && tries.indexOf(attempt) + 1 < allowed;
    if (next === undefined && isAgain) problems.push(`job ${attempt.job} was the last, and not the last try`);
    if (next === undefined || attempt.end?.how === 'voided') continue;
    const pair = `job ${attempt.job} was followed by job ${next.job}`;
    if (!isTriedAgain(attempt, on)) problems.push(`${pair} although it ended as ${describeEnd(attempt)}`);
    else if ((next.offered?.offset ?? Infinity) < (attempt.end?.event.offset ?? 0))
      problems.push(`${pair} before it had ended`);
    const last = entries.get(attempt.job)?.at(-1);
    const begin = entries.get(next.job)?.[0];
    if (last !== undefined && begin !== undefined && last.position > begin.position)
      problems.push(`${pair}, and still ran when that did`);
  }
  return problems.map((problem) => ({ rule: RULE, message: `${nameOf(first)}: ${problem}.`, run: run.id }));
}

/** Whether `retry` wants another try, if there is one left. A worker that was lost is a cause of its own. */
function isTriedAgain({ end }: Attempt, on: readonly (string | number)[]): boolean {
  if (end?.how === 'lost') return on.includes('worker-lost');
  if (end?.how !== 'completed') return false;
  return on.includes(end.conclusion === 'timed_out' ? 'timeout' : (end.conclusion ?? ''));
}

function describeEnd({ end }: Attempt): string {
  return end === null ? 'nothing yet' : `${end.how}, ${end.conclusion}`;
}
