import { grouped } from '../grouped.ts';
import type { History, LedgerEntry } from '../history.ts';
import { neededBy, placeOf } from '../definition.ts';
import { type Attempt, type Judged, legsOf, nameOf, type Run } from '../judge.ts';
import type { Violation } from '../violation.ts';

const GRANT = 'no attempt is granted twice';
const ONCE = 'an attempt runs at most once';
const WITNESS = 'what is reported has happened';

/** Grants as the log has them and as workers read them, and what ran by the ledger. */
export function checkAttempts(history: History, judged: Judged): Violation[] {
  return [
    ...checkGrants(history, judged),
    ...checkExecution(history, judged),
    ...checkReports(history, judged),
  ];
}

/**
 * On the log an attempt has one grant, and nobody but its worker starts it. The feed holds only what counted, so
 * every grant in it is that one.
 */
function checkGrants({ feed }: History, judged: Judged): Violation[] {
  const violations = [...judged.attempts.values()].flatMap(checkOwner);
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

function checkOwner(attempt: Attempt): Violation[] {
  const { grants, starts, job, run } = attempt;
  const [worker, other] = new Set(grants.map(({ fields }) => fields.worker));
  const name = `Job ${job} (${nameOf(attempt)})`;
  if (other !== undefined)
    return [{ rule: GRANT, message: `${name} was granted to ${worker} and to ${other}.`, run }];
  return starts.flatMap(({ fields }) => {
    if (fields.worker === worker) return [];
    const message = `${name} was started by ${fields.worker}; ${worker ?? 'nobody'} was granted it.`;
    return [{ rule: ONCE, message, run }];
  });
}

function checkExecution({ ledger }: History, judged: Judged): Violation[] {
  const violations: Violation[] = [];
  const found = ({ run }: LedgerEntry, message: string): void =>
    void violations.push({ rule: ONCE, message, run });
  const starts = new Set<string>();
  const workerOf = new Map<number, string>();
  for (const entry of ledger) {
    const { kind, job, key, leg, step } = entry;
    const start = `${job} ${step}`;
    if (kind === 'start') {
      if (starts.has(start)) found(entry, `Step ${step} of job ${job} (${key}[${leg}]) ran twice.`);
      starts.add(start);
    }
    const worker = `${entry.worker}, process ${entry.workerPid}`;
    const first = workerOf.get(job) ?? worker;
    if (first !== worker) found(entry, `Job ${job} ran on ${first}, and on ${worker}.`);
    workerOf.set(job, first);
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
  const set = new Map(ledger.filter(({ kind }) => kind === 'set').map(({ job, text }) => [job, text]));
  return ledger.flatMap(({ kind, run: id, job, text }) => {
    const run = judged.runs.get(id);
    const attempt = judged.attempts.get(job);
    if (kind !== 'got' || run === undefined || attempt === undefined) return [];
    const setters = settersFor(run, attempt);
    // One that failed may or may not hand it on.
    if (setters.length === 0 || setters.some(({ end }) => end?.conclusion !== 'success')) return [];
    const expected = setters.map((setter) => set.get(setter.job) ?? '');
    if (expected.includes(text)) return [];
    const message = `Job ${job} got the output ${JSON.stringify(text)}; ${JSON.stringify(expected)} was set.`;
    return [{ rule: WITNESS, message, run: id }];
  });
}

/**
 * The last tries of the jobs that set what a job is handed: the `build` that it needs, or that is nested in a call
 * that it needs. Of a call with several legs any of them may have been the last to hand it on.
 */
function settersFor(run: Run, { key }: Attempt): Attempt[] {
  const needs = neededBy(run.definition, key);
  return [...legsOf(run).values()].flatMap((attempts): Attempt[] => {
    const newest = attempts.at(-1);
    if (newest === undefined) return [];
    const { prefix, call } = placeOf(newest.key);
    const isNeeded = needs.includes(newest.key) || (call !== null && needs.includes(call));
    return newest.key === `${prefix}build` && isNeeded ? [newest] : [];
  });
}
