import { grouped } from '../grouped.ts';
import type { History, LedgerEntry } from '../history.ts';
import { neededBy } from '../definition.ts';
import { type Attempt, begunAt, type Judged, nameOf, type Run } from '../judge.ts';
import type { Violation } from '../violation.ts';

const RULE = 'no job starts before its needs have ended';

/**
 * On the log a job is offered, or its call made, after its needs have ended, every try of them, and what the calls
 * need that it is nested in; by the ledger it prints nothing before they have.
 */
export function checkNeeds({ ledger }: History, judged: Judged): Violation[] {
  const entries = grouped(ledger, ({ job }) => job);
  return [...judged.runs.values()].flatMap((run) =>
    run.attempts.flatMap((attempt) => [
      ...checkPresence(run, attempt),
      ...needsOf(run, attempt).flatMap((need) => checkPair(attempt, need, entries)),
    ]),
  );
}

/** Every leg of every need is there. */
function checkPresence(run: Run, attempt: Attempt): Violation[] {
  if (begunAt(attempt) === null) return [];
  return neededBy(run.definition, attempt.key).flatMap((need) => {
    const legs = run.attempts.filter(({ key }) => key === need);
    const present = new Set(legs.map(({ leg }) => leg)).size;
    if (present > 0 && present === legs[0]?.legs) return [];
    const message = `${nameOf(attempt)}, job ${attempt.job}, was offered; of its need ${need} ${present} legs were there.`;
    return [{ rule: RULE, message, run: run.id }];
  });
}

function needsOf(run: Run, { key }: Attempt): Attempt[] {
  const needs = neededBy(run.definition, key);
  return run.attempts.filter((attempt) => needs.includes(attempt.key));
}

function checkPair(
  attempt: Attempt,
  need: Attempt,
  entries: ReadonlyMap<number, readonly LedgerEntry[]>,
): Violation[] {
  const pair = `${nameOf(attempt)}, job ${attempt.job}, and its need ${nameOf(need)}, job ${need.job}`;
  const begun = begunAt(attempt);
  if (begun !== null && (need.end === null || need.end.event.offset > begun.offset))
    return [{ rule: RULE, message: `Offered before the need had ended: ${pair}.`, run: attempt.run }];
  // What a lost worker's processes do until it wakes or starts again is beyond everybody's reach.
  if (need.end?.how !== 'completed') return [];
  const last = entries.get(need.job)?.at(-1);
  const first = entries.get(attempt.job)?.[0];
  if (first === undefined || last === undefined || last.position < first.position) return [];
  return [{ rule: RULE, message: `It ran while its need still ran: ${pair}.`, run: attempt.run }];
}
