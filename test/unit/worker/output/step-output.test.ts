import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { LINE_LIMIT, Masks, StepOutput } from '../../../../src/worker/output/index.ts';
import type { StepLogWriter } from '../../../../src/store/index.ts';
import { withoutTimes } from '../support/memory-logs.ts';

/** Feeds chunks through the pipeline and gives the log's lines. */
async function linesOf(
  chunks: readonly Buffer[],
  options: { masks?: readonly string[]; commands?: (line: string) => readonly string[] | null } = {},
): Promise<string[]> {
  const masks = new Masks();
  for (const mask of options.masks ?? []) masks.add(mask);
  const written: Buffer[] = [];
  let counted = 0;
  const writer: StepLogWriter = {
    append: (chunk, lines) => {
      written.push(chunk);
      counted += lines;
    },
    flush: () => Promise.resolve(),
    close: () => Promise.resolve({ lines: counted, bytes: 0 }),
  };
  const output = new StepOutput({ writer, masks, now: () => 0 });
  output.commands = options.commands ?? null;
  for (const chunk of chunks) await output.write(chunk);
  const { lines } = await output.close();
  const found = withoutTimes(Buffer.concat(written));
  expect(lines).toBe(found.length);
  expect(output.lines).toBe(found.length);
  return found;
}

function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const sorted = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [...sorted, bytes.length].map((end, index) => bytes.subarray(sorted[index - 1] ?? 0, end));
}

describe('the output of a step', () => {
  it('becomes lines, each with its time in front', async () => {
    const written: Buffer[] = [];
    const output = new StepOutput({
      writer: {
        append: (chunk) => void written.push(chunk),
        flush: () => Promise.resolve(),
        close: () => Promise.resolve({ lines: 0, bytes: 0 }),
      },
      masks: new Masks(),
      now: () => Date.UTC(2026, 0, 2, 3, 4, 5, 678),
    });
    await output.write(Buffer.from('one\ntwo\n'));
    expect(Buffer.concat(written).toString()).toBe(
      '2026-01-02T03:04:05.678Z one\n2026-01-02T03:04:05.678Z two\n',
    );
  });

  it('counts a last line without a line end, takes CRLF as LF, and leaves a lone CR', async () => {
    expect(await linesOf([Buffer.from('a\r\nb\rc\n\nlast')])).toEqual(['a', 'b\rc', '', 'last']);
    expect(await linesOf([Buffer.from('a\r'), Buffer.from('\nb')])).toEqual(['a', 'b']);
  });

  it('replaces bytes that are not UTF-8 and keeps characters that a chunk cut', async () => {
    expect(await linesOf([Buffer.from([0x61, 0xff, 0x62, 0x0a])])).toEqual(['a\ufffdb']);
    const euro = Buffer.from('€\n');
    expect(await linesOf([euro.subarray(0, 1), euro.subarray(1, 2), euro.subarray(2)])).toEqual(['€']);
  });

  it('continues a line over 1 MiB in the next one, with dots in front', async () => {
    const bytes = Buffer.alloc(5 * 1000 * 1000, 'x');
    const lines = await linesOf(cut(bytes, [100_000, 2_000_000, 2_000_001]));
    expect(lines.map((line) => line.length)).toEqual([
      LINE_LIMIT,
      ...Array.from({ length: 3 }, () => LINE_LIMIT + 3),
      5_000_000 - 4 * LINE_LIMIT + 3,
    ]);
    expect(lines.slice(1).every((line) => line.startsWith('...xxx'))).toBe(true);
  });

  it('cuts a long line between characters', async () => {
    const lines = await linesOf([Buffer.from(`a${'€'.repeat(LINE_LIMIT / 2)}\n`)]);
    expect(lines.join('')).not.toContain('\ufffd');
    expect(lines.map((line) => line.replace(/^\.\.\./, '')).join('')).toBe(`a${'€'.repeat(LINE_LIMIT / 2)}`);
  });

  it('shows nothing of a secret that lies across the cut of a long line', async () => {
    const secret = 'correct-horse-battery';
    for (const before of [LINE_LIMIT - 1, LINE_LIMIT - 10, LINE_LIMIT - secret.length, LINE_LIMIT]) {
      const bytes = Buffer.from(`${'x'.repeat(before)}${secret}${'y'.repeat(100)}\n`);
      for (const chunks of [[bytes], cut(bytes, [LINE_LIMIT, LINE_LIMIT + 5])]) {
        const text = (await linesOf(chunks, { masks: [secret] })).join('');
        for (let length = 4; length <= secret.length; length++) {
          expect(text).not.toContain(secret.slice(0, length));
          expect(text).not.toContain(secret.slice(-length));
        }
        expect(text).toContain('***');
        expect(text.match(/y/g)).toHaveLength(100);
      }
    }
  });

  it('masks every line of a secret of several lines, and its encoded forms', async () => {
    const secret = 'first line of the key\nsecond "line"\n';
    const lines = await linesOf(
      [
        Buffer.from(
          [
            'first line of the key',
            `in JSON ${JSON.stringify({ key: secret })}`,
            `in base64 ${Buffer.from(secret).toString('base64')}`,
            `in a header ${Buffer.from(`user:second "line"`).toString('base64')}`,
            `in a link ?k=${encodeURIComponent('second "line"')}`,
            '',
          ].join('\n'),
        ),
      ],
      { masks: [secret] },
    );
    expect(lines[0]).toBe('***');
    expect(lines[1]).toBe('in JSON {"key":"***"}');
    expect(lines[2]).toBe('in base64 ***');
    expect(lines[3]).not.toContain(Buffer.from('second "line"').toString('base64').slice(4, -4));
    expect(lines[4]).toBe('in a link ?k=***');
  });

  it('joins masks that overlap, so that no end of one is left', async () => {
    expect(await linesOf([Buffer.from('abcdefgh\n')], { masks: ['abcdef', 'defgh'] })).toEqual(['***']);
    expect(await linesOf([Buffer.from('xaax a\n')], { masks: ['aa'] })).toEqual(['x***x a']);
  });

  it('reads commands in the order of the lines, and only at their start', async () => {
    const read: string[] = [];
    const commands = (line: string) => {
      read.push(line);
      return line.includes('group') ? ['##[group]shown'] : line.includes('hide') ? [] : null;
    };
    const text = 'plain std::vector\n::group::x\n  ::hide::\nmiddle\n::other::é\n##[group]y\r\nend';
    expect(await linesOf([Buffer.from(text)], { commands })).toEqual([
      'plain std::vector',
      '##[group]shown',
      'middle',
      '::other::é',
      '##[group]shown',
      'end',
    ]);
    expect(read).toEqual(['::group::x', '  ::hide::', '::other::é', '##[group]y']);
  });

  it('does not depend on how it was cut into chunks', async () => {
    const pieces = fc.constantFrom(
      'a',
      '\n',
      '\r',
      '\r\n',
      '::x::',
      '##[',
      'secret-value',
      'secret',
      '€',
      '\u{1f600}',
      ' ',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            pieces.map((text) => Buffer.from(text)),
            fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes)),
          ),
          {
            maxLength: 60,
          },
        ),
        fc.array(fc.nat(500), { maxLength: 20 }),
        async (parts, places) => {
          const bytes = Buffer.concat(parts);
          const options = {
            masks: ['secret-value', 'et-val', 'aa'],
            commands: (line: string) => (line.length % 2 === 0 ? [`read ${line.length}`] : null),
          };
          expect(await linesOf(cut(bytes, places), options)).toEqual(await linesOf([bytes], options));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('does not depend on chunks where lines are too long either', async () => {
    const secret = 'a-secret-of-some-length';
    const bytes = Buffer.concat([
      Buffer.alloc(LINE_LIMIT - 12, '€'),
      Buffer.from(secret),
      Buffer.alloc(LINE_LIMIT - 30, 0x80),
      Buffer.from(`${secret}${secret}\r\nshort\n`),
      Buffer.alloc(LINE_LIMIT, 'z'),
      Buffer.from('\r\n'),
    ]);
    const whole = await linesOf([bytes], { masks: [secret] });
    expect(whole.join('')).not.toContain('secret');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 8 }), async (places) => {
        const lines = await linesOf(cut(bytes, places), { masks: [secret] });
        expect(lines.length).toBe(whole.length);
        expect(lines.every((line, index) => line === whole[index])).toBe(true);
      }),
      { numRuns: 15 },
    );
  });

  it('waits for a log that cannot take more', async () => {
    let release: () => void = () => undefined;
    const output = new StepOutput({
      writer: {
        append: () => new Promise((resolve) => (release = resolve)),
        flush: () => Promise.resolve(),
        close: () => Promise.resolve({ lines: 0, bytes: 0 }),
      },
      masks: new Masks(),
      now: () => 0,
    });
    const waiting = output.write(Buffer.from('line\n'));
    expect(waiting).toBeInstanceOf(Promise);
    release();
    await waiting;
  });
});
