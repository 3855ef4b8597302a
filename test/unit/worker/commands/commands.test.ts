import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  ANNOTATIONS_PER_STEP,
  EnvironmentFileError,
  StepCommands,
  parseEnvironmentFile,
  parsePathFile,
  parseWorkflowCommand,
} from '../../../../src/worker/commands/index.ts';
import { Masks } from '../../../../src/worker/output/index.ts';

function reader(debug = false): { commands: StepCommands; masks: Masks } {
  const masks = new Masks();
  return { commands: new StepCommands({ step: 2, masks, debug }), masks };
}

describe('workflow commands', () => {
  it('are parsed with properties and escapes as on GitHub', () => {
    const command = parseWorkflowCommand('::error file=a%2Cb.js,line=3,title=x%3Ay::100%25%0Ano %250A');
    expect(command).toMatchObject({ name: 'error', data: '100%\nno %0A' });
    expect(Object.fromEntries(command?.properties ?? [])).toEqual({
      file: 'a,b.js',
      line: '3',
      title: 'x:y',
    });
    expect(parseWorkflowCommand('##[warning file=a%3Bb]text%5D')).toMatchObject({
      name: 'warning',
      data: 'text]',
    });
    expect(parseWorkflowCommand('std::move')).toBeNull();
    expect(parseWorkflowCommand('::no end')).toBeNull();
  });

  it('give back what was put in', () => {
    const encode = (text: string) =>
      text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
    fc.assert(
      fc.property(fc.string(), fc.string(), (data, title) => {
        const property = encode(title).replaceAll(':', '%3A').replaceAll(',', '%2C');
        const command = parseWorkflowCommand(`::notice title=${property}::${encode(data)}`);
        expect(command?.data).toBe(data);
        expect(command?.properties.get('title')).toBe(title);
      }),
    );
  });

  it('make annotations with their places, masked and bounded in number', () => {
    const { commands, masks } = reader();
    masks.add('hunter22');
    expect(
      commands.read('::error file=src/a.ts,line=3,endLine=4,col=5,endColumn=6,title=T::bad hunter22', 9),
    ).toEqual(['##[error]bad hunter22']);
    expect(commands.annotations).toEqual([
      {
        level: 'failure',
        message: 'bad ***',
        title: 'T',
        file: 'src/a.ts',
        line: 3,
        endLine: 4,
        column: 5,
        endColumn: 6,
        step: 2,
        logLine: 9,
      },
    ]);
    for (let count = 0; count < 2 * ANNOTATIONS_PER_STEP; count++) commands.read('::notice::n', 10);
    expect(commands.annotations).toHaveLength(ANNOTATIONS_PER_STEP);
  });

  it('show groups, and debug lines only where they were asked for', () => {
    expect(reader().commands.read('::group::Build', 0)).toEqual(['##[group]Build']);
    expect(reader().commands.read('::endgroup::', 0)).toEqual(['##[endgroup]']);
    expect(reader().commands.read('::debug::x', 0)).toEqual([]);
    expect(reader(true).commands.read('::debug::x', 0)).toEqual(['##[debug]x']);
    expect(reader().commands.read('::unknown::x', 0)).toBeNull();
  });

  it('mask from the line on that says so', () => {
    const { commands, masks } = reader();
    expect(masks.apply('pa55word')).toBe('pa55word');
    expect(commands.read('::add-mask::pa55word', 0)).toEqual(['::add-mask::***']);
    expect(masks.apply('a pa55word b')).toBe('a *** b');
  });

  it('are left alone between stop-commands and its token', () => {
    const { commands } = reader();
    expect(commands.read('::stop-commands::7f3e-a', 0)).toBeNull();
    expect(commands.read('::error::not one', 0)).toBeNull();
    expect(commands.read('::7f3e-a::', 0)).toBeNull();
    expect(commands.read('::error::one', 0)).toEqual(['##[error]one']);
    expect(commands.annotations).toHaveLength(1);
  });

  it('set variables and add to PATH where unsecure commands are allowed', () => {
    const { commands } = reader();
    commands.allowUnsecure = true;
    for (const line of ['::set-env name=A::1', '::set-env name=A::2', '::add-path::/a', '::add-path::/b']) {
      expect(commands.read(line, 0)).toEqual([]);
    }
    expect(commands.read('::set-env name=NODE_OPTIONS::--eval', 0)).toEqual([
      expect.stringContaining('##[error]'),
    ]);
    expect([...commands.env]).toEqual([['A', '2']]);
    expect(commands.paths).toEqual(['/a', '/b']);
    expect(commands.failed).toBe(false);
    commands.read('::set-env::no name', 0);
    expect(commands.failed).toBe(true);
  });

  it('fail the step where GitHub refuses them, and warn of what is deprecated', () => {
    const { commands } = reader();
    commands.read('::set-output name=version::1.0', 0);
    expect(commands.outputs.get('version')).toBe('1.0');
    expect(commands.failed).toBe(false);
    expect(commands.annotations[0]).toMatchObject({ level: 'warning' });
    commands.read('::set-env name=A::1', 0);
    expect(commands.failed).toBe(true);
    const again = reader().commands;
    again.read('::stop-commands::error', 0);
    expect(again.failed).toBe(true);
  });
});

describe('environment files', () => {
  it('hold pairs on one line or between delimiters', () => {
    expect(parseEnvironmentFile('a=1\n\nb=x=y\r\nc<<END\none=1\n\ntwo<<E\nEND\nd=\n')).toEqual([
      ['a', '1'],
      ['b', 'x=y'],
      ['c', 'one=1\n\ntwo<<E'],
      ['d', ''],
    ]);
    expect(parsePathFile('/a\n\n/b')).toEqual(['/a', '/b']);
  });

  it('are refused where the form is broken', () => {
    for (const text of ['nonsense', '=value', 'a<<', '<<END\nEND', 'a<<END\nnever']) {
      expect(() => parseEnvironmentFile(text), text).toThrow(EnvironmentFileError);
    }
  });

  it('give back every value that was put between delimiters', () => {
    const name = fc.string({ minLength: 1 }).filter((text) => !/[=<\r\n\uFEFF]/.test(text));
    const value = fc.string({ unit: fc.constantFrom('a', '=', '<', '\n', '<<', ' ', 'END', 'é') });
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value)), (pairs) => {
        const text = pairs
          .map(([key, content]) => `${key}<<ghadelimiter\n${content}\nghadelimiter\n`)
          .join('');
        expect(parseEnvironmentFile(text)).toEqual(pairs);
      }),
    );
  });

  it('never make the parser throw anything else', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '=', '<', '\n', '\r', '\0') }), (text) => {
        try {
          parseEnvironmentFile(text);
        } catch (error) {
          expect(error).toBeInstanceOf(EnvironmentFileError);
        }
      }),
    );
  });
});
