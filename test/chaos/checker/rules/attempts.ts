import { grouped } from '../grouped.ts';
import type { History, LedgerEntry } from '../history.ts';
import type { Attempt, Judged } from '../judge.ts';
import type { Violation } from '../violation.ts';

const GRANT = 'no attempt is granted twice';
const ONCE = 'an attempt runs at most once';
const WITNESS = 'what is reported has happened';

/** Grants as workers read them, and what ran by the ledger. The campaign's workflows have no `retry`. */
export function checkAttempts(history: History, judged: Judged): Violation[] {
  return [
    ...checkGrants(history, judged),
    ...checkExecution(history, judged),
    ...checkReports(history, judged),
  ];
}

/** The feed holds only what counted, so every grant in it is the one that counts on the log. */
function checkGrants({ feed }: History, judged: Judged): Violation[] {
  const violations: Violation[] = [];
  const reported = new Set<string>();
  for (const { fields } of feed) {
    if (fields.type !== 'job_granted') continue;
    const counted = judged.attempts.get(fields.job ?? 0)?.granted?.fields.worker;
    const name = `${fields.job} ${fields.worker}`;
    if (counted === fields.worker || reported.has(name)) continue;
    reported.add(name);
    const message = `Job ${fields.job} was granted to ${fields.worker}; on the log ${counted ?? 'nobody'} has it.`;
    violations.push({ rule: GRANT, message, ...(fields.run === undefined ? {} : { run: fields.run }) });
  }
  return violations;
}

function checkExecution({ ledger }: History, judged: Judged): Violation[] {
  const violations: Violation[] = [];
  const found = ({ run }: LedgerEntry, message: string): void =>
    void violations.push({ rule: ONCE, message, run });
  const starts = new Set<string>();
  const workerOf = new Map<number, string>();
  const attemptOf = new Map<string, number>();
  for (const entry of ledger) {
    const { kind, run, job, key, leg, step } = entry;
    const start = `${job} ${step}`;
    if (kind === 'start') {
      if (starts.has(start)) found(entry, `Step ${step} of job ${job} (${key}[${leg}]) ran twice.`);
      starts.add(start);
    }
    const worker = `${entry.worker}, process ${entry.workerPid}`;
    const first = workerOf.get(job) ?? worker;
    if (first !== worker) found(entry, `Job ${job} ran on ${first}, and on ${worker}.`);
    workerOf.set(job, first);
    const place = `${run} ${key} ${leg}`;
    const other = attemptOf.get(place) ?? job;
    if (other !== job && kind === 'start')
      found(entry, `${key}[${leg}] ran as job ${other}, and again as job ${job}.`);
    attemptOf.set(place, other);
    if (kind === 'start' && judged.attempts.get(job)?.started == null)
      found(entry, `Job ${job} (${key}[${leg}]) ran; on the log no worker has started it.`);
  }
  return violations;
}

/** A job that succeeded has run every step to its end, and handed on what it set. */
function checkReports({ ledger }: History, judged: Judged): Violation[] {
  const violations: Violation[] = [];
  const entries = grouped(ledger, ({ job }) => job);
  for (const attempt of judged.attempts.values()) {
    if (attempt.end?.how !== 'completed' || attempt.end.conclusion !== 'success') continue;
    const of = entries.get(attempt.job) ?? [];
    const started = of.filter(({ kind }) => kind === 'start').map(({ step }) => step);
    const ended = of.filter(({ kind }) => kind === 'end').map(({ step }) => step);
    if (started.length > 0 && started.join() === ended.join()) continue;
    const message = `Job ${attempt.job} (${attempt.key}[${attempt.leg}]) succeeded; it started its steps ${started.join()} and ended ${ended.join()}.`;
    violations.push({ rule: WITNESS, message, run: attempt.run });
  }
  return [...violations, ...checkOutputs(ledger, judged)];
}

function checkOutputs(ledger: readonly LedgerEntry[], judged: Judged): Violation[] {
  const set = new Map(ledger.filter(({ kind }) => kind === 'set').map(({ run, text }) => [run, text]));
  return ledger.flatMap(({ kind, run, job, text }) => {
    if (kind !== 'got') return [];
    const expected = isSuccess(judged, run) ? (set.get(run) ?? '') : null;
    if (expected === null || text === expected) return [];
    const message = `Job ${job} got the output ${JSON.stringify(text)}; ${JSON.stringify(expected)} was set.`;
    return [{ rule: WITNESS, message, run }];
  });
}

/** Whether the job that sets the output succeeded: one that failed may or may not hand it on. */
function isSuccess({ runs }: Judged, run: number): boolean {
  const build = (attempt: Attempt): boolean =>
    attempt.key === 'build' && attempt.end?.conclusion === 'success';
  return runs.get(run)?.attempts.some(build) ?? false;
}
