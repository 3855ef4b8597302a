import { grouped } from '../grouped.ts';
import type { History, LedgerEntry, ServerView } from '../history.ts';
import type { Attempt, Judged, Run } from '../judge.ts';
import type { Violation } from '../violation.ts';

const RULE = 'log files have every printed line once, in order';

/**
 * Milliseconds between a line's entry in the ledger, which is written before the line, and its being safe: in the
 * worker's hands and written down by it. What is younger at the kill of its worker may be missing.
 */
const YOUNG_MS = 1_000;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z /;
/** The worker prints the script first and this after it. */
const SCRIPT_END = '##[endgroup]';

/**
 * On each server: the log of a step that was reported complete has the length that was reported, and exactly the
 * lines of the ledger; of one that was stopped at most the last line is missing, which may not have been printed
 * any more; of one whose worker was killed, frozen or lost, only the last lines before that.
 */
export function checkLogs(history: History, judged: Judged): Violation[] {
  const violations = [...judged.runs.values()].flatMap(checkFolders);
  const steps = grouped(history.ledger, ({ job, step }) => `${job} ${step}`);
  for (const entries of steps.values()) {
    const [first] = entries;
    const attempt = judged.attempts.get(first?.job ?? 0);
    const run = judged.runs.get(attempt?.run ?? 0);
    if (first === undefined || attempt === undefined || run === undefined) continue;
    for (const server of history.servers) {
      const problem = checkStep({ history, server, run, attempt, entries, step: first.step });
      if (problem === null) continue;
      const place = `${server.name}, job ${attempt.job} (${attempt.key}[${attempt.leg}]), step ${first.step}`;
      violations.push({ rule: RULE, message: `${place}: ${problem}`, run: run.id });
    }
  }
  return violations;
}

/** No two attempts of a run share a folder, in any case of letters: each try has logs of its own. */
function checkFolders(run: Run): Violation[] {
  const folders = grouped(run.attempts, ({ folder }) => folder.toLowerCase());
  return [...folders].flatMap(([folder, attempts]) => {
    if (attempts.length < 2) return [];
    const jobs = attempts.map(({ job }) => job).join(' and ');
    return [{ rule: RULE, message: `The jobs ${jobs} have one folder, ${folder}.`, run: run.id }];
  });
}

interface Step {
  readonly history: History;
  readonly server: ServerView;
  readonly run: Run;
  readonly attempt: Attempt;
  readonly entries: readonly LedgerEntry[];
  readonly step: number;
}

function checkStep(place: Step): string | null {
  const { server, run, attempt, entries, step } = place;
  const printed = entries.filter(({ kind }) => kind === 'line');
  const reported = attempt.steps.get(step);
  const completed = reported?.completed?.fields;
  const text = logOf(server, run, attempt, step);
  if (text === undefined) {
    if (completed !== undefined) return `there is no log file ${reported?.file}.`;
    return missing(place, printed);
  }
  const lines = text.split('\n');
  if (lines.pop() !== '') return 'the log does not end with a line end.';
  const untimed = lines.find((line) => !TIME.test(line));
  if (untimed !== undefined) return `a line has no time: ${JSON.stringify(untimed.slice(0, 100))}.`;
  if (completed?.log !== undefined) {
    const { lines: count, bytes } = completed.log;
    const size = Buffer.byteLength(text);
    if (lines.length !== count || size !== bytes)
      return `the log has ${lines.length} lines, ${size} bytes; ${count}, ${bytes} were reported.`;
  }
  const bare = lines.map((line) => line.replace(TIME, ''));
  const own = bare.slice(bare.indexOf(SCRIPT_END) + 1).filter((line) => !line.startsWith('##['));
  if (!bare.includes(SCRIPT_END)) own.length = 0;
  const different = own.findIndex((line, index) => line !== printed[index]?.text);
  if (different >= 0) {
    const expected = JSON.stringify(printed[different]?.text ?? 'nothing more');
    return `line ${different + 1} of its output is ${JSON.stringify(own[different])}; ${expected} was printed.`;
  }
  return missing(place, printed.slice(own.length));
}

/** Whether these lines of the ledger, the last ones, may be missing from the log. */
function missing({ history, attempt, entries, step }: Step, lines: readonly LedgerEntry[]): string | null {
  const [first] = lines;
  if (first === undefined) return null;
  const said = `${lines.length} lines are missing at its end, from ${JSON.stringify(first.text)} on`;
  const completed = attempt.steps.get(step)?.completed;
  if (completed != null) {
    const stopped = !entries.some(({ kind }) => kind === 'end' || kind === 'fail');
    return stopped && lines.length === 1 ? null : `${said}, and the step was reported complete.`;
  }
  const cut = cutOf(history, attempt, entries);
  if (cut === null) return `${said}, and nothing happened to its worker.`;
  return first.time > cut - YOUNG_MS
    ? null
    : `${said}, printed ${Math.round(cut - first.time)} ms before its worker was killed, frozen or lost.`;
}

/** When the step was cut off: its worker killed or frozen while it ran, or declared lost; null: it was not. */
function cutOf({ faults }: History, attempt: Attempt, entries: readonly LedgerEntry[]): number | null {
  const [begin, end] = [entries[0]?.time ?? 0, entries.at(-1)?.time ?? 0];
  const cuts = faults
    // What it printed last may stand in the ledger after the kill: a process learns of it when it prints.
    .filter(({ target, from, to }) => target === entries[0]?.worker && to >= begin && from <= end + YOUNG_MS)
    .map(({ from }) => Math.max(from, begin));
  if (attempt.end?.how === 'lost') cuts.push(attempt.end.event.timestamp);
  return cuts.length === 0 ? null : Math.min(...cuts);
}

/** By its number, as a worker that was killed may not have told the file's name. */
function logOf({ logs }: ServerView, run: Run, { folder }: Attempt, step: number): string | undefined {
  const begin = `${run.repository}/${run.number}/${folder}/${String(step).padStart(2, '0')}-`;
  for (const [path, text] of logs) if (path.startsWith(begin)) return text;
  return undefined;
}
