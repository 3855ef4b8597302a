import { describe, expect, it } from 'vitest';
import { waitingReason } from '../../../../src/cli/client/waiting.ts';

type Given = Parameters<typeof waitingReason>;

/** What the reason is made of; the rest of the API's shapes does not matter here. */
function reason(labels: readonly string[], ...workers: (readonly string[])[]): string | null {
  const job = { status: 'queued', reason: null, labels } as unknown as Given[0];
  return waitingReason(job, workers.map((of) => ({ labels: of })) as unknown as Given[1]);
}

describe('why a queued job waits', () => {
  it('names the labels that nobody answers to, and the flag that would help', () => {
    expect(reason(['linux', 'gpu'], ['linux'])).toBe(
      'queued: no worker answers to gpu; start one with --labels gpu',
    );
    expect(reason(['gpu', 'big'], ['gpu'], ['big'])).toBe(
      'queued: no worker answers to gpu, big; start one with --labels gpu,big',
    );
  });

  it('says when workers are busy, or none is there', () => {
    expect(reason(['linux'], ['linux'])).toBe('queued: all workers are busy');
    expect(reason(['linux'])).toBe('queued: no worker is there');
  });

  it('is what the server says where it says something', () => {
    const job = { status: 'waiting', reason: 'It waits for group x.', labels: [] };
    expect(waitingReason(job as unknown as Given[0], [])).toBe('It waits for group x.');
  });
});
