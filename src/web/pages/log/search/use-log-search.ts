import { useEffect, useMemo, useRef, useState } from 'react';
import type { Needle } from '../../../log-line/matches.ts';
import { matchNumber, type StepMatches, totalMatches } from './found.ts';
import { countMatches, type Found, nextMatch } from './log-search.ts';

/** Milliseconds without typing after which the search begins. */
const PAUSE_MS = 250;

/** How a search stands. */
export interface LogSearchState {
  readonly text: string;
  readonly isCaseSensitive: boolean;
  /** What is highlighted; null: nothing is searched for. */
  readonly needle: Needle | null;
  /** Matching lines; null while they are counted. */
  readonly total: number | null;
  /** The match that the page shows. */
  readonly found: Found | null;
  /** Which one it is, from 1. */
  readonly number: number | null;
  readonly error: unknown;
}

/** What a person does with a search. */
export interface LogSearch extends LogSearchState {
  readonly setText: (text: string) => void;
  readonly setCaseSensitive: (isCaseSensitive: boolean) => void;
  readonly go: (direction: 'forward' | 'backward') => void;
}

const NOT_COUNTED = { matches: null, found: null, error: null } as const;

/**
 * Searches the logs of a job's steps, on the server.
 * @param steps the numbers of the steps that have a log
 * @param onFound told of the match to show
 */
export function useLogSearch(
  job: string,
  steps: readonly number[],
  onFound: (found: Found) => void,
): LogSearch {
  const [text, setText] = useState('');
  const [isCaseSensitive, setCaseSensitive] = useState(false);
  const [result, setResult] = useState<{
    readonly matches: readonly StepMatches[] | null;
    readonly found: Found | null;
    readonly error: unknown;
  }>(NOT_COUNTED);
  /** What was asked for last of this search; each waits for the one before it, and a new search ends all. */
  const request = useRef({ ended: new AbortController(), last: Promise.resolve<Found | null>(null) });

  const run = (wanted: Needle, direction: 'forward' | 'backward'): void => {
    const { ended, last } = request.current;
    const go = async (place: Found | null): Promise<Found | null> => {
      // Counted anew each time: a log that runs grows. What is counted already, the server remembers.
      const matches = await countMatches(job, steps, wanted, ended.signal);
      const found = await nextMatch(job, matches, wanted, { place, direction }, ended.signal);
      setResult({ matches, found, error: null });
      if (found !== null) onFound(found);
      return found;
    };
    request.current.last = last.then(go).catch((error: unknown) => {
      if (!ended.signal.aborted) setResult({ ...NOT_COUNTED, error });
      return null;
    });
  };

  const needle = useMemo(() => (text === '' ? null : { text, isCaseSensitive }), [text, isCaseSensitive]);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      request.current.ended.abort();
    },
    [],
  );
  const begin = (next: Needle): void => {
    clearTimeout(timer.current);
    request.current.ended.abort();
    request.current = { ended: new AbortController(), last: Promise.resolve(null) };
    setResult(NOT_COUNTED);
    if (next.text === '') return;
    timer.current = setTimeout(() => run(next, 'forward'), PAUSE_MS);
  };
  return {
    text,
    isCaseSensitive,
    needle,
    total: result.matches === null ? null : totalMatches(result.matches),
    found: result.found,
    number:
      result.matches === null || result.found === null
        ? null
        : matchNumber(result.matches, result.found.step, result.found.before),
    error: result.error,
    setText: (next) => {
      setText(next);
      begin({ text: next, isCaseSensitive });
    },
    setCaseSensitive: (next) => {
      setCaseSensitive(next);
      begin({ text, isCaseSensitive: next });
    },
    go: (direction) => {
      clearTimeout(timer.current);
      if (needle !== null) run(needle, direction);
    },
  };
}
