import { describe, expect, it } from 'vitest';
import {
  deliveryStatusWord,
  fileName,
  refWords,
  wayWords,
} from '../../../../src/web/delivery-table/delivery-words.ts';

describe('the words for a delivery', () => {
  it('call a branch by its name, a tag a tag, and leave other refs as they are', () => {
    expect(refWords('refs/heads/feature/heads/x')).toBe('feature/heads/x');
    expect(refWords('refs/tags/v1')).toBe('tag v1');
    expect(refWords('refs/pull/5/head')).toBe('refs/pull/5/head');
    expect(refWords('main')).toBe('main');
    expect(refWords('')).toBe('default branch');
  });

  it('call a file by its name and a status by its word', () => {
    expect(fileName('.runbook/ci.yml')).toBe('ci.yml');
    expect(deliveryStatusWord('handled')).toBe('Handled');
    expect(deliveryStatusWord('toString')).toBe('toString');
  });

  it('tell what people did from what a schedule and a forge did', () => {
    expect(wayWords({ forge: 'runbook', event: 'workflow_dispatch' })).toBe('by hand');
    expect(wayWords({ forge: 'runbook', event: 'schedule' })).toBe('by its schedule');
    expect(wayWords({ forge: 'github', event: 'push' })).toBe('by GitHub');
    expect(wayWords({ forge: 'other', event: 'push' })).toBe('by other');
  });
});
