/**
 * Needs without those that follow from others: where a job needs B and B needs A, its own need of A says nothing more.
 * @param needs of each job by key; a need of a job that is not there is left out
 */
export function withoutImplied(
  needs: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, readonly string[]> {
  const known = new Map<string, ReadonlySet<string>>();
  /** All that a job needs, over any number of others. A workflow with a cycle is never run, and ends here all the same. */
  const allOf = (key: string): ReadonlySet<string> => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const all = new Set<string>();
    known.set(key, all);
    for (const need of needs.get(key) ?? []) {
      all.add(need);
      for (const further of allOf(need)) all.add(further);
    }
    return all;
  };
  return new Map(
    [...needs].map(([key, own]) => {
      const there = [...new Set(own)].filter((need) => needs.has(need));
      return [key, there.filter((need) => !there.some((other) => other !== need && allOf(other).has(need)))];
    }),
  );
}
