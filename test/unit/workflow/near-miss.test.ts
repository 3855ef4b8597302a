import { describe, expect, it } from 'vitest';
import { nearMiss } from '../../../src/workflow/index.ts';

describe('the word that was meant', () => {
  it.each([
    ['need', ['needs', 'name'], 'needs'],
    ['runs_on', ['runs-on', 'run'], 'runs-on'],
    ['RunsOn', ['runs-on'], 'runs-on'],
    ['timeout-mintues', ['timeout-minutes'], 'timeout-minutes'],
    ['setp', ['step', 'steps'], 'step'],
    ['timeout', ['name', 'timeout-minutes'], 'timeout-minutes'],
    ['bool', ['string', 'boolean'], 'boolean'],
  ])('for %s of %j is %s', (word, candidates, meant) => {
    expect(nearMiss(word, candidates)).toBe(meant);
  });

  it('is none where nothing is near, where two are equally near, or where the word is no word', () => {
    expect(nearMiss('banana', ['needs'])).toBeNull();
    expect(nearMiss('ab', ['aa', 'bb'])).toBeNull();
    expect(nearMiss('work', ['workflow_call', 'workflow_run'])).toBeNull();
    expect(nearMiss('run', ['runner-group'])).toBeNull();
    expect(nearMiss('', ['a'])).toBeNull();
    expect(nearMiss('x'.repeat(1_000_000), ['x'.repeat(999_999)])).toBeNull();
  });
});
