import { describe, expect, it } from 'vitest';
import { missingLabels } from '../../../../src/workflow/index.ts';

describe('the labels for which no worker can take a job', () => {
  it('are none where one worker has them all', () => {
    expect(missingLabels([['linux'], ['linux', 'gpu']], ['linux', 'GPU'])).toEqual([]);
    expect(missingLabels([['ubuntu-*']], ['ubuntu-24.04'])).toEqual([]);
  });

  it('are those that nobody has', () => {
    expect(missingLabels([['linux'], ['gpu']], ['linux', 'gpu', 'big'])).toEqual(['big']);
    expect(missingLabels([], ['linux'])).toEqual(['linux']);
  });

  it('are all of them where each is there and no worker has all', () => {
    expect(missingLabels([['linux'], ['gpu']], ['linux', 'gpu'])).toEqual(['linux', 'gpu']);
  });
});
