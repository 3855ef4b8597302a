import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { LedgerEntry } from './history.ts';

const KINDS = ['start', 'line', 'end', 'fail', 'child', 'set', 'got'] as const;

/** Reads the ledger; a campaign without a single step has none. @throws Error at a line that no step writes */
export async function readLedger(path: string): Promise<LedgerEntry[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.split('\n').slice(0, -1).map(parseEntry);
}

/** One line, as test/chaos/campaign/ledger.sh writes it. */
export function parseEntry(line: string, position: number): LedgerEntry {
  const [kindText, ...words] = line.split(' ');
  const kind = KINDS.find((one) => one === kindText);
  const [run, job, key = '', leg, step, pid, ticks, workerPid, workspace = '', time, ...text] = words;
  const numbers = [run, job, leg, step, pid, ticks, workerPid, time].map(Number);
  if (kind === undefined || time === undefined || numbers.some(Number.isNaN))
    throw new Error(`Line ${position + 1} of the ledger is none: ${line}`);
  return {
    position,
    kind,
    run: Number(run),
    job: Number(job),
    key,
    leg: Number(leg),
    step: Number(step),
    pid: Number(pid),
    ticks: Number(ticks),
    workerPid: Number(workerPid),
    // <data folder>/workspaces/<job>
    worker: basename(dirname(dirname(workspace))),
    time: Number(time) * 1_000,
    text: text.join(' '),
  };
}

/** The entries whose process still lives: a process is its pid and its beginning. */
export function livingProcesses(ledger: readonly LedgerEntry[]): LedgerEntry[] {
  return ledger.filter(({ kind, pid, ticks }) => {
    if (kind !== 'start' && kind !== 'child') return false;
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return state !== 'Z' && Number(rest[18]) === ticks;
    } catch {
      return false;
    }
  });
}
