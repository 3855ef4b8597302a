import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { runbook } from './program.ts';

describe('the built program', () => {
  it('prints its version', async () => {
    expect(await runbook(['--version'])).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });

  it('ends with 2 for wrong usage', async () => {
    const { code, stderr } = await runbook(['server']);
    expect(stderr).toContain("unknown command 'server'");
    expect(code).toBe(2);
  });
});
