import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { StreamClient } from '../../../src/server/stream/client.ts';
import { Distribution } from '../../../src/server/stream/distribution.ts';

describe('a reader of the stream that does not read', () => {
  it('is dropped before more than a bounded amount waits for it', () => {
    const silent = new Writable({ write: () => undefined });
    const client = new StreamClient(silent as never, {});
    let most = 0;
    for (let sent = 0; sent < 10_000; sent += 1) {
      client.write('x'.repeat(1_000));
      most = Math.max(most, silent.writableLength);
    }
    expect(silent.destroyed).toBe(true);
    expect(most).toBeLessThan(2 * 1024 * 1024);
  });
});

describe('what is sent to many readers', () => {
  it('comes to each in the order in which it was sent, and lets others have their turn', async () => {
    const texts: string[] = [];
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 0);
    const readers = Array.from({ length: 20 }, (_, at) => {
      texts.push('');
      const slow = new Writable({
        write: (chunk: Buffer, _encoding, done) => {
          texts[at] += chunk.toString();
          const until = performance.now() + 1;
          while (performance.now() < until);
          done();
        },
      });
      return new StreamClient(slow as never, {});
    });
    const distribution = new Distribution(fail);
    for (const text of ['a', 'b', 'c']) distribution.send(readers, () => Buffer.from(text));
    await expect.poll(() => texts.every((text) => text.length === 3)).toBe(true);
    clearInterval(timer);
    expect(new Set(texts)).toEqual(new Set(['abc']));
    expect(turns).toBeGreaterThan(5);
  });

  it('lets those go whose text cannot be made, and goes on with what comes next', async () => {
    const [one, other] = [new PassThrough(), new PassThrough()];
    const errors: unknown[] = [];
    const distribution = new Distribution((error) => errors.push(error));
    distribution.send([new StreamClient(one as never, {})], () => {
      throw new Error('The index is closed.');
    });
    distribution.send([new StreamClient(other as never, {})], () => Buffer.from('a'));
    await expect.poll(() => other.read()?.toString()).toBe('a');
    expect(errors).toEqual([new Error('The index is closed.')]);
    expect(one.destroyed).toBe(true);
  });
});

function fail(error: unknown): never {
  throw error;
}
