import { describe, expect, it } from 'vitest';
import { type RunbookEvent, stamp } from '../../../../src/events/index.ts';
import { apply } from '../../../../src/orchestrator/apply/index.ts';
import { pendingDeliveries } from '../../../../src/orchestrator/state/index.ts';
import { callee, calling, job, PUSH, REPOSITORY, workflow } from '../definitions.ts';
import { Ledger } from '../ledger.ts';

const GROUP = { group: 'red', cancelInProgress: true };

describe('apply', () => {
  it('freezes the repository of a record that makes it throw, says so, and goes on with the others', () => {
    const ledger = new Ledger();
    ledger.push(workflow([job('a')]));
    const other = 'octo/gadgets' as typeof REPOSITORY;
    ledger.append({
      type: 'repository_registered',
      repository: other,
      url: 'u',
      secret: 's',
      credentials: null,
    });
    const { run } = ledger.live('a');
    Object.defineProperty(run, 'cancel', {
      get: () => {
        throw new Error('no such thing');
      },
    });
    const refused = ledger.append({
      type: 'cancel_requested',
      repository: REPOSITORY,
      run: run.id,
      actor: 'mona',
    });
    expect(refused).toMatchObject({ counted: false });
    const reason = ledger.state.repositories.get(REPOSITORY)?.frozen;
    expect(reason).toContain('cancel_requested at offset');
    expect(reason).toContain('no such thing');
    const delivery = { type: 'delivery_received', forge: 'git', trigger: PUSH, payload: {} } as const;
    expect(ledger.append({ ...delivery, repository: REPOSITORY, delivery: 'd' as never }).counted).toBe(
      false,
    );
    expect(ledger.append({ ...delivery, repository: other, delivery: 'd' as never }).counted).toBe(true);
    expect(pendingDeliveries(ledger.state).map(({ repository }) => repository)).toEqual([other]);
  });

  it('throws at no event that readers let through, whatever it refers to', () => {
    const ledger = new Ledger();
    const called = callee('x.yml', [
      job('x'),
      calling('y', 'y.yml'),
      calling('z', 'y.yml', { needs: ['x'] }),
    ]);
    const jobs = [job('a'), job('b', { needs: ['a'] }), calling('c', 'x.yml', { concurrency: GROUP })];
    ledger.push(workflow(jobs, { called: { ...called, ...callee('y.yml', [job('x')]) } }));
    for (const key of ['a', 'c/x', 'c/y/x']) ledger.finish(key);
    const seen = ledger.entries.map(({ event }) => event);
    for (const change of [
      { run: 9_216 },
      { job: 9_216 },
      { repository: 'octo/unknown' },
      { worker: 'unknown' },
      { key: 'a' },
      { key: 'c/y/x' },
      { key: 'c/none' },
      { leg: { index: 1, total: 2, matrix: {}, failFast: true, maxParallel: null } },
    ]) {
      for (const event of seen) {
        const altered = { ...event, ...change } as RunbookEvent;
        apply(ledger.state, { offset: 0, timestamp: ledger.now, event: altered });
      }
    }
    for (const repository of ledger.state.repositories.values()) expect(repository.frozen).toBeNull();
  });

  it('takes the newest stamp as its time and never goes back', () => {
    const ledger = new Ledger();
    const event = stamp(
      { type: 'secret_set', repository: REPOSITORY, name: 'K', value: 'v' },
      { by: 't', now: 0 },
    );
    const before = ledger.state.now;
    apply(ledger.state, { offset: 9, timestamp: before - 1, event });
    expect(ledger.state.now).toBe(before);
    expect(ledger.state.repositories.get(REPOSITORY)?.secrets.get('K')).toBe('v');
  });
});
