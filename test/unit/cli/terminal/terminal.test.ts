import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { formatAge, formatDuration } from '../../../../src/cli/terminal/duration.ts';
import { LiveLines } from '../../../../src/cli/terminal/live-lines.ts';
import { printable } from '../../../../src/cli/terminal/printable.ts';
import { formatStepLine, splitLogLine } from '../../../../src/cli/terminal/step-line.ts';
import { COLOUR_STYLE, PLAIN_STYLE, wantsColour } from '../../../../src/cli/terminal/style.ts';
import { formatTable } from '../../../../src/cli/terminal/table.ts';
import { MemoryOutput } from '../memory-output.ts';

describe('times for people', () => {
  it.each([
    [-5, '0ms'],
    [340, '340ms'],
    [1_234, '1.2s'],
    [125_000, '2m 05s'],
    [3_720_000, '1h 02m'],
  ])('%d ms is %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });

  it.each([
    [12_000, '12s ago'],
    [300_000, '5m ago'],
    [10_800_000, '3h ago'],
    [700_000_000, '8d ago'],
  ])('%d ms ago is %s', (milliseconds, text) => {
    expect(formatAge(milliseconds)).toBe(text);
  });
});

describe('colours', () => {
  it('are for terminals, unless NO_COLOR or a dumb terminal says otherwise', () => {
    expect(wantsColour(true, {})).toBe(true);
    expect(wantsColour(false, {})).toBe(false);
    expect(wantsColour(true, { NO_COLOR: '1' })).toBe(false);
    expect(wantsColour(true, { NO_COLOR: '' })).toBe(true);
    expect(wantsColour(true, { TERM: 'dumb' })).toBe(false);
  });

  it('do not count as width in a table', () => {
    const columns = [
      { title: 'A', paint: COLOUR_STYLE.good },
      { title: 'N', align: 'right' as const },
    ];
    const table = formatTable(
      columns,
      [
        ['x', '1'],
        ['long', '100'],
      ],
      (text) => text,
    );
    expect(stripVTControlCharacters(table)).toBe('A       N\nx       1\nlong  100\n');
  });
});

describe('texts of others', () => {
  it('cannot move the cursor or change the direction of writing', () => {
    expect(printable('a\u001b[2Jb\r\nc\u202ed')).toBe('a [2Jb  c d');
  });
});

describe('lines of a log', () => {
  it('are split into their time and their text', () => {
    expect(splitLogLine('2026-01-02T03:04:05.678Z hello  world')).toEqual({
      at: '2026-01-02T03:04:05.678Z',
      text: 'hello  world',
    });
  });

  it.each([
    ['##[group]Run npm test', '▸ Run npm test'],
    ['##[error]It broke', 'Error: It broke'],
    ['##[warning]Careful', 'Warning: Careful'],
    ['##[other]', '##[other]'],
    ['plain ##[error]', 'plain ##[error]'],
  ])('%s is shown as %s', (line, shown) => {
    expect(formatStepLine(line, PLAIN_STYLE)).toBe(shown);
  });
});

describe('a live block of lines', () => {
  it('is erased before it is drawn again', async () => {
    const output = new MemoryOutput({ terminal: true });
    const live = new LiveLines(output);
    await live.draw(['a', 'b']);
    await live.draw(['c']);
    expect(output.text).toBe('a\nb\n\u001b[2A\u001b[0Jc\n');
  });

  it('cuts lines to the width, so that each is one row', async () => {
    const output = new MemoryOutput({ terminal: true, columns: 10 });
    await new LiveLines(output).draw([
      COLOUR_STYLE.good('exactly 10'),
      COLOUR_STYLE.good('much too long'),
      '漢字漢字漢字',
    ]);
    expect(output.text.split('\n')).toEqual([
      '\u001b[32mexactly 10\u001b[39m',
      '\u001b[32mmuch too …\u001b[39m',
      '漢字漢字…',
      '',
    ]);
  });

  it('never is higher than the terminal', async () => {
    const output = new MemoryOutput({ terminal: true, rows: 4 });
    const live = new LiveLines(output);
    await live.draw(['1', '2', '3', '4', '5']);
    expect(output.text).toBe('1\n2\n... 3 more lines\n');
    await live.finish(['1', '2', '3', '4', '5']);
    expect(output.text.endsWith('\u001b[3A\u001b[0J1\n2\n3\n4\n5\n')).toBe(true);
  });
});
