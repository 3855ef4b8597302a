import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignPartitions, type GroupMember } from '../../../../src/log/kafka/sticky-assignment.ts';

const members = fc.uniqueArray(
  fc.record({ id: fc.string({ minLength: 1 }), owned: fc.array(fc.integer({ min: -2, max: 40 })) }),
  { selector: ({ id }) => id, minLength: 1, maxLength: 8 },
);

describe('sharing the partitions among orchestrators', () => {
  it('gives each partition to exactly one member and everybody as many as the others, or one more', () => {
    fc.assert(
      fc.property(members, fc.integer({ min: 1, max: 32 }), (group, count) => {
        const shares = [...assignPartitions(group, count).values()];
        expect(shares.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
        const sizes = shares.map(({ length }) => length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('leaves everything where it is while the members stay the same', () => {
    fc.assert(
      fc.property(members, fc.integer({ min: 1, max: 32 }), (group, count) => {
        const before = assignPartitions(group, count);
        const again = [...before].map(([id, owned]): GroupMember => ({ id, owned }));
        expect(new Map(assignPartitions(again, count))).toEqual(new Map(before));
      }),
    );
  });

  it('moves only what a member that left had, and what makes room for one that comes', () => {
    const three = assignPartitions(
      ['a', 'b', 'c'].map((id) => ({ id, owned: [] })),
      12,
    );
    const left = ['a', 'b'].map((id) => ({ id, owned: three.get(id) ?? [] }));
    const two = assignPartitions(left, 12);
    for (const { id, owned } of left) expect(two.get(id)).toEqual(expect.arrayContaining([...owned]));
    const joined = assignPartitions(
      [...[...two].map(([id, owned]) => ({ id, owned })), { id: 'd', owned: [] }],
      12,
    );
    for (const [id, owned] of two) expect(owned).toEqual(expect.arrayContaining([...(joined.get(id) ?? [])]));
    expect(joined.get('d')).toHaveLength(4);
  });
});
