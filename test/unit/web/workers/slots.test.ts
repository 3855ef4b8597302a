import { describe, expect, it } from 'vitest';
import type { JobId } from '../../../../src/events/index.ts';
import { slotsOf, totalSlots } from '../../../../src/web/pages/workers/slots.ts';
import { workerJob, workerShape } from './workers.ts';

describe('the slots of a worker', () => {
  it('are taken by what it says that it runs and by what it was granted, each counted once', () => {
    const worker = workerShape('one', {
      running: [1 as JobId, 2 as JobId],
      jobs: [workerJob(2), workerJob(3)],
    });
    expect(slotsOf(worker)).toEqual({ used: 3, capacity: 4 });
  });
});

describe('the slots of all workers', () => {
  it('leave out the free ones of a worker that drains', () => {
    const busy = workerShape('busy', { draining: true, jobs: [workerJob(1)] });
    expect(totalSlots([busy, workerShape('free')])).toEqual({ used: 1, capacity: 5 });
  });

  it('are none without a worker', () => {
    expect(totalSlots([])).toEqual({ used: 0, capacity: 0 });
  });
});
