import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { apply, touchedRepositories } from '../../../../src/orchestrator/apply/index.ts';
import { createState, type PartitionState } from '../../../../src/orchestrator/index.ts';
import { encodeRepositories } from '../../../../src/orchestrator/snapshot/encode.ts';
import { randomLedger } from '../random-ledger.ts';

function textsOf(state: PartitionState): Map<string, string> {
  const encoded = encodeRepositories(state, state.repositories.keys());
  return new Map(encoded.map((repository) => [repository.head.name, JSON.stringify(repository)]));
}

it('no event changes a repository that is not among those it was said to touch', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 0xffff }), { maxLength: 120, size: 'max' }), (numbers) => {
      const state = createState(0);
      let before = textsOf(state);
      const changed = new Set<string>();
      for (const record of randomLedger(numbers).entries) {
        const touched = new Set<string>(touchedRepositories(state, record.event));
        apply(state, record);
        const after = textsOf(state);
        for (const [name, text] of after) {
          if (text === before.get(name)) continue;
          changed.add(name);
          expect(touched).toContain(name);
        }
        before = after;
      }
      expect(changed.size).toBe(3);
    }),
    { numRuns: 30 },
  );
});
