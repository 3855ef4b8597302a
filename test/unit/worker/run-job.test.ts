import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { LogSink } from '../../../src/store/index.ts';
import { createHostExecutor } from '../../../src/worker/index.ts';
import { jobSpec } from './support/job-spec.ts';
import { MemoryLogs } from './support/memory-logs.ts';
import { type TestWorker, startTestWorker } from './support/test-worker.ts';

let test: TestWorker;
beforeAll(async () => {
  test = await startTestWorker({ capacity: 4 });
});
afterAll(() => test.close());

describe('a job', () => {
  it('runs its steps in order, reports each with its log, and leaves no workspace', async () => {
    const spec = jobSpec([{ name: 'Greet', run: 'echo hello' }, { run: 'pwd\nexit 0' }]);
    const completed = await test.orchestrator.execute(spec);
    expect(completed).toMatchObject({ conclusion: 'success', outputs: {} });
    const steps = test.orchestrator.steps(spec);
    expect(steps.map(({ step, name, file, conclusion }) => ({ step, name, file, conclusion }))).toEqual([
      { step: 1, name: 'Set up job', file: '01-Set-up-job.log', conclusion: 'success' },
      { step: 2, name: 'Greet', file: '02-Greet.log', conclusion: 'success' },
      { step: 3, name: 'Run pwd', file: '03-Run-pwd.log', conclusion: 'success' },
      { step: 4, name: 'Complete job', file: '04-Complete-job.log', conclusion: 'success' },
    ]);
    const lines = test.logs.lines('02-Greet.log');
    expect(lines.at(0)).toBe('##[group]Run echo hello');
    expect(lines).toContain('echo hello');
    expect(lines.find((line) => line.startsWith('shell: '))).toMatch(/\/bash -e \{0\}$/);
    expect(lines.slice(-2)).toEqual(['##[endgroup]', 'hello']);
    expect(steps[1]?.log).toEqual({ lines: lines.length, bytes: test.logs.raw('02-Greet.log').length });
    expect(test.logs.lines('03-Run-pwd.log').at(-1)).toBe(
      join(test.folder, 'workspaces', String(spec.job), 'sample'),
    );
  });

  it('removes its folders before its slot is free again', async () => {
    const spec = jobSpec([{ run: 'touch left' }]);
    await test.orchestrator.execute(spec);
    await expect.poll(() => existsSync(join(test.folder, 'workspaces', String(spec.job)))).toBe(false);
    expect(readdirSync(test.folder).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  it('fails with the exit code in the log, skips what follows, and still runs what asks for failure', async () => {
    const spec = jobSpec([
      { run: 'exit 3' },
      { run: 'echo skipped' },
      { if: 'failure()', run: 'echo cleaning' },
      { if: '${{ always() }}', name: 'state ${{ job.status }}', run: 'true' },
    ]);
    expect(await test.orchestrator.execute(spec)).toMatchObject({ conclusion: 'failure' });
    const steps = test.orchestrator.steps(spec);
    expect(steps.map((step) => step.conclusion)).toEqual([
      'success',
      'failure',
      'skipped',
      'success',
      'success',
      'success',
    ]);
    expect(steps[1]?.annotations).toMatchObject([
      { level: 'failure', message: 'Process completed with exit code 3.' },
    ]);
    expect(test.logs.lines('02-Run-exit-3.log').at(-1)).toBe('##[error]Process completed with exit code 3.');
    expect(steps[2]).toMatchObject({ file: null, log: { lines: 0, bytes: 0 } });
    expect(steps[4]?.name).toBe('state failure');
  });

  it('goes on after a failure that is forgiven, with outcome and conclusion apart', async () => {
    const spec = jobSpec([
      { id: 'shaky', run: 'false', continueOnError: '${{ true }}' },
      { name: '${{ steps.shaky.outcome }} ${{ steps.shaky.conclusion }}', run: 'true' },
    ]);
    expect(await test.orchestrator.execute(spec)).toMatchObject({ conclusion: 'success' });
    expect(test.orchestrator.steps(spec)[1]).toMatchObject({ outcome: 'failure', conclusion: 'success' });
    expect(test.orchestrator.steps(spec)[2]?.name).toBe('failure success');
  });

  it('hands on variables, outputs, paths and a summary through files, and gives outputs to other jobs', async () => {
    const spec = jobSpec(
      [
        {
          id: 'make',
          run: [
            'echo "COLOUR=green" >> "$GITHUB_ENV"',
            'printf "TEXT<<END\\none\\ntwo\\nEND\\n" >> "$GITHUB_ENV"',
            'echo "NODE_OPTIONS=--inspect" >> "$GITHUB_ENV"',
            'echo "version=1.2=3" >> "$GITHUB_OUTPUT"',
            'mkdir -p tools && printf "#!/bin/sh\\necho tool" > tools/tool && chmod +x tools/tool',
            'echo "$PWD/tools" >> "$GITHUB_PATH"',
            'echo "# Done" >> "$GITHUB_STEP_SUMMARY"',
          ].join('\n'),
        },
        { name: 'use', run: 'echo "$COLOUR,$TEXT,${{ env.COLOUR }},[$NODE_OPTIONS]"; tool' },
      ],
      { outputs: { version: '${{ steps.make.outputs.version }}', empty: '${{ steps.make.outputs.none }}' } },
    );
    const completed = await test.orchestrator.execute(spec);
    expect(completed).toMatchObject({ conclusion: 'success', outputs: { version: '1.2=3' } });
    expect(test.logs.lines('03-use.log').slice(-3)).toEqual(['green,one', 'two,green,[]', 'tool']);
    expect(test.orchestrator.steps(spec)[1]?.summary).toBe('# Done\n');
    expect(test.orchestrator.steps(spec)[1]?.annotations[0]?.message).toContain('NODE_OPTIONS');
  });

  it('names a step by the first line of its script, evaluated, and evaluates the names of outputs', async () => {
    const spec = jobSpec([{ run: 'echo "${{ toJSON(fromJSON(\'{"a":1}\')) }}" >/dev/null\ntrue' }], {
      outputs: { "${{ 'made' }}": '${{ job.status }}' },
    });
    expect(await test.orchestrator.execute(spec)).toMatchObject({ outputs: { made: 'success' } });
    expect(test.orchestrator.steps(spec)[1]?.name).toBe('Run echo "{');
  });

  it('obeys set-env and add-path where the env of the step allows unsecure commands', async () => {
    const spec = jobSpec([
      {
        run: 'echo "::set-env name=COLOUR::green"; echo "::add-path::/zip"; echo /zap >> "$GITHUB_PATH"',
        env: { ACTIONS_ALLOW_UNSECURE_COMMANDS: true },
      },
      { run: 'echo /zip >> "$GITHUB_PATH"' },
      { name: 'use', run: 'echo "$COLOUR ${PATH%%:/[^z]*}"' },
      { name: 'refused', run: 'echo "::set-env name=COLOUR::red"' },
    ]);
    expect(await test.orchestrator.execute(spec)).toMatchObject({ conclusion: 'failure' });
    expect(test.logs.lines('04-use.log').at(-1)).toBe('green /zip:/zap');
    expect(test.orchestrator.steps(spec).map(({ conclusion }) => conclusion)).toEqual([
      'success',
      'success',
      'success',
      'success',
      'failure',
      'success',
    ]);
  });

  it('fails a step whose file does not follow the form', async () => {
    const spec = jobSpec([{ name: 'bad file', run: 'echo nonsense >> "$GITHUB_OUTPUT"' }]);
    expect(await test.orchestrator.execute(spec)).toMatchObject({ conclusion: 'failure' });
    expect(test.logs.lines('02-bad-file.log').at(-1)).toMatch(
      /^##\[error\]The file GITHUB_OUTPUT could not be used\. .*nonsense/,
    );
  });

  it('gives steps an environment made for them', async () => {
    process.env['RUNBOOK_TEST_LEAK'] = 'leaked';
    const spec = jobSpec(
      [
        {
          name: 'environment',
          run: 'env | sort; cat "$GITHUB_EVENT_PATH"',
          env: { OWN: '1', GITHUB_SHA: 'forged' },
        },
      ],
      {
        env: { LEVEL: 'job ${{ github.event.pusher }}', BOTH: 'job' },
      },
      { workflowEnv: { BOTH: 'workflow', UP: 'workflow' } },
    );
    await test.orchestrator.execute(spec);
    delete process.env['RUNBOOK_TEST_LEAK'];
    const lines = test.logs.lines('02-environment.log');
    const printed = lines.slice(lines.indexOf('##[endgroup]') + 1);
    expect(printed).toEqual(
      expect.arrayContaining([
        'CI=true',
        'GITHUB_ACTIONS=true',
        'GITHUB_ACTION=__run',
        'GITHUB_JOB=build',
        'GITHUB_REPOSITORY=octo/sample',
        `GITHUB_SHA=${'a'.repeat(40)}`,
        `RUNBOOK_SHA=${'a'.repeat(40)}`,
        'RUNNER_NAME=tester',
        'RUNNER_OS=Linux',
        'RUNNER_ENVIRONMENT=self-hosted',
        `HOME=${test.folder}`,
        'LEVEL=job mona',
        'BOTH=job',
        'UP=workflow',
        'OWN=1',
        '{"pusher":"mona"}',
      ]),
    );
    expect(printed.join('\n')).not.toContain('leaked');
    expect(printed.join('\n')).not.toContain('VITEST');
  });

  it('runs scripts with the shells GitHub knows and with templates', async () => {
    const spec = jobSpec([
      { name: 'bash', shell: 'bash', run: 'false | true\necho never' },
      { name: 'unnamed', if: 'always()', run: 'false | true\necho reached' },
      { name: 'sh', if: 'always()', shell: 'Sh', run: 'echo "sh $0" | grep -c /' },
      { name: 'python', if: 'always()', shell: 'python', run: 'import sys\nprint("python", sys.argv[1:])' },
      { name: 'template', if: 'always()', shell: `sh -c 'cat "$0"' {0}`, run: 'just text' },
      { name: 'missing', if: 'always()', shell: 'no-such-shell {0}', run: 'true' },
      { name: 'unknown', if: 'always()', shell: 'fish', run: 'true' },
      { name: 'lost', if: 'always()', workingDirectory: 'not/there', run: 'true' },
      { name: 'inherited', if: 'always()', shell: 'constructor', run: 'true' },
    ]);
    await test.orchestrator.execute(spec);
    expect(
      test.orchestrator
        .steps(spec)
        .map((step) => step.outcome)
        .slice(1, -1),
    ).toEqual([
      'failure',
      'success',
      'success',
      'success',
      'success',
      'failure',
      'failure',
      'failure',
      'failure',
    ]);
    expect(test.logs.lines('03-unnamed.log').at(-1)).toBe('reached');
    expect(test.logs.lines('05-python.log').at(-1)).toBe('python []');
    expect(test.logs.lines('06-template.log').at(-1)).toBe('just text');
    expect(test.logs.lines('07-missing.log').at(-1)).toContain(
      'needs no-such-shell, which is not on the worker',
    );
    expect(test.logs.lines('08-unknown.log').at(-1)).toContain('neither one of bash, sh, python, pwsh');
    expect(test.logs.lines('09-lost.log').at(-1)).toContain(
      'working directory "not/there" of this step does not exist',
    );
    expect(test.logs.lines('10-inherited.log').at(-1)).toContain('neither one of bash, sh, python, pwsh');
  });

  it('fails a step with an expression that cannot be evaluated, naming it', async () => {
    const spec = jobSpec([{ name: 'broken', run: "echo ${{ fromJSON('{') }}" }]);
    expect(await test.orchestrator.execute(spec)).toMatchObject({ conclusion: 'failure' });
    expect(test.logs.lines('02-broken.log').at(-1)).toContain("fromJSON('{')");
    const condition = jobSpec([{ name: 'odd', if: "fromJSON('[')", run: 'true' }]);
    expect(await test.orchestrator.execute(condition)).toMatchObject({ conclusion: 'failure' });
    expect(test.logs.lines('02-odd.log').at(-1)).toContain("fromJSON('[')");
  });

  it('hashes the files of the workspace', async () => {
    const spec = jobSpec([
      {
        run: 'mkdir -p a/.b node_modules && echo 1 > a/.b/x.lock && echo 2 > y.lock && echo 3 > node_modules/z.lock && ln -s /etc a/outside',
      },
      {
        name: 'hash',
        run: "echo '${{ hashFiles('**/*.lock', '!node_modules/**') }}' '[${{ hashFiles('nothing/**') }}]'; ( sha256sum a/.b/x.lock y.lock | cut -c1-64 | xxd -r -p | sha256sum 2>/dev/null || true )",
      },
    ]);
    await test.orchestrator.execute(spec);
    const line = test.logs.lines('03-hash.log').find((text) => /^[0-9a-f]{64} \[\]$/.test(text));
    expect(line).toBeDefined();
  });

  it('times a step out, fails it, and goes on with what asks for it', async () => {
    const spec = jobSpec([
      { name: 'slow', run: 'sleep 60', timeoutMinutes: 0.005 },
      { if: 'failure()', run: 'echo after' },
    ]);
    expect(await test.orchestrator.execute(spec)).toMatchObject({ conclusion: 'failure' });
    expect(test.logs.lines('02-slow.log').at(-1)).toBe(
      '##[error]The step has timed out after 0.005 minutes.',
    );
    expect(test.orchestrator.steps(spec)[2]?.conclusion).toBe('success');
  });

  it('ends as timed out when its time is over', async () => {
    const spec = jobSpec(
      [{ name: 'endless', run: 'sleep 60' }, { run: 'true' }],
      {},
      { timeoutMinutes: 0.005 },
    );
    expect(await test.orchestrator.execute(spec)).toMatchObject({
      conclusion: 'timed_out',
      reason: 'The job has exceeded its maximum time of 0.005 minutes.',
    });
    expect(test.orchestrator.steps(spec).map((step) => step.conclusion)).toEqual([
      'success',
      'cancelled',
      'skipped',
      'success',
    ]);
  });

  it('takes 200 MB of output in bounded memory', async () => {
    let lines = 0;
    let bytes = 0;
    const counting: LogSink = {
      open: () => ({
        append: (chunk, count) => {
          lines += count;
          bytes += chunk.length;
        },
        flush: () => Promise.resolve(),
        close: () => Promise.resolve({ lines, bytes }),
      }),
    };
    const own = await startTestWorker({ logs: counting });
    const before = process.memoryUsage().rss;
    const spec = jobSpec([{ run: 'yes "$(printf %099d 0)" | head -n 2000000' }]);
    expect(await own.orchestrator.execute(spec)).toMatchObject({ conclusion: 'success' });
    expect(lines).toBeGreaterThan(2_000_000);
    expect(lines).toBeLessThan(2_000_020);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
    await own.close();
  });
});

it('a job that ends by a mistake of the worker is reported when nothing of it runs any more', async () => {
  const logs = new MemoryLogs();
  const host = createHostExecutor();
  const own = await startTestWorker({
    logs: {
      open: (ref) => {
        if (ref.file.startsWith('03-')) throw new Error('The disk is gone.');
        return logs.open(ref);
      },
    },
    executor: {
      openJob: async (options) => {
        const processes = await host.openJob(options);
        const stopAll = async (reason: 'cancel' | 'end') => {
          await delay(50);
          await processes.stopAll(reason);
        };
        const sinceNow = () => processes.sinceNow();
        return { run: (command, signal) => processes.run(command, signal), stopAll, sinceNow };
      },
    },
  });
  try {
    const spec = jobSpec([{ name: 'leave', run: 'sleep 1000 & echo $!' }, { run: 'true' }]);
    const completed = await own.orchestrator.execute(spec);
    expect(completed).toMatchObject({ conclusion: 'failure', reason: expect.stringContaining('worker') });
    const left = Number(logs.lines('02-leave.log').at(-1));
    expect(left).toBeGreaterThan(0);
    expect(commandOf(left)).toBe('');
  } finally {
    await own.close();
  }
});

/** The command line of a process; empty where it has ended. */
function commandOf(pid: number): string {
  const file = `/proc/${pid}/cmdline`;
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
