import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { environment, Folder, PROGRAM, runbook } from './program.ts';

const CI = `
name: CI
on: push
env:
  LEVEL: workflow
jobs:
  build:
    runs-on: ubuntu-latest
    outputs:
      version: \${{ steps.version.outputs.version }}
    steps:
      - id: version
        run: echo "version=$(cat VERSION)" >> "$GITHUB_OUTPUT"
  test:
    needs: build
    runs-on: ubuntu-latest
    strategy:
      matrix:
        name: [one, two]
    steps:
      - run: echo "testing \${{ needs.build.outputs.version }} as \${{ matrix.name }} at $LEVEL"
  lint:
    runs-on: ubuntu-latest
    steps:
      - run: echo linted
`;

const BY_HAND = `
name: By hand
on:
  workflow_dispatch:
    inputs:
      count: { type: number, required: true }
jobs:
  count:
    runs-on: ubuntu-latest
    steps:
      - run: echo "counted to $(( \${{ inputs.count }} + 1 )) for $GITHUB_EVENT_NAME"
`;

const FAILING = `
on: push
jobs:
  fail:
    runs-on: ubuntu-latest
    steps:
      - run: exit 3
      - run: echo never
  after:
    needs: fail
    runs-on: ubuntu-latest
    steps:
      - run: echo never
`;

const SETTINGS = `
on: push
jobs:
  print:
    runs-on: ubuntu-latest
    steps:
      - run: |
          echo "secret is $TOKEN, its length is \${#TOKEN}"
          echo "var is \${{ vars.COLOUR }}, env is $LEVEL, other is \${OTHER:-unset}, passed is $PASSED"
        env:
          TOKEN: \${{ secrets.TOKEN }}
`;

let folder: Folder;
beforeAll(async () => {
  folder = await Folder.make();
  await folder.write({
    '.runbook/ci.yml': CI,
    '.github/workflows/hand.yml': BY_HAND,
    'other/failing.yml': FAILING,
    'other/settings.yml': SETTINGS,
    'other/broken.yml': 'on: push\njobs:\n  a:\n    runs-on: x\n    stepz: []\n',
    'other/container.yml':
      'on: push\njobs:\n  a:\n    runs-on: x\n    container: node\n    steps:\n      - run: ls\n',
    'other/labels.yml':
      'on: push\njobs:\n  here:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ran here\n  there:\n    runs-on: [gpu]\n    steps:\n      - run: echo ran there\n',
    'other/place.yml':
      'on: push\njobs:\n  place:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n          git status --porcelain\n          cat new.txt\n          touch made-by-job\n',
    VERSION: '1.2.3\n',
  });
  await folder.commitAll();
});
afterAll(() => folder.remove());

const run = (...args: readonly string[]) =>
  runbook(['run', ...args], {
    cwd: folder.path,
    env: environment(folder.path, { PASSED: 'yes', TOKEN: 'sesame' }),
  });

/** The JSON lines that a run printed. */
function lines(stdout: string): Record<string, unknown>[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('runbook run', () => {
  it('runs the workflows of .runbook: needs, outputs, a matrix', async () => {
    const { code, stdout, stderr } = await run();
    expect(stderr).toBe('');
    expect(stdout).toContain('test (one) | testing 1.2.3 as one at workflow\n');
    expect(stdout).toContain('test (two) | testing 1.2.3 as two at workflow\n');
    expect(stdout).toMatch(/✓ CI success [\d.]+m?s\n├─ ✓ build .*\n/);
    expect(code).toBe(0);
  });

  it('prints one JSON object per event and line of output', async () => {
    const { code, stdout } = await run('ci', '--json');
    expect(code).toBe(0);
    const events = lines(stdout);
    const types = events.map((event) => event['type']);
    for (const type of [
      'run_requested',
      'job_offered',
      'job_granted',
      'step_started',
      'step_output',
      'step_completed',
      'job_completed',
      'run_completed',
    ]) {
      expect(types).toContain(type);
    }
    const output = events.find((event) => event['line'] === 'testing 1.2.3 as two at workflow');
    expect(output).toMatchObject({ type: 'step_output', job: 'test', name: 'test (two)', step: 2 });
    expect(events.at(-1)).toMatchObject({ type: 'run_completed', conclusion: 'success' });
    const started = types.indexOf('step_started');
    expect(types.indexOf('step_output')).toBeGreaterThan(started);
  });

  it('runs one job with what it needs', async () => {
    const { code, stdout } = await run('--job', 'test', '--json');
    expect(code).toBe(0);
    const jobs = new Set(lines(stdout).flatMap((event) => ('job' in event ? [event['job']] : [])));
    expect(jobs).toEqual(new Set(['build', 'test']));
  });

  it('refuses a job that there is not', async () => {
    const { code, stderr } = await run('--job', 'tset');
    expect(stderr).toContain('There is no job "tset"; there are build, test, lint.');
    expect(code).toBe(2);
  });

  it('takes the first event of the one file named, by name, with inputs', async () => {
    const { code, stdout } = await run('by hand', '--input', 'count=41');
    expect(stdout).toContain('counted to 42 for workflow_dispatch');
    expect(code).toBe(0);
  });

  it('checks inputs', async () => {
    const { code, stderr } = await run('.github/workflows/hand.yml', '--input', 'cuont=1');
    expect(code).toBe(2);
    expect(stderr).toContain('count');
  });

  it('says what a named file listens to', async () => {
    const { code, stderr } = await run('hand', '--event', 'push');
    expect(stderr).toContain('hand.yml does not listen to push; it listens to workflow_dispatch');
    expect(code).toBe(2);
  });

  it('ends with 1 where a job fails, and skips what needs it', async () => {
    const { code, stdout } = await run('other/failing.yml');
    expect(code).toBe(1);
    expect(stdout).toContain('Process completed with exit code 3');
    expect(stdout).toMatch(/✗ fail /);
    expect(stdout).toMatch(/- after/);
    expect(stdout).not.toMatch(/^after \| never/m);
  });

  it('gives secrets, vars, env and passed variables, and masks the secret', async () => {
    await folder.write({ 'values.env': 'COLOUR="dark blue"\n' });
    const { code, stdout } = await run(
      'other/settings.yml',
      '--secret',
      'TOKEN',
      '--var-file',
      'values.env',
      '--env',
      'LEVEL=high',
      '--pass-env',
      'PASSED',
    );
    expect(stdout).toContain('secret is ***, its length is 6');
    expect(stdout).toContain('var is dark blue, env is high, other is unset, passed is yes');
    expect(stdout).not.toContain('sesame');
    expect(code).toBe(0);
  });

  it('prints a broken file as validate does, and runs nothing', async () => {
    const { code, stdout } = await run('other/broken.yml');
    expect(stdout).toMatch(/^other\/broken\.yml:\d+:\d+: error: .*stepz/m);
    expect(stdout).toContain('Nothing was run');
    expect(code).toBe(1);
  });

  it('refuses what is not executed yet by its key', async () => {
    const { code, stdout } = await run('other/container.yml');
    expect(stdout).toMatch(/other\/container\.yml:5:5: error: .*container/);
    expect(code).toBe(1);
  });

  it('does not run jobs for other machines, names them with the flag, and runs the rest', async () => {
    const { code, stdout, stderr } = await run('other/labels.yml');
    expect(stdout).toContain('ran here');
    expect(stdout).not.toContain('ran there');
    expect(stderr).toContain('--labels gpu');
    expect(code).toBe(1);
    const allowed = await run('other/labels.yml', '--labels', 'gpu');
    expect(allowed.stdout).toContain('ran there');
    expect(allowed.code).toBe(0);
  });

  it('runs on a copy of the checkout as it is on disk', async () => {
    await folder.write({ 'new.txt': 'not committed\n' });
    const { code, stdout } = await run('other/place.yml');
    expect(stdout).toContain('place | not committed');
    expect(stdout).toContain('?? new.txt');
    expect(code).toBe(0);
    expect(await folder.git('status', '--porcelain')).not.toContain('made-by-job');
  });

  it('runs in the checkout itself where it is asked to', async () => {
    const { code } = await run('other/place.yml', '--in-place');
    expect(code).toBe(0);
    await expect(readFile(join(folder.path, 'made-by-job'))).resolves.toBeDefined();
    await rm(join(folder.path, 'made-by-job'));
  });

  it('says so where there is nothing to run', async () => {
    const empty = await Folder.make();
    const { code, stderr } = await runbook(['run'], { cwd: empty.path, env: environment(empty.path) });
    expect(stderr).toContain('There is no .runbook folder in');
    expect(code).toBe(2);
    await empty.remove();
  });

  it('merges a payload over the one it makes', async () => {
    await folder.write({
      'event.json': '{"sender": {"login": "grace"}, "extra": {"deep": 7}}',
      'other/event.yml':
        'on: push\njobs:\n  a:\n    runs-on: linux\n    steps:\n      - run: echo "$GITHUB_ACTOR ${{ github.event.extra.deep }} ${{ github.ref_name }} ${{ github.event.head_commit.message }}"\n',
    });
    const { code, stdout } = await run('other/event.yml', '--event-path', 'event.json');
    expect(stdout).toContain('grace 7 main First');
    expect(code).toBe(0);
  });

  it('cancels on Ctrl-C, leaves no process, and ends with 130', async () => {
    await folder.write({
      'other/long.yml':
        'on: push\njobs:\n  long:\n    runs-on: linux\n    steps:\n      - run: echo "sleeping in $$"; sleep 300\n      - if: always()\n        run: echo cleaned up\n',
    });
    const child = spawn(process.execPath, [PROGRAM, 'run', 'other/long.yml'], {
      cwd: folder.path,
      env: environment(folder.path),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const seen: string[] = [];
    let shell = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      seen.push(line);
      const pid = /\| sleeping in (\d+)$/.exec(line)?.[1];
      if (pid === undefined) continue;
      shell = Number(pid);
      child.kill('SIGINT');
    }
    expect(await ended).toBe(130);
    expect(shell).toBeGreaterThan(0);
    expect(() => process.kill(shell, 0)).toThrow();
    expect(seen.join('\n')).toContain('| cleaned up');
  });
});
