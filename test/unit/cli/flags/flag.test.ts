import { describe, expect, it, vi } from 'vitest';
import { flag } from '../../../../src/cli/flags/flag.ts';

describe('the environment variable of a flag', () => {
  it('is RUNBOOK_ and the flag in capitals', () => {
    const environment = { RUNBOOK_EVENT_PATH: 'event.json' };
    expect(flag('--event-path <file>', '', environment).envVar).toBe('RUNBOOK_EVENT_PATH');
  });

  it('is ignored where it is empty', () => {
    expect(flag('--token <token>', '', { RUNBOOK_TOKEN: '' }).envVar).toBeUndefined();
  });

  it.each(['0', 'false'])('does not switch a flag on with %s', (value) => {
    expect(flag('--json', '', { RUNBOOK_JSON: value }).envVar).toBeUndefined();
  });

  it('switches a flag on with any other value', () => {
    expect(flag('--json', '', { RUNBOOK_JSON: '1' }).envVar).toBe('RUNBOOK_JSON');
  });

  it("comes from the environment that is given, not from the process's own", () => {
    vi.stubEnv('RUNBOOK_TOKEN', 'x');
    expect(flag('--token <token>', '', {}).envVar).toBeUndefined();
    expect(flag('--token <token>', '', process.env).envVar).toBe('RUNBOOK_TOKEN');
    vi.unstubAllEnvs();
  });

  it('is ignored where a job set it as the alias of its own GITHUB_ variable', () => {
    const job = { RUNBOOK_JOB: 'build', GITHUB_JOB: 'build' };
    expect(flag('--job <id>', '', job).envVar).toBeUndefined();
    expect(flag('--job <id>', '', { ...job, RUNBOOK_JOB: 'test' }).envVar).toBe('RUNBOOK_JOB');
  });
});
