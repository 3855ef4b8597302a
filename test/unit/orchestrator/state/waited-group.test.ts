import { describe, expect, it } from 'vitest';
import { groupOfAttempt, groupOfRun } from '../../../../src/orchestrator/index.ts';
import { callee, calling, job, workflow } from '../definitions.ts';
import { Ledger } from '../ledger.ts';

const group = (name: string) => ({ group: name, cancelInProgress: false });

describe('the group that a run waits for', () => {
  it('is known with the run that has it, until it is free', () => {
    const ledger = new Ledger();
    const definition = workflow([job('a')], { concurrency: group('Deploy') });
    const first = ledger.push(definition);
    const second = ledger.push(definition);
    const waited = () => groupOfRun(ledger.state, ledger.run(second));
    expect(groupOfRun(ledger.state, ledger.run(first))).toBeNull();
    expect(waited()).toEqual({ group: 'Deploy', holder: { run: first, number: 1, job: null } });
    ledger.finish('a');
    expect(waited()).toBeNull();
  });

  it('is none without `concurrency`', () => {
    const ledger = new Ledger();
    expect(groupOfRun(ledger.state, ledger.run(ledger.push(workflow([job('a')]))))).toBeNull();
  });
});

describe('the group that a job waits for', () => {
  const attempt = (ledger: Ledger, key: string, index: number) =>
    groupOfAttempt(ledger.state, ledger.live(key, index));

  it('is known with the job that has it, of its own matrix too', () => {
    const ledger = new Ledger();
    const run = ledger.push(
      workflow([job('a', { strategy: { matrix: { n: [1, 2] } }, concurrency: group('g') })]),
    );
    expect(attempt(ledger, 'a', 0)).toBeNull();
    expect(attempt(ledger, 'a', 1)).toEqual({ group: 'g', holder: { run, number: 1, job: 'a' } });
    ledger.finish('a');
    expect(attempt(ledger, 'a', 1)).toBeNull();
  });

  it("is that of the called workflow where the call has its job's", () => {
    const ledger = new Ledger();
    const path = '.runbook/ship.yml';
    const called = callee(path, [job('build')], { concurrency: group('file') });
    const first = ledger.push(workflow([calling('deploy', path, { concurrency: group('one') })], { called }));
    ledger.push(workflow([calling('roll', path, { concurrency: group('two') })], { called }));
    expect(attempt(ledger, 'roll', 0)).toEqual({
      group: 'file',
      holder: { run: first, number: 1, job: 'deploy' },
    });
  });

  it('is none while it waits for its matrix', () => {
    const ledger = new Ledger();
    ledger.push(workflow([job('a', { strategy: { matrix: { n: [1, 2] }, maxParallel: 1 } })]));
    expect(attempt(ledger, 'a', 1)).toBeNull();
  });
});
