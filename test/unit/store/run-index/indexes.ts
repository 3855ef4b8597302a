import { expect } from 'vitest';
import type { DeliveryId } from '../../../../src/events/index.ts';
import { RunIndex } from '../../../../src/store/index.ts';
import { job, PUSH, REPOSITORY, workflow } from '../../orchestrator/definitions.ts';
import { foldedOf, Ledger, WORKER } from '../../orchestrator/ledger.ts';

/** An index of all events of a ledger. */
export function indexOf(ledger: Ledger): RunIndex {
  const index = new RunIndex(':memory:');
  index.project(foldedOf(ledger));
  return index;
}

/** All that the index shows. */
export function contentOf(index: RunIndex) {
  const { runs } = index.runs.list({}, { limit: 1_000, offset: 0 });
  return {
    position: [...index.position],
    repositories: index.repositories.registered(),
    secrets: index.repositories.secrets(REPOSITORY),
    workflows: index.repositories.workflows(REPOSITORY),
    deliveries: index.deliveries.list({}, { limit: 1_000, offset: 0 }),
    runs: runs.map((run) => ({
      run,
      facts: index.runs.facts(run.id),
      errors: index.runs.errors(run.id),
      source: index.runs.source(run.id),
      attempts: [1, 2, 3].map((attempt) => index.runs.atAttempt(run.id, attempt)),
      jobs: index.jobs.ofRun(run.id).map((one) => ({ one, steps: index.jobs.steps(one.id) })),
    })),
  };
}

/** A ledger with a bit of everything. */
export function busyLedger(): Ledger {
  const ledger = new Ledger();
  ledger.do({ type: 'secret_set', repository: REPOSITORY, name: 'KEY', value: 'sealed' });
  const run = ledger.push(workflow([job('build'), job('test', { needs: ['build'] })]));
  ledger.finish('build', 'success', { version: '1' });
  const test = ledger.start('test');
  const fact = { ...ledger.fact('test'), worker: WORKER };
  ledger.do({ type: 'step_started', ...fact, step: 1, name: 'Set up job', file: '01-Set-up-job.log' });
  ledger.do({
    type: 'step_completed',
    ...fact,
    step: 1,
    name: 'Set up job',
    file: '01-Set-up-job.log',
    outcome: 'success',
    conclusion: 'success',
    log: { lines: 2, bytes: 80 },
    annotations: [{ level: 'warning', message: 'Careful.', step: 1 }],
    summary: '# Done',
  });
  expect(fact.job).toBe(test);
  ledger.complete('test', 'failure');
  ledger.rerun(run, 'failed');
  ledger.finish('test');
  const cancelled = ledger.push(workflow([job('build')]));
  ledger.do({ type: 'cancel_requested', repository: REPOSITORY, run: cancelled, actor: 'mona' });
  // A repeat that the fold ignored must leave no trace.
  ledger.do({ type: 'cancel_requested', repository: REPOSITORY, run: cancelled, actor: 'mallory' });
  return ledger;
}

/** A ledger with a file that is not valid and a delivery that could not be taken in. */
export function rejectedLedger(): Ledger {
  const ledger = new Ledger();
  const receive = (delivery: string): void => {
    const id = delivery as DeliveryId;
    const trigger = PUSH;
    ledger.append({
      type: 'delivery_received',
      repository: REPOSITORY,
      delivery: id,
      forge: 'git',
      trigger,
      payload: {},
    });
  };
  const error = {
    file: 'a.yml',
    line: 3,
    column: 1,
    endLine: 3,
    endColumn: 2,
    severity: 'error',
    rule: 'r',
  } as const;
  receive('rejected');
  ledger.settle([
    {
      kind: 'handled',
      repository: REPOSITORY,
      delivery: 'rejected' as DeliveryId,
      workflows: [
        {
          outcome: 'rejected',
          path: '.runbook/a.yml',
          name: 'A',
          trigger: PUSH,
          errors: [{ ...error, message: 'Wrong.' }],
          source: 'on: push\njobs:\n  build: wrong\n',
        },
        { outcome: 'skipped', path: '.runbook/b.yml', name: 'B', reason: 'It does not listen to push.' },
        { outcome: 'skipped', path: '.runbook/c.yml', reason: 'The file cannot be read.' },
      ],
    },
  ]);
  receive('failed');
  ledger.settle([
    {
      kind: 'failed',
      repository: REPOSITORY,
      delivery: 'failed' as DeliveryId,
      reason: 'Out of reach.',
      trigger: PUSH,
    },
  ]);
  return ledger;
}
