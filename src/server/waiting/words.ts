import type { WaitingShape } from '../shapes/index.ts';

/**
 * What somebody waits for, as people are told; null where what the orchestrator said tells more: it knows how many
 * legs may run, and how often one was tried.
 * @param own the run of who waits
 */
export function waitingWords(waiting: WaitingShape, own: number): string | null {
  if (waiting.kind === 'worker') return workerWords(waiting);
  return waiting.kind === 'group' ? groupWords(waiting, own) : null;
}

function workerWords({ workers, missing }: Extract<WaitingShape, { kind: 'worker' }>): string {
  if (workers === 0) return 'waiting for a worker: none is there';
  if (missing.length === 0) return 'waiting for a free worker';
  return `waiting for a worker with label${missing.length === 1 ? '' : 's'} ${missing.join(', ')}`;
}

function groupWords({ group, behind }: Extract<WaitingShape, { kind: 'group' }>, own: number): string {
  if (behind === null) return `waiting in group ${group}`;
  const run = behind.run === own ? 'this run' : `run #${behind.run_number}`;
  return `waiting in group ${group} behind ${behind.job === null ? run : `${behind.job} of ${run}`}`;
}
