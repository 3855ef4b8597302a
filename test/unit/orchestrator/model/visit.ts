import { createHash } from 'node:crypto';

/** What a visit saw. */
export interface Visit {
  readonly worlds: number;
  /** Whether every world within reach was seen. */
  readonly complete: boolean;
}

/**
 * Visits every world within reach, breadth first, and lets `check` look at each.
 * @param keyOf equal for worlds that go on alike
 * @param limit how many worlds to visit at most
 */
export function visit<World>(options: {
  readonly first: World;
  readonly keyOf: (world: World) => string;
  readonly stepsFrom: (world: World) => readonly World[];
  readonly check: (world: World) => void;
  readonly limit: number;
}): Visit {
  const { first, keyOf, stepsFrom, check, limit } = options;
  const digestOf = (world: World): string => createHash('sha1').update(keyOf(world)).digest('base64');
  const seen = new Set([digestOf(first)]);
  let unvisited = [first];
  let complete = true;
  while (unvisited.length > 0) {
    const found: World[] = [];
    for (const world of unvisited) {
      check(world);
      for (const next of stepsFrom(world)) {
        const key = digestOf(next);
        if (seen.has(key)) continue;
        if (seen.size >= limit) {
          complete = false;
          continue;
        }
        seen.add(key);
        found.push(next);
      }
    }
    unvisited = found;
  }
  return { worlds: seen.size, complete };
}
