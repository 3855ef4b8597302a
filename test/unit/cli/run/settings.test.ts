import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '../../../../src/cli/run/settings.ts';
import { memoryContext } from '../memory-output.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'runbook-settings-'));
  await writeFile(join(folder, 'one.env'), 'A=file\nB=file\n');
  await writeFile(join(folder, 'two.env'), 'B=second\n');
});
afterAll(() => rm(folder, { recursive: true }));

describe('values from the command line', () => {
  it('win over files, and later files over earlier ones', async () => {
    const flags = {
      envFile: [join(folder, 'one.env'), join(folder, 'two.env')],
      env: new Map([['A', 'flag']]),
      varFile: [join(folder, 'one.env')],
    };
    const settings = await readSettings(flags, memoryContext());
    expect(settings.env).toEqual({ A: 'flag', B: 'second' });
    expect(settings.vars).toEqual({ A: 'file', B: 'file' });
    expect(settings.secrets).toEqual({});
  });

  it('a secret without a value is read from the environment', async () => {
    const context = memoryContext({ TOKEN: 'from outside' });
    expect((await readSettings({ secret: ['TOKEN'] }, context)).secrets).toEqual({ TOKEN: 'from outside' });
    expect(context.stderr.text).toBe('');
  });

  it('a secret with a value works, with a warning that does not repeat it', async () => {
    const context = memoryContext();
    expect((await readSettings({ secret: ['TOKEN=a=b'] }, context)).secrets).toEqual({ TOKEN: 'a=b' });
    expect(context.stderr.text).toContain('--secret TOKEN');
    expect(context.stderr.text).not.toContain('a=b');
  });

  it('a secret that the environment does not have is refused by name', async () => {
    await expect(readSettings({ secret: ['NOPE'] }, memoryContext())).rejects.toThrow(/no variable NOPE/);
  });
});
