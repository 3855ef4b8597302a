import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Grant } from '../../../src/worker/index.ts';
import { jobSpec } from './support/job-spec.ts';
import { type TestWorker, startTestWorker } from './support/test-worker.ts';

const SECRET = 'correct-horse-battery-staple';
const KEY = '-----BEGIN KEY-----\nMIIEpAIBAAKCAQEA7\nqv0Zzq9x8s7d6f5g4h\n-----END KEY-----\n';

let test: TestWorker;
beforeAll(async () => {
  test = await startTestWorker({
    keepWorkspaces: true,
    jobSecrets: {
      secrets: { TOKEN: SECRET, KEY },
      access: { url: 'https://git.example.com/sample.git', credentials: `robot:${SECRET}-url` },
    },
  });
});
afterAll(() => test.close());

/** Every byte below a folder. */
function everything(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

describe('a secret', () => {
  it('reaches a step and appears in no log, event, file or argument', async () => {
    const spec = jobSpec(
      [
        {
          id: 'direct',
          name: 'name ${{ secrets.TOKEN }}',
          run: 'echo "direct ${{ secrets.TOKEN }}"; cat /proc/self/cmdline /proc/$$/cmdline | tr "\\0" " "; echo "::error::${{ secrets.TOKEN }}"',
        },
        {
          name: 'variable',
          env: { TOKEN: '${{ secrets.TOKEN }}', KEY: '${{ secrets.KEY }}' },
          run: 'echo "${#TOKEN} $TOKEN"; echo "$KEY"; printf %s "x:$TOKEN" | base64; echo "token=$TOKEN" >> "$GITHUB_OUTPUT"; echo "$TOKEN" >> "$GITHUB_STEP_SUMMARY"; rm "$GITHUB_OUTPUT" "$GITHUB_STEP_SUMMARY"',
        },
        {
          id: 'out',
          name: 'output',
          env: { TOKEN: '${{ secrets.TOKEN }}' },
          run: 'echo "::set-output name=token::$TOKEN"; echo "::set-output name=fine::yes"',
        },
        {
          name: 'other shells',
          shell: 'python',
          run: 'print("python ${{ secrets.TOKEN }}"[:10], len("${{ secrets.TOKEN }}"))',
        },
        { name: 'added', run: 'echo "::add-mask::made-up-value"; echo "a made-up-value b"' },
      ],
      { outputs: { token: '${{ steps.out.outputs.token }}', fine: '${{ steps.out.outputs.fine }}' } },
    );
    const completed = await test.orchestrator.execute(spec);
    expect(completed).toMatchObject({ conclusion: 'success', outputs: { fine: 'yes' } });
    expect(completed.outputs).not.toHaveProperty('token');
    const log = test.logs.all().join('\n');
    expect(log).toContain('direct ***');
    expect(log).toContain(`${SECRET.length} ***`);
    expect(log).toContain(`python *** ${SECRET.length}`.slice(0, 7));
    expect(log).toContain('a *** b');
    expect(log).toContain('The output token was left out because it may hold a secret.');
    const seen = [
      log,
      JSON.stringify(test.orchestrator.events),
      everything(join(test.folder, 'workspaces')),
    ].join('\n');
    for (const hidden of [
      SECRET,
      'MIIEpAIBAAKCAQEA7',
      'qv0Zzq9x8s7d6f5g4h',
      Buffer.from(SECRET).toString('base64').slice(2, -4),
    ]) {
      expect(seen).not.toContain(hidden);
    }
  });

  it('is kept out of the arguments of a shell, where a step would put it', async () => {
    const spec = jobSpec([
      { name: 'argument', shell: 'sh -c "echo ${{ secrets.TOKEN }}; cat {0}"', run: 'true' },
      { name: 'harmless', if: 'always()', shell: "${{ format('{0} -e {{0}}', 'sh') }}", run: 'echo fine' },
    ]);
    await test.orchestrator.execute(spec);
    expect(test.logs.lines('02-argument.log').at(-1)).toContain(
      'The shell of this step holds the value of a secret',
    );
    expect(test.logs.lines('03-harmless.log').at(-1)).toBe('fine');
  });

  it('is asked for by who was granted the job', async () => {
    const asked: Grant[] = [];
    const asking = await startTestWorker({
      secrets: {
        secretsOf: async (grant) => {
          asked.push(grant);
          return { secrets: {}, access: null };
        },
      },
    });
    const spec = jobSpec([{ run: 'true' }]);
    await asking.orchestrator.execute(spec);
    expect(asked).toEqual([{ spec, worker: asking.worker.id }]);
    await asking.close();
  });

  it('that cannot be fetched fails the job before its first step', async () => {
    const failing = await startTestWorker({
      secrets: { secretsOf: () => Promise.reject(new Error('The server does not answer.')) },
    });
    const spec = jobSpec([{ if: 'always()', run: 'echo never' }]);
    expect(await failing.orchestrator.execute(spec)).toMatchObject({ conclusion: 'failure' });
    expect(failing.logs.lines('01-Set-up-job.log').at(-1)).toBe('##[error]The server does not answer.');
    expect(failing.logs.all().join('\n')).not.toContain('never');
    await failing.close();
  });
});
