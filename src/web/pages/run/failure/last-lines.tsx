import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { logLinesQuery } from '../../../api/log-lines.ts';
import { ScrollBox } from '../../../kit/scroll-box.tsx';
import { shortened } from '../../../kit/shortened.ts';
import { readLogLine } from '../../../log-line/log-line.ts';
import { plainText } from '../../../log-line/shown-line.ts';
import styles from './failure-panel.module.css';

/** Lines of the log that are shown. */
const MOST_LINES = 10;
/** Characters of a line that are shown: a line may have a million. */
const MOST_CHARACTERS = 500;

/** What the log of a step said last; empty lines stand in the place until it is read. */
export function LastLines({
  job,
  step,
  lines,
}: {
  readonly job: number;
  readonly step: number;
  /** How many the log has. */
  readonly lines: number;
}): ReactNode {
  const count = Math.min(lines, MOST_LINES);
  const from = lines - count;
  const { data, isError } = useQuery(logLinesQuery(job, step, from, count));
  // The log page says what is wrong with it.
  if (isError) return null;
  return (
    <ScrollBox
      as="pre"
      label="Last lines of the log"
      className={styles['lines']}
      aria-busy={data === undefined}
    >
      {Array.from({ length: count }, (_, index) => {
        const line = data?.lines[index] ?? '';
        return (
          <span key={index} data-mark={readLogLine(line).mark}>
            {shortened(plainText(line), MOST_CHARACTERS)}
          </span>
        );
      })}
    </ScrollBox>
  );
}
