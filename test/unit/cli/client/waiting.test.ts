import { describe, expect, it } from 'vitest';
import { waitingReason } from '../../../../src/cli/client/waiting.ts';

type Given = Parameters<typeof waitingReason>[0];

/** What the reason is made of; the rest of the API's shapes does not matter here. */
function reason(job: Pick<Given, 'reason' | 'waiting'>): string | null {
  return waitingReason(job as Given);
}

describe('why a job waits', () => {
  it('comes with the flag that would help where nobody answers to its labels', () => {
    const waiting = {
      kind: 'worker',
      labels: ['gpu', 'big', 'linux'],
      missing: ['gpu', 'big'],
      workers: 1,
    } as const;
    expect(reason({ reason: 'waiting for a worker with labels gpu, big', waiting })).toBe(
      'waiting for a worker with labels gpu, big; start one with --labels gpu,big',
    );
  });

  it('is otherwise what the server says', () => {
    const busy = { kind: 'worker', labels: ['linux'], missing: [], workers: 2 } as const;
    expect(reason({ reason: 'waiting for a free worker', waiting: busy })).toBe('waiting for a free worker');
    const group = { kind: 'group', group: 'deploy', behind: null } as const;
    expect(reason({ reason: 'waiting in group deploy', waiting: group })).toBe('waiting in group deploy');
    expect(reason({ reason: 'The job was skipped.', waiting: null })).toBe('The job was skipped.');
    expect(reason({ reason: null, waiting: null })).toBeNull();
  });
});
