import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { StepLogWriter } from '../../../../src/store/index.ts';
import { StepCommands } from '../../../../src/worker/commands/index.ts';
import { LINE_LIMIT, Masks, StepOutput } from '../../../../src/worker/output/index.ts';
import { withoutTimes } from '../support/memory-logs.ts';

/** Feeds chunks through a step's output and commands; gives each annotation with the line of the log it names. */
async function annotatedLines(chunks: readonly Buffer[]): Promise<readonly (readonly [string, string])[]> {
  const written: Buffer[] = [];
  const writer: StepLogWriter = {
    append: (chunk) => void written.push(chunk),
    flush: () => Promise.resolve(),
    close: () => Promise.resolve({ lines: 0, bytes: 0 }),
  };
  const masks = new Masks();
  const output = new StepOutput({ writer, masks, now: () => 0 });
  const commands = new StepCommands({ step: 2, masks, debug: false });
  output.commands = (line, logLine) => commands.read(line, logLine);
  for (const chunk of chunks) await output.write(chunk);
  await output.end();
  await output.print(commands.annotate('failure', 'It ended with 1.', output.lines));
  await output.close();
  const lines = withoutTimes(Buffer.concat(written));
  return commands.annotations.map(({ message, logLine = -1 }) => [message, lines[logLine] ?? '']);
}

const PIECES = [
  ['plain\n'],
  ['::debug::not shown\n'],
  ['::add-mask::hidden\n'],
  ['::error::one%0Atwo\n', 'one\ntwo', '##[error]one'],
  ['\t::warning file=a.js,line=3::careful\r\n', 'careful', '##[warning]careful'],
  ['::echo::on\n'],
  ['::echo::off\n'],
  ['::set-output name=a::b\n', 'set-output', '##[warning]'],
  ['::set-env name=a::b\n', 'set-env', '##[error]'],
  ['::stop-commands::notice\n', 'stop-commands cannot use notice', '##[error]stop-commands'],
  [`${'x'.repeat(LINE_LIMIT + 10)}\n`],
] as const;

describe('the line of the log that an annotation names', () => {
  it('is the one that shows it, whatever was printed before and however it came', async () => {
    const places = fc.array(fc.nat({ max: 3 * LINE_LIMIT }), { maxLength: 4 });
    const pieces = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(pieces, places, async (chosen, cuts) => {
        const bytes = Buffer.from(chosen.map(([text]) => text).join(''));
        const ends = [...new Set(cuts.map((at) => at % (bytes.length + 1)))].sort((a, b) => a - b);
        const chunks = [...ends, bytes.length].map((end, at) => bytes.subarray(ends[at - 1] ?? 0, end));
        const expected = chosen.flatMap(([, ...said]) => (said.length === 0 ? [] : [said]));
        const found = await annotatedLines(chunks);
        expect(found).toHaveLength(expected.length + 1);
        expect(found.at(-1)).toEqual(['It ended with 1.', '##[error]It ended with 1.']);
        for (const [at, [message, line]] of expected.entries()) {
          expect(found[at]?.[0]).toContain(message);
          expect(found[at]?.[1].startsWith(line), found[at]?.join(' | ')).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});
