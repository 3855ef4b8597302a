/** A member of the group and the partitions that it says it has. */
export interface GroupMember {
  readonly id: string;
  readonly owned: readonly number[];
}

/**
 * Shares the partitions 0 to `count` - 1 among the members, as evenly as can be, and leaves as many as it can where
 * they are: each partition that moves has to be read and taken over anew.
 */
export function assignPartitions(
  members: readonly GroupMember[],
  count: number,
): ReadonlyMap<string, readonly number[]> {
  const claimed = new Set<number>();
  const kept = members
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
    .map(({ id, owned }) => ({ id, partitions: claim(owned, claimed, count) }))
    // Who has most keeps one more where they cannot be shared evenly.
    .toSorted((one, other) => other.partitions.length - one.partitions.length);
  const least = Math.floor(count / members.length);
  const withOneMore = count % members.length;
  const shares = kept.map(({ id, partitions }, index) => {
    const share = index < withOneMore ? least + 1 : least;
    return { id, share, partitions: partitions.slice(0, share) };
  });
  const taken = new Set(shares.flatMap(({ partitions }) => partitions));
  const free = Array.from({ length: count }, (_, partition) => partition).filter(
    (partition) => !taken.has(partition),
  );
  return new Map(
    shares.map(({ id, share, partitions }) => {
      const more = free.splice(0, share - partitions.length);
      return [id, [...partitions, ...more].sort((one, other) => one - other)];
    }),
  );
}

/** Of what a member says it has, what nobody else said before it. */
function claim(owned: readonly number[], claimed: Set<number>, count: number): number[] {
  return owned.filter((partition) => {
    if (partition < 0 || partition >= count || claimed.has(partition)) return false;
    claimed.add(partition);
    return true;
  });
}
