import { RUN as FIRST_RUN, REPOSITORY, Scene } from './scene.ts';

export const RUN = FIRST_RUN + 1_024_000;
const JOB = RUN + 1_024;
/** The two tries of `flaky`, of which the first fails. */
export const TRIES = [JOB, JOB + 1_024] as const;
/** The two legs of `deploy`, which need `flaky`, and the jobs nested in each: `test` needs `build`. */
export const CALLS = [0, 1].map((leg) => {
  const job = JOB + 10_240 * (leg + 1);
  return { leg, job, build: job + 1_024, test: job + 2_048 };
});
/** `report`, which needs `deploy`. */
export const REPORT = JOB + 102_400;

/**
 * The scene with one more run: of a job that `retry` tries again, and of one that calls a workflow, with a matrix of
 * two. Sound as it is, too.
 */
export class SceneOfCalls extends Scene {
  constructor() {
    super();
    const path = '.runbook/deploy.yml';
    const sha = 'd'.repeat(40);
    this.deliver('delivery-calls', sha, path);
    const called = '.runbook/called.yml';
    this.event({
      type: 'run_requested',
      owner: 'first',
      repository: REPOSITORY,
      run: RUN,
      number: 2,
      delivery: 'delivery-calls',
      workflow: { path },
      definition: {
        jobs: [
          { id: 'flaky', needs: [], retry: { attempts: 2, on: ['failure', 'worker-lost'] } },
          { id: 'deploy', needs: ['flaky'], call: { path: called } },
          { id: 'report', needs: ['deploy'] },
        ],
        called: {
          [called]: {
            jobs: [
              { id: 'build', needs: [] },
              { id: 'test', needs: ['build'] },
            ],
          },
        },
      },
    });
    const flaky = { run: RUN, key: 'flaky', leg: 0, legs: 1 };
    this.runJob({ ...flaky, job: TRIES[0], fails: true });
    this.runJob({ ...flaky, job: TRIES[1], attempt: 2 });
    for (const { leg, job } of CALLS) {
      const introduction = {
        key: 'deploy',
        leg: { index: leg, total: 2, matrix: { target: leg } },
        attempt: 1,
        folder: `deploy-${leg}.1`,
      };
      this.event({ type: 'workflow_called', owner: 'first', run: RUN, job, ...introduction });
    }
    for (const { leg, job, build, test } of CALLS) {
      this.runJob({ run: RUN, job: build, key: `deploy:${leg}/build`, leg: 0, legs: 1 });
      this.runJob({ run: RUN, job: test, key: `deploy:${leg}/test`, leg: 0, legs: 1 });
      this.event({ type: 'call_completed', owner: 'first', run: RUN, job, conclusion: 'success' });
    }
    this.runJob({ run: RUN, job: REPORT, key: 'report', leg: 0, legs: 1 });
    this.conclude({ run: RUN, number: 2, sha, path });
  }
}
