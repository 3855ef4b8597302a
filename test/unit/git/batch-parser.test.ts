import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BatchAnswer, BatchParser } from '../../../src/git/process/batch-parser.ts';

const LIMIT = 8;

function parse(chunks: readonly Buffer[]): BatchAnswer[] {
  const answers: BatchAnswer[] = [];
  const parser = new BatchParser(
    () => LIMIT,
    (answer) => answers.push(answer),
  );
  for (const chunk of chunks) parser.push(chunk);
  return answers;
}

describe('the output of git cat-file --batch', () => {
  it('is taken apart alike however it is cut into chunks, and content over the limit is dropped', () => {
    const content = fc.uint8Array({ maxLength: 16 });
    const entry = fc.option(content, { nil: null });
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 6 }),
        fc.array(fc.nat(200), { maxLength: 10 }),
        (entries, cuts) => {
          const id = 'a'.repeat(40);
          const output = Buffer.concat(
            entries.flatMap((bytes) =>
              bytes === null
                ? [Buffer.from('some name missing\n')]
                : [Buffer.from(`${id} blob ${bytes.length}\n`), bytes, Buffer.from('\n')],
            ),
          );
          const places = [
            0,
            ...cuts.filter((cut) => cut < output.length).toSorted((a, b) => a - b),
            output.length,
          ];
          const chunks = places.slice(1).map((end, index) => output.subarray(places[index], end));
          expect(parse(chunks)).toEqual(
            entries.map((bytes) =>
              bytes === null
                ? { kind: 'missing' }
                : {
                    kind: 'object',
                    id,
                    type: 'blob',
                    size: bytes.length,
                    content: bytes.length > LIMIT ? null : Buffer.from(bytes),
                  },
            ),
          );
        },
      ),
    );
  });

  it('that is something else is refused', () => {
    expect(() => parse([Buffer.from('fatal: no\n')])).toThrow(/cannot be read/);
    expect(() => parse([Buffer.alloc(10_000, 'a')])).toThrow(/too long/);
  });
});
