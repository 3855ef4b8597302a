import { describe, expect, it } from 'vitest';
import { countOffers } from '../../../../src/server/operations/offer-counts.ts';
import { job, workflow } from '../../orchestrator/definitions.ts';
import { Ledger } from '../../orchestrator/ledger.ts';

function offering(...wanted: readonly (readonly string[])[]): Ledger {
  const ledger = new Ledger();
  ledger.push(workflow(wanted.map((labels, index) => job(`job-${index}`, { runsOn: { labels } }))));
  return ledger;
}

describe('open offers', () => {
  it('are counted by the labels that they want, in any case and order, over all partitions', () => {
    const one = offering(['linux', 'gpu'], ['ubuntu-latest'], ['GPU', 'Linux']);
    const other = offering(['ubuntu-latest']);
    one.start('job-1');
    expect(countOffers([one.state, other.state])).toEqual(
      new Map([
        ['gpu,linux', 2],
        ['ubuntu-latest', 1],
      ]),
    );
  });

  it('of rare lists of labels are counted together, so that there is a bounded number of series', () => {
    const rare = Array.from({ length: 80 }, (_, index) => [`rare-${index}`]);
    const counts = countOffers([offering(...rare, ['linux'], ['linux']).state]);
    expect(counts.size).toBe(51);
    expect(counts.get('linux')).toBe(2);
    expect(counts.get('other')).toBe(31);
  });
});
