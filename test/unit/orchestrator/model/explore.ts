import { stepsFrom } from './steps.ts';
import { keyOf, type Subject, type World } from './world.ts';

/** What an exploration found. */
export interface Exploration {
  readonly worlds: number;
  readonly steps: number;
  /** Whether every world within reach was seen. */
  readonly complete: boolean;
  /** Worlds of which the run was concluded. */
  readonly concluded: number;
  /** Worlds from which it cannot be concluded any more. */
  readonly stuck: readonly World[];
}

/**
 * Visits every world within reach, breadth first, and lets `check` look at each.
 * @param limit how many worlds to visit at most
 */
export function explore(
  first: World,
  subject: Subject,
  options: { readonly limit: number; readonly check: (world: World) => void },
): Exploration {
  const numbers = new Map([[keyOf(first), 0]]);
  const worlds: World[] = [first];
  const before: number[][] = [[]];
  const concluded: number[] = [];
  let steps = 0;
  let complete = true;
  for (let number = 0; number < worlds.length; number += 1) {
    const world = worlds[number]!;
    options.check(world);
    if (!world.meaning.state.runs.has(subject.run)) concluded.push(number);
    for (const next of stepsFrom(world, subject)) {
      steps += 1;
      const key = keyOf(next);
      const known = numbers.get(key);
      if (known !== undefined) {
        before[known]!.push(number);
      } else if (worlds.length < options.limit) {
        numbers.set(key, worlds.length);
        worlds.push(next);
        before.push([number]);
      } else {
        complete = false;
      }
    }
  }
  const reaching = reachingAny(concluded, before);
  const stuck = complete ? worlds.filter((_, number) => !reaching.has(number)) : [];
  return { worlds: worlds.length, steps, complete, concluded: concluded.length, stuck };
}

/** All numbers from which one of `goals` can be reached. */
function reachingAny(goals: readonly number[], before: readonly (readonly number[])[]): ReadonlySet<number> {
  const reaching = new Set(goals);
  for (const number of reaching) for (const earlier of before[number]!) reaching.add(earlier);
  return reaching;
}
