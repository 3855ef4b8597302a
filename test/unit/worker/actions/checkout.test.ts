import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { GitError } from '../../../../src/git/index.ts';
import type { CheckoutRequest, CheckoutSource } from '../../../../src/worker/index.ts';
import { jobSpec } from '../support/job-spec.ts';
import { type TestWorker, startTestWorker } from '../support/test-worker.ts';

let test: TestWorker;
let requests: CheckoutRequest[];
beforeEach(async () => {
  requests = [];
  const checkouts: CheckoutSource = {
    inPlace: null,
    holds: () => true,
    checkout: (_spec, _access, request) => {
      requests.push(request);
      if (request.ref === 'missing')
        return Promise.reject(new GitError('There is no branch or tag missing.'));
      request.print(`Checked out to ${request.target}`);
      writeFileSync(join(request.target, 'file.txt'), 'from the commit\n');
      return Promise.resolve();
    },
  };
  test = await startTestWorker({ checkouts });
});
afterEach(() => test.close());

describe('checking out', () => {
  it('happens before the first step, in the log of the set-up', async () => {
    const spec = jobSpec([{ name: 'read', run: 'cat file.txt' }], { checkout: true });
    expect(await test.orchestrator.execute(spec)).toMatchObject({ conclusion: 'success' });
    expect(requests).toMatchObject([{ ref: null, fetchDepth: 0, clean: true, sparseCheckout: [] }]);
    expect(test.logs.lines('01-Set-up-job.log').join('\n')).toContain('Checked out to');
    expect(test.logs.lines('02-read.log').at(-1)).toBe('from the commit');
  });

  it('that fails ends the job before its first step', async () => {
    const spec = jobSpec([
      { if: 'always()', run: 'echo never' },
      { uses: 'actions/checkout@v4', with: { ref: 'missing' } },
    ]);
    await test.orchestrator.execute(spec);
    expect(test.orchestrator.steps(spec)[2]).toMatchObject({
      outcome: 'failure',
      name: 'Run actions/checkout@v4',
    });
    expect(test.logs.all()).toContain('##[error]There is no branch or tag missing.');
  });

  it('is done by actions/checkout with its inputs', async () => {
    const spec = jobSpec([
      { run: 'mkdir -p sub' },
      {
        uses: 'actions/checkout@v4',
        with: {
          ref: '${{ github.ref }}',
          path: 'sub',
          'fetch-depth': 1,
          clean: false,
          'sparse-checkout': 'a\nb',
          token: 'x',
          odd: 1,
        },
      },
    ]);
    expect(await test.orchestrator.execute(spec)).toMatchObject({ conclusion: 'success' });
    expect(requests).toMatchObject([
      {
        ref: 'refs/heads/main',
        fetchDepth: 1,
        clean: false,
        sparseCheckout: ['a', 'b'],
        sparseCheckoutConeMode: true,
      },
    ]);
    expect(requests[0]?.target).toBe(join(test.folder, 'workspaces', String(spec.job), 'sample', 'sub'));
    const log = test.logs.all().join('\n');
    expect(log).toContain('The input token is not needed');
    expect(log).toContain('Unexpected input "odd"');
  });

  it.each([
    [{ path: '../out' }, 'leads out of the workspace'],
    [{ path: 'link/in' }, 'leads out of the workspace'],
    [{ submodules: 'recursive' }, 'submodules is not supported'],
    [{ repository: 'other/one' }, 'can check out octo/sample only'],
    [{ 'fetch-depth': 'many' }, 'fetch-depth of actions/checkout must be a whole number'],
    [{ clean: 'perhaps' }, 'clean of actions/checkout must be true or false'],
  ])('refuses %j', async (inputs, message) => {
    const link = join(test.folder, 'elsewhere');
    symlinkSync('/tmp', link);
    const spec = jobSpec([{ run: `ln -s ${link} link` }, { uses: 'actions/checkout@v4', with: inputs }]);
    expect(await test.orchestrator.execute(spec)).toMatchObject({ conclusion: 'failure' });
    expect(test.logs.all().join('\n')).toContain(message);
    expect(requests).toEqual([]);
  });

  it('leaves other actions to a version that runs them', async () => {
    const spec = jobSpec([{ uses: 'actions/setup-node@v4' }]);
    expect(await test.orchestrator.execute(spec)).toMatchObject({ conclusion: 'failure' });
    expect(test.logs.all().join('\n')).toContain('The action actions/setup-node@v4 cannot be run');
  });
});
