import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { StepFiles } from '../../../../src/worker/commands/index.ts';

describe("a step's files", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'runbook-files-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('exist, empty, before the step runs', () => {
    const { environment } = new StepFiles(folder, '2');
    for (const path of Object.values(environment)) expect(readFileSync(path, 'utf8')).toBe('');
  });

  it('serve the next step too where the step left all of them as they were', () => {
    const first = StepFiles.after(null, folder, '2');
    expect(first.read()).toMatchObject({ env: [], outputs: [], paths: [], summary: null, failures: [] });
    expect(StepFiles.after(first, folder, '3')).toBe(first);
  });

  it('are new where the step before wrote, removed or replaced one of them', () => {
    const spoil: readonly ((files: StepFiles) => void)[] = [
      ({ environment }) => appendFileSync(environment.GITHUB_OUTPUT, 'a=1\n'),
      ({ environment }) => rmSync(environment.GITHUB_ENV),
      ({ environment }) => {
        rmSync(environment.GITHUB_STATE);
        symlinkSync('/dev/null', environment.GITHUB_STATE);
      },
    ];
    for (const [index, change] of spoil.entries()) {
      const before = new StepFiles(folder, `before-${index}`);
      change(before);
      const next = StepFiles.after(before, folder, `next-${index}`);
      expect(next).not.toBe(before);
      for (const path of Object.values(next.environment)) expect(existsSync(path)).toBe(true);
    }
  });

  it('give what the step wrote, blocked names left out', () => {
    const files = new StepFiles(folder, '2');
    appendFileSync(files.environment.GITHUB_ENV, 'A=1\nNODE_OPTIONS=--inspect\nB<<END\ntwo\nlines\nEND\n');
    appendFileSync(files.environment.GITHUB_PATH, '/opt/bin\n');
    appendFileSync(files.environment.GITHUB_STEP_SUMMARY, '# Done\n');
    const written = files.read();
    expect(written.env).toEqual([
      ['A', '1'],
      ['B', 'two\nlines'],
    ]);
    expect(written.paths).toEqual(['/opt/bin']);
    expect(written.summary).toBe('# Done\n');
    expect(written.refusals).toHaveLength(1);
  });

  it('that no environment could hold fail the step and change nothing', () => {
    const files = new StepFiles(folder, '2');
    appendFileSync(files.environment.GITHUB_ENV, 'A=1\nB=one\0two\n');
    appendFileSync(files.environment.GITHUB_PATH, '/opt\0/bin\n');
    const written = files.read();
    expect(written).toMatchObject({ env: [], paths: [] });
    expect(written.failures).toEqual([
      expect.stringContaining('GITHUB_ENV could not be used. It holds a NUL character'),
      expect.stringContaining('GITHUB_PATH could not be used. It holds a NUL character'),
    ]);
  });
});
