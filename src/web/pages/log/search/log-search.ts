import type { LogSearchShape } from '../../../../server/shapes/index.ts';
import { ApiProblem } from '../../../api/api-problem.ts';
import { getJson, pathWith } from '../../../api/client.ts';
import type { Needle } from '../../../log-line/matches.ts';
import { type FoundLine, type SearchStart, searchStarts, type StepMatches } from './found.ts';

/** A match, and how many lines of its step match before it. */
export interface Found extends FoundLine {
  readonly before: number;
}

/**
 * Counts the matching lines of a job's logs, on the server, which looks at all lines.
 * @throws ApiProblem
 */
export async function countMatches(
  job: string,
  steps: readonly number[],
  needle: Needle,
  signal: AbortSignal,
): Promise<readonly StepMatches[]> {
  const matches: StepMatches[] = [];
  // One after the other: a log of millions of lines takes the server a second.
  for (const step of steps) {
    const found = await search(job, { step, from: 0 }, needle, { direction: 'forward', count: 0 }, signal);
    matches.push({ step, total: found?.total ?? 0 });
  }
  return matches;
}

/**
 * The match after, or before, a place. What is behind the last one is the first.
 * @returns null where nothing matches
 * @throws ApiProblem
 */
export async function nextMatch(
  job: string,
  steps: readonly StepMatches[],
  needle: Needle,
  way: { readonly place: FoundLine | null; readonly direction: 'forward' | 'backward' },
  signal: AbortSignal,
): Promise<Found | null> {
  for (const start of searchStarts(steps, way.place, way.direction)) {
    const { direction } = way;
    const found = await search(job, start, needle, { direction, count: 1 }, signal);
    const [line] = found?.lines ?? [];
    if (found === null || line === undefined) continue;
    // What is before `from` has the match itself, too, going backward, unless the match is there.
    const before = direction === 'forward' || line === start.from ? found.before : found.before - 1;
    return { step: start.step, line, before };
  }
  return null;
}

/** Null: the log is not there any more. */
async function search(
  job: string,
  { step, from }: SearchStart,
  needle: Needle,
  wanted: { readonly direction: 'forward' | 'backward'; readonly count: number },
  signal: AbortSignal,
): Promise<LogSearchShape | null> {
  const path = pathWith(`/api/jobs/${job}/steps/${step}/log/search`, {
    text: needle.text,
    case: needle.isCaseSensitive ? 1 : null,
    from,
    ...wanted,
  });
  try {
    return await getJson<LogSearchShape>(path, signal);
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return null;
    throw error;
  }
}
