import { describe, expect, it } from 'vitest';
import type { DeliveryId, RepositoryName } from '../../../../src/events/index.ts';
import type { DeliveryFilter } from '../../../../src/store/index.ts';
import { job, PUSH, REPOSITORY, workflow } from '../../orchestrator/definitions.ts';
import { Ledger } from '../../orchestrator/ledger.ts';
import { indexOf, rejectedLedger } from './indexes.ts';

const OTHER = 'octo/gadgets' as RepositoryName;
const PAGE = { limit: 10, offset: 0 };

describe('deliveries', () => {
  it('are listed by repository, by what became of them, or both, newest first', () => {
    const ledger = rejectedLedger();
    ledger.do({ type: 'repository_registered', repository: OTHER, url: 'u', secret: 's', credentials: null });
    const delivery = 'waiting' as DeliveryId;
    for (const repository of [OTHER, REPOSITORY]) {
      ledger.append({
        type: 'delivery_received',
        repository,
        delivery,
        forge: 'git',
        trigger: PUSH,
        payload: {},
      });
    }
    const index = indexOf(ledger);
    const list = (filter: DeliveryFilter): unknown => {
      const { total, deliveries } = index.deliveries.list(filter, PAGE);
      expect([total, index.deliveries.count(filter)]).toEqual([deliveries.length, deliveries.length]);
      return deliveries.map(({ repository, delivery: id }) => `${repository} ${id}`);
    };
    const of = (repository: string, ...ids: string[]): string[] => ids.map((id) => `${repository} ${id}`);
    expect(list({})).toEqual([
      ...of(REPOSITORY, 'waiting'),
      ...of(OTHER, 'waiting'),
      ...of(REPOSITORY, 'failed', 'rejected'),
    ]);
    expect(list({ repository: OTHER })).toEqual(of(OTHER, 'waiting'));
    expect(list({ status: 'failed' })).toEqual(of(REPOSITORY, 'failed'));
    expect(list({ status: 'handled' })).toEqual(of(REPOSITORY, 'rejected'));
    expect(list({ status: 'pending' })).toEqual([...of(REPOSITORY, 'waiting'), ...of(OTHER, 'waiting')]);
    expect(list({ repository: REPOSITORY, status: 'pending' })).toEqual(of(REPOSITORY, 'waiting'));
    expect(list({ repository: OTHER, status: 'failed' })).toEqual([]);
    index.close();
  });

  it('tell how far the runs are that they started', () => {
    const ledger = new Ledger();
    const first = ledger.push(workflow([job('a')]));
    ledger.finish('a', 'failure');
    const second = ledger.push(workflow([job('a')]));
    const index = indexOf(ledger);
    const { deliveries } = index.deliveries.list({}, PAGE);
    expect(index.deliveries.runsOf(deliveries)).toEqual(
      new Map([
        [first, { number: 1, status: 'completed', conclusion: 'failure' }],
        [second, { number: 2, status: 'queued', conclusion: null }],
      ]),
    );
    expect(index.deliveries.runsOf([]).size).toBe(0);
    index.close();
  });
});
