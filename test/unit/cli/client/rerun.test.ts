import { describe, expect, it } from 'vitest';
import type { ApiClient } from '../../../../src/cli/client/api-client.ts';
import { rerunPath } from '../../../../src/cli/client/rerun.ts';
import type { RunDetailShape } from '../../../../src/server/index.ts';

const RUN = { id: 1024, repository: { full_name: 'me/project' } } as unknown as RunDetailShape;
const LEGS = [
  { id: 1, key: 'test', name: 'test', steps: [] },
  { id: 2, key: 'deploy/build', name: 'deploy / build', steps: [] },
  { id: 3, key: 'deploy/ship', name: 'deploy / ship', steps: [] },
];
const CLIENT = {
  get: async () => ({
    run: { status: 'completed' },
    jobs: [...LEGS.map((leg) => ({ key: leg.key, legs: [leg] })), { key: 'later', legs: [] }],
  }),
} as unknown as ApiClient;

describe('what `runbook rerun` asks the server for', () => {
  it.each([
    [{}, '/api/v3/repos/me/project/actions/runs/1024/rerun'],
    [{ failed: true }, '/api/v3/repos/me/project/actions/runs/1024/rerun-failed-jobs'],
    [{ job: 'test' }, '/api/v3/repos/me/project/actions/jobs/1/rerun'],
    [{ job: 'deploy / ship' }, '/api/v3/repos/me/project/actions/jobs/3/rerun'],
  ])('is the path of GitHub for it: %j', async (which, path) => {
    expect(await rerunPath(CLIENT, RUN, which)).toBe(path);
  });

  it.each([
    ['deploy', 'deploy stands for several jobs of this run; name one of "deploy / build", "deploy / ship".'],
    ['later', 'The job later has not been tried in this run.'],
    ['depl', 'The run has no job "depl"; it has test, deploy/build, deploy/ship, later.'],
  ])('is refused where --job %s is not one job', async (job, message) => {
    await expect(rerunPath(CLIENT, RUN, { job })).rejects.toThrow(message);
  });
});
