import { grouped } from './checker/grouped.ts';
import type { History, HistoryEvent, LedgerEntry } from './checker/history.ts';
import { judge, legsOf } from './checker/judge.ts';
import type { Violation } from './checker/violation.ts';

/** How many runs' histories are printed; the others are named. */
const MOST_HISTORIES = 5;

/** What a campaign came to, as text. */
export function summary(history: History): string {
  const judged = judge(history.events);
  const conclusions = grouped(judged.runs.values(), (run) =>
    run.stillborn ? 'rejected' : (run.completions[0]?.fields.conclusion ?? 'open'),
  );
  const attempts = [...judged.attempts.values()];
  const counts = [...conclusions].map(([conclusion, runs]) => `${runs.length} ${conclusion}`).join(', ');
  const ends = grouped(attempts, ({ end }) => end?.how ?? 'open');
  const faults = grouped(history.faults, ({ kind, target }) => `${kind} ${target.replace(/-\d+$/, '')}`);
  const again = [...judged.runs.values()].flatMap((run) =>
    [...legsOf(run).values()].filter((tries) => tries.filter(({ started }) => started !== null).length > 1),
  );
  const takeovers = history.events.filter(({ fields }) => fields.type === 'partition_owned').length;
  const accepted = history.deliveries.filter((delivery) => delivery.accepted).length;
  return [
    `faults      ${history.faults.length}: ${[...faults].map(([name, of]) => `${of.length} ${name}`).join(', ')}`,
    `deliveries  ${accepted} accepted of ${history.deliveries.length}`,
    `runs        ${judged.runs.size}: ${counts}`,
    `attempts    ${attempts.length}: ${[...ends].map(([how, of]) => `${of.length} ${how}`).join(', ')}`,
    `calls       ${attempts.filter(({ called }) => called !== null).length}; jobs tried again ${again.length}`,
    `takeovers   ${takeovers}; decisions of replaced owners ${judged.void.size}`,
    `events      ${history.events.length}; lines printed ${history.ledger.filter(({ kind }) => kind === 'line').length}`,
  ].join('\n');
}

/** Violations, each run's with its history. */
export function describeViolations(history: History, violations: readonly Violation[]): string {
  const lines = violations.map(
    ({ rule, message, run }) => `${rule}: ${message}${run === undefined ? '' : ` [run ${run}]`}`,
  );
  const runs = [...new Set(violations.flatMap(({ run }) => (run === undefined ? [] : [run])))];
  const histories = runs.slice(0, MOST_HISTORIES).map((run) => describeRun(history, run));
  return [...lines, ...histories].join('\n\n');
}

/** All that is known of one run, in the order of time. */
export function describeRun(history: History, run: number): string {
  const judged = judge(history.events);
  const partition = run % 1_024;
  const mine = history.events.filter(
    ({ partition: of, fields }) => of === partition && concerns(fields, run),
  );
  const ledger = history.ledger.filter((entry) => entry.run === run && entry.kind !== 'line');
  const times = [...mine.map(({ timestamp }) => timestamp), ...ledger.map(({ time }) => time)];
  const [begin, end] = [Math.min(...times), Math.max(...times)];
  const entries: (readonly [time: number, text: string])[] = [
    ...mine.map((event) => [event.timestamp, eventText(event, judged.void.has(event))] as const),
    ...ledger.map((entry) => [entry.time, ledgerText(entry)] as const),
    ...history.faults
      .filter(({ from, to }) => to >= begin && from <= end)
      .flatMap(({ target, kind, from, to }) => [
        [from, `  fault: ${kind} ${target}`] as const,
        [to, `  fault over: ${kind} ${target}`] as const,
      ]),
  ];
  entries.sort(([one], [other]) => one - other);
  const text = entries.map(([time, line]) => `${new Date(time).toISOString().slice(11, 23)} ${line}`);
  return [`--- run ${run}`, ...text].join('\n');
}

/** Losses and takeovers of its partition belong to every run there. */
function concerns({ type, run }: HistoryEvent['fields'], wanted: number): boolean {
  return run === wanted || type === 'partition_owned' || type === 'worker_lost';
}

function eventText({ partition, offset, fields }: HistoryEvent, isVoid: boolean): string {
  const { type, job, key, leg, step, worker, owner, conclusion, reason } = fields;
  const parts = [
    job === undefined ? '' : `job ${job}`,
    key === undefined ? '' : `${key}[${leg?.index}]`,
    step === undefined ? '' : `step ${step}`,
    conclusion ?? '',
    worker == null ? '' : `worker ${worker.slice(0, 8)}`,
    owner === undefined ? '' : `owner ${owner.slice(0, 8)}`,
    reason === undefined ? '' : JSON.stringify(reason),
    isVoid ? '(does not count)' : '',
  ];
  return `${partition}:${offset} ${type} ${parts.filter((part) => part !== '').join(' ')}`;
}

function ledgerText({ kind, job, key, leg, step, pid, worker, text }: LedgerEntry): string {
  return `  ledger: ${kind} job ${job} ${key}[${leg}] step ${step} on ${worker}, process ${pid} ${text}`;
}
