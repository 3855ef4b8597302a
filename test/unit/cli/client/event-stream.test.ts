import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventNames, textLines } from '../../../../src/cli/client/event-stream.ts';

async function* chunked(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (const size of sizes) {
    yield bytes.subarray(at, at + size);
    at += size;
  }
  yield bytes.subarray(at);
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

describe('a stream of server-sent events', () => {
  it('gives the name of each event that has data', async () => {
    const text = ': comment\n\nevent: run\nid: 1\ndata: {}\n\nevent: empty\n\ndata: x\ndata: y\n\n';
    expect(await all(eventNames(chunked(Buffer.from(text), [])))).toEqual(['run', 'message']);
  });
});

describe('a stream of text', () => {
  it('gives the same lines however it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/[\r\n]/g, ''))),
        fc.array(fc.nat(7)),
        async (lines, sizes) => {
          const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
          expect(await all(textLines(chunked(bytes, sizes)))).toEqual(lines);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('gives a last line without its end too', async () => {
    expect(await all(textLines(chunked(Buffer.from('a\nb'), [])))).toEqual(['a', 'b']);
  });
});
