import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { StreamClient } from '../../../src/server/stream/client.ts';
import { RunIndex } from '../../../src/store/index.ts';

describe('a reader of the stream that does not read', () => {
  it('is dropped before more than a bounded amount waits for it', () => {
    const index = new RunIndex(':memory:');
    const silent = new Writable({ write: () => undefined });
    const client = new StreamClient(index, silent as never, {}, new Map());
    let most = 0;
    for (let sent = 0; sent < 10_000; sent += 1) {
      client.send({ event: 'reset', data: { reason: 'x'.repeat(1_000) } });
      most = Math.max(most, silent.writableLength);
    }
    expect(silent.destroyed).toBe(true);
    expect(most).toBeLessThan(2 * 1024 * 1024);
    index.close();
  });
});
