import { describe, expect, it } from 'vitest';
import { parseDotenv, readDotenvFile } from '../../../../src/cli/run/dotenv-file.ts';
import { CommandError } from '../../../../src/cli/exit-code.ts';

const read = (text: string) => Object.fromEntries(parseDotenv(text, 'a.env'));

describe('a file in dotenv form', () => {
  it('gives names and values, without comments and export', () => {
    expect(read('# note\nA=1\nexport B=two words # said so\n\nC=a=b\nD=\n')).toEqual({
      A: '1',
      B: 'two words',
      C: 'a=b',
      D: '',
    });
  });

  it('keeps what stands in quotes, line ends included', () => {
    expect(read('KEY="-----BEGIN\nline # one\n-----END"\nS=\'a "b" $c\'\n')).toEqual({
      KEY: '-----BEGIN\nline # one\n-----END',
      S: 'a "b" $c',
    });
  });

  it('may have a byte order mark and Windows line ends', () => {
    expect(read('\ufeffA=1\r\nB=2\r\n')).toEqual({ A: '1', B: '2' });
  });

  it('with a line of another form is refused with that line', () => {
    expect(() => read('what is this\nA=1\n')).toThrow(/a\.env: the line "what is this"/);
  });

  it('that is not there is named', async () => {
    await expect(readDotenvFile('/does/not/exist.env')).rejects.toThrow(CommandError);
  });
});
