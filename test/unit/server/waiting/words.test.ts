import { describe, expect, it } from 'vitest';
import type { RunId } from '../../../../src/events/index.ts';
import { waitingWords } from '../../../../src/server/waiting/words.ts';

const OWN = 2048 as RunId;
const OTHER = 1024 as RunId;

describe('what somebody waits for, in words', () => {
  it('are the labels that no worker has', () => {
    const words = (missing: readonly string[], workers = 1) =>
      waitingWords({ kind: 'worker', labels: ['linux', 'gpu', 'big'], missing, workers }, OWN);
    expect(words(['gpu'])).toBe('waiting for a worker with label gpu');
    expect(words(['gpu', 'big'])).toBe('waiting for a worker with labels gpu, big');
    expect(words([])).toBe('waiting for a free worker');
    expect(words(['linux', 'gpu', 'big'], 0)).toBe('waiting for a worker: none is there');
  });

  it('are the group and who has it', () => {
    const words = (run: RunId, job: string | null) =>
      waitingWords({ kind: 'group', group: 'deploy', behind: { run, run_number: 41, job } }, OWN);
    expect(words(OTHER, null)).toBe('waiting in group deploy behind run #41');
    expect(words(OTHER, 'ship')).toBe('waiting in group deploy behind ship of run #41');
    expect(words(OWN, 'ship')).toBe('waiting in group deploy behind ship of this run');
    expect(waitingWords({ kind: 'group', group: 'deploy', behind: null }, OWN)).toBe(
      'waiting in group deploy',
    );
  });

  it("are the orchestrator's for a matrix and for a retry", () => {
    expect(waitingWords({ kind: 'max-parallel', until: null }, OWN)).toBeNull();
    expect(waitingWords({ kind: 'retry', until: '2026-01-01T00:00:00.000Z' }, OWN)).toBeNull();
  });
});
