import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { StepDefinition } from '../../../src/events/index.ts';
import { jobSpec } from './support/job-spec.ts';
import { type TestWorker, startTestWorker } from './support/test-worker.ts';

let test: TestWorker;
beforeAll(async () => {
  test = await startTestWorker({ capacity: 4 });
});
afterAll(() => test.close());

/** Fails with `code` until it runs for the time given. */
function failingUntil(time: number, code = 1): string {
  return `echo x >> tries; n=$(wc -l < tries); echo "run $n"; [ "$n" -ge ${time} ] || exit ${code}`;
}

/** How often the step ran, and how it ended. */
async function triesOf(
  step: Partial<StepDefinition>,
): Promise<readonly [tries: number, outcome: string | undefined]> {
  const spec = jobSpec([
    { ...step, name: 'tried' },
    { name: 'count', if: 'always()', run: 'wc -l < tries' },
  ]);
  await test.orchestrator.execute(spec);
  const count = Number(test.logs.lines('03-count.log').at(-1));
  return [count, test.orchestrator.steps(spec)[1]?.outcome];
}

describe('a step with retry', () => {
  it('runs again in the same workspace until it succeeds, and its log tells each try', async () => {
    const spec = jobSpec([
      { id: 'shaky', name: 'shaky', run: failingUntil(3, 4), retry: { attempts: 3 } },
      { name: '${{ steps.shaky.outcome }}', run: 'true' },
    ]);
    expect(await test.orchestrator.execute(spec)).toMatchObject({ conclusion: 'success' });
    const lines = test.logs.lines('02-shaky.log');
    expect(lines.filter((line) => /^run |^Try |^##\[(warning|error)\]/.test(line))).toEqual([
      'run 1',
      '##[warning]Try 1 of 3: Process completed with exit code 4. The next one begins at once.',
      'Try 2 of 3',
      'run 2',
      '##[warning]Try 2 of 3: Process completed with exit code 4. The next one begins at once.',
      'Try 3 of 3',
      'run 3',
    ]);
    const [, shaky, named] = test.orchestrator.steps(spec);
    expect(shaky).toMatchObject({ outcome: 'success', log: { lines: lines.length } });
    expect(shaky?.annotations.map(({ level }) => level)).toEqual(['warning', 'warning']);
    expect(named?.name).toBe('success');
  });

  it('fails with its last try, and the job says with which exit code', async () => {
    const spec = jobSpec([
      { name: 'broken', run: failingUntil(9, 7), retry: { attempts: "${{ fromJSON('2') }}" } },
    ]);
    expect(await test.orchestrator.execute(spec)).toMatchObject({ conclusion: 'failure', exitCode: 7 });
    expect(test.logs.lines('02-broken.log').at(-1)).toBe('##[error]Process completed with exit code 7.');
    expect(await triesOf({ run: failingUntil(9), retry: { attempts: 3 } })).toEqual([3, 'failure']);
  });

  it('is forgiven by continue-on-error after its last try only', async () => {
    const spec = jobSpec([{ run: failingUntil(9), retry: { attempts: 2 }, continueOnError: true }]);
    expect(await test.orchestrator.execute(spec)).toMatchObject({ conclusion: 'success' });
    expect(test.orchestrator.steps(spec)[1]).toMatchObject({ outcome: 'failure', conclusion: 'success' });
  });

  it('is tried again after the exit codes that `on` names, and no others', async () => {
    const retry = { attempts: 3, on: [75, 'timeout'] as const };
    expect(await triesOf({ run: failingUntil(2, 75), retry })).toEqual([2, 'success']);
    expect(await triesOf({ run: failingUntil(2, 1), retry })).toEqual([1, 'failure']);
    const killed = { attempts: 2, on: [137] };
    expect(await triesOf({ run: 'echo x >> tries; kill -KILL $$', retry: killed })).toEqual([2, 'failure']);
  });

  it('has its timeout for each try', async () => {
    const slow = `${failingUntil(1)}; [ "$n" -ge 2 ] || sleep 60`;
    const step = { run: slow, timeoutMinutes: 0.01 };
    expect(await triesOf({ ...step, retry: { attempts: 2 } })).toEqual([2, 'success']);
    expect(await triesOf({ ...step, retry: { attempts: 2, on: ['failure'] } })).toEqual([1, 'failure']);
  });

  it('keeps nothing that a failed try set by files or commands', async () => {
    const script = [
      failingUntil(1),
      'for file in "$GITHUB_OUTPUT" "$GITHUB_ENV"; do echo "ONLY_$n=1" >> "$file"; done',
      'echo "of try $n" >> "$GITHUB_STEP_SUMMARY"',
      'if [ "$n" = 1 ]; then echo "::set-output name=COMMAND_1::1"; echo "::stop-commands::never"; exit 1; fi',
      'echo "::notice::read again"',
    ].join('\n');
    const spec = jobSpec([
      { id: 'set', name: 'set', run: script, retry: { attempts: 2 } },
      {
        name: 'use',
        run: "echo '${{ toJSON(steps.set.outputs) }}' | tr -d ' \\n'; echo \":$ONLY_1,$ONLY_2\"",
      },
    ]);
    await test.orchestrator.execute(spec);
    expect(test.logs.lines('03-use.log').at(-1)).toBe('{"ONLY_2":"1"}:,1');
    expect(test.orchestrator.steps(spec)[1]).toMatchObject({ outcome: 'success', summary: 'of try 2\n' });
    expect(test.logs.lines('02-set.log').at(-1)).toBe('##[notice]read again');
  });

  it('is tried again only when nothing of its failed try runs any more, and earlier steps keep what they started', async () => {
    const script = [
      failingUntil(1),
      'setsid bash -c "while true; do echo $n >> heard; sleep 0.01; done" > /dev/null 2>&1 &',
      'until grep -qs "^$n$" heard; do sleep 0.01; done',
      '[ "$n" = 2 ] || exit 1',
      'rm heard; sleep 0.2; echo "still there:" $(sort -u heard)',
    ].join('\n');
    const spec = jobSpec([
      { name: 'service', run: 'sleep 300 > /dev/null 2>&1 & echo $! > service' },
      { name: 'left', run: script, retry: { attempts: 2 } },
      { name: 'alive', if: 'always()', run: 'kill -0 "$(cat service)" && echo alive' },
    ]);
    await test.orchestrator.execute(spec);
    expect(test.logs.lines('03-left.log').at(-1)).toBe('still there: 2');
    expect(test.logs.lines('04-alive.log').at(-1)).toBe('alive');
  });

  it('is tried again where its files cannot be used, and not where it could never run', async () => {
    const bad = `${failingUntil(1)}; [ "$n" -ge 2 ] || echo nonsense >> "$GITHUB_OUTPUT"`;
    expect(await triesOf({ run: bad, retry: { attempts: 2 } })).toEqual([2, 'success']);
    const spec = jobSpec([
      { name: 'lost', run: 'true', workingDirectory: 'not/there', retry: { attempts: 3 } },
      { name: 'wrong', if: 'always()', run: "${{ fromJSON('{') }}", retry: { attempts: 3 } },
    ]);
    await test.orchestrator.execute(spec);
    for (const file of ['02-lost.log', '03-wrong.log']) {
      expect(test.logs.lines(file).filter((line) => line.includes('Try '))).toEqual([]);
    }
  });

  it('waits for its delay, which grows, and which a cancellation ends', async () => {
    const spec = jobSpec([
      { name: 'waiting', run: failingUntil(9), retry: { attempts: 9, delay: '0.2', backoff: 'linear' } },
      { name: 'cleanup', if: 'always()', run: 'cat tries' },
    ]);
    const done = test.orchestrator.execute(spec);
    const waits = (): string[] =>
      test.logs.lines('02-waiting.log').filter((line) => line.startsWith('##[warning]Try'));
    await expect.poll(waits, { timeout: 20_000 }).toHaveLength(3);
    expect(waits().map((line) => /in (\S+) s\./.exec(line)?.[1])).toEqual(['0.2', '0.4', '0.6']);
    const { repository, run, job } = spec;
    const stop = { repository, run, job, worker: test.worker.id, conclusion: 'cancelled' } as const;
    await test.orchestrator.publish({ type: 'job_cancelled', ...stop, reason: 'mona cancelled it.' });
    expect(await done).toMatchObject({ conclusion: 'cancelled' });
    expect(test.orchestrator.steps(spec).map(({ outcome }) => outcome)).toEqual([
      'success',
      'cancelled',
      'success',
      'success',
    ]);
    expect(test.logs.lines('02-waiting.log').at(-1)).toContain('The operation was canceled.');
  });
});
