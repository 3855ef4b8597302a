import { useEffect, useState } from 'react';
import type { StreamShapes } from '../../../../server/shapes/index.ts';
import { runGraphQuery } from '../../../api/runs.ts';
import { useLive } from '../../../api/use-live.ts';
import { useReadingAgain } from '../../../api/use-reading-again.ts';
import { jobQuery } from './job-query.ts';

/** Milliseconds after which what is listened to changes: many steps are over sooner. */
const SETTLED_MS = 250;

/**
 * Keeps a job up to date, and the log of one of its steps. A message says that something has changed; what, is read
 * anew. The stream's first message counts as well: something may have happened between reading and listening.
 * @param follows whether there is anything that can change
 * @param step the step whose log grows in the page; null: none
 * @param onLog told of the log's newest lines
 * @param onAnew told when messages about the log may have been missed
 */
export function useJobLive(
  {
    run,
    job,
    follows,
    step,
  }: {
    readonly run: string;
    readonly job: string;
    readonly follows: boolean;
    readonly step: number | null;
  },
  onLog: (log: StreamShapes['log']) => void,
  onAnew: () => void,
): void {
  const readAgain = useReadingAgain([jobQuery(run, job).queryKey, runGraphQuery(run).queryKey]);
  const settled = useSettled(follows ? (step ?? 'no step') : null);
  const log = typeof settled === 'number' ? `${job}/${settled}` : undefined;
  useLive(settled === null ? null : { run, log }, (message) => {
    if (message.event === 'log') {
      if (String(message.data.job) === job) onLog(message.data);
      return;
    }
    if (message.event === 'hello' || message.event === 'reset') onAnew();
    if (message.event === 'step' && String(message.data.job) !== job) return;
    readAgain();
  });
}

/** A value once it has not changed for a while; null until then. */
function useSettled<Value>(value: Value): Value | null {
  const [settled, setSettled] = useState<Value | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
