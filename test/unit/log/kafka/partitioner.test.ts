import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPartitioner } from '../../../../src/log/kafka/partitioner.ts';

describe('the partition of a key', () => {
  it("is that of Kafka's own clients (murmur2, as its tests have it)", () => {
    const hashes: readonly (readonly [string, number])[] = [
      ['21', -973_932_308],
      ['foobar', -790_332_482],
      ['a-little-bit-long-string', -985_981_536],
    ];
    for (const count of [1, 3, 12, 1_024]) {
      const partitionOf = createPartitioner(count);
      for (const [key, hash] of hashes) expect(partitionOf(key)).toBe((hash & 0x7fffffff) % count);
    }
  });

  it('is one of those there are, the same each time', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 1_024 }), (key, count) => {
        const partition = createPartitioner(count)(key);
        expect(partition).toBe(createPartitioner(count)(key));
        expect(partition).toBeGreaterThanOrEqual(0);
        expect(partition).toBeLessThan(count);
      }),
    );
  });
});
