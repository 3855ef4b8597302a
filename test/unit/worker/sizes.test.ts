import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobSpec } from './support/job-spec.ts';
import { startTestWorker, type TestWorker } from './support/test-worker.ts';

let test: TestWorker;
beforeAll(async () => {
  test = await startTestWorker();
});
afterAll(() => test.close());

const MIB = 1024 * 1024;

describe('what a step says', () => {
  it('leaves a summary of more than 1 MiB out with an annotation, and fails nothing, as on GitHub', async () => {
    const run = `head -c ${MIB + 1} /dev/zero | tr '\\0' x >> "$GITHUB_STEP_SUMMARY"`;
    const spec = jobSpec([{ run }]);
    expect(await test.orchestrator.execute(spec)).toMatchObject({ conclusion: 'success' });
    const [, step] = test.orchestrator.steps(spec);
    expect(step).toMatchObject({
      conclusion: 'success',
      annotations: [
        {
          level: 'failure',
          message: expect.stringMatching(/GITHUB_STEP_SUMMARY .* 1048577 bytes, more than the 1048576/),
        },
      ],
    });
    expect(step).not.toHaveProperty('summary');
  });

  it('fails a step that writes more than 1 MiB of outputs', async () => {
    const run = `(printf a=; head -c ${MIB} /dev/zero | tr '\\0' x) >> "$GITHUB_OUTPUT"`;
    const spec = jobSpec([{ run }]);
    expect(await test.orchestrator.execute(spec)).toMatchObject({ conclusion: 'failure' });
  });

  it('cuts titles and files of annotations and the names of steps', async () => {
    const large = 'y'.repeat(500_000);
    const print = `large=$(head -c ${large.length} /dev/zero | tr '\\0' y)`;
    const spec = jobSpec([
      {
        name: `Step ${large}`,
        run: `${print}\nfor n in 1 2 3; do echo "::error file=$large,title=$large::It fails"; done`,
      },
    ]);
    await test.orchestrator.execute(spec);
    const [, step] = test.orchestrator.steps(spec);
    expect(step?.annotations).toHaveLength(3);
    expect(JSON.stringify(step).length).toBeLessThan(10_000);
    expect(step?.name).toBe(`Step ${'y'.repeat(995)}...`);
  });
});
