import { createHash } from 'node:crypto';
import type { Log } from './fold.ts';
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
  /** Logs after which it cannot be concluded any more, as the types of their events. */
  readonly stuck: readonly string[];
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
  const numbers = new Map([[digestOf(first), 0]]);
  const logs: Log[] = [first.log];
  // Worlds that were visited are let go: their logs share their beginnings, their states share nothing.
  const unvisited = new Map([[0, first]]);
  const before: number[][] = [[]];
  const concluded: number[] = [];
  let steps = 0;
  let complete = true;
  for (let number = 0; number < logs.length; number += 1) {
    const world = unvisited.get(number)!;
    unvisited.delete(number);
    options.check(world);
    if (!world.meaning.state.runs.has(subject.run)) concluded.push(number);
    for (const next of stepsFrom(world, subject)) {
      steps += 1;
      const key = digestOf(next);
      const known = numbers.get(key);
      if (known !== undefined) {
        before[known]!.push(number);
      } else if (logs.length < options.limit) {
        numbers.set(key, logs.length);
        unvisited.set(logs.length, next);
        logs.push(next.log);
        before.push([number]);
      } else {
        complete = false;
      }
    }
  }
  const reaching = reachingAny(concluded, before);
  const stuck = complete ? logs.filter((_, number) => !reaching.has(number)).map(typesOf) : [];
  return { worlds: logs.length, steps, complete, concluded: concluded.length, stuck };
}

/** All numbers from which one of `goals` can be reached. */
function reachingAny(goals: readonly number[], before: readonly (readonly number[])[]): ReadonlySet<number> {
  const reaching = new Set(goals);
  for (const number of reaching) for (const earlier of before[number]!) reaching.add(earlier);
  return reaching;
}

function digestOf(world: World): string {
  return createHash('sha1').update(keyOf(world)).digest('base64');
}

function typesOf(log: Log): string {
  const types: string[] = [];
  for (let entry: Log | null = log; entry !== null; entry = entry.before) types.unshift(entry.event.type);
  return types.join(' ');
}
