import type { ReactNode } from 'react';
import { pathWith } from '../../../api/client.ts';
import type { LogSize } from '../lines/line-blocks.ts';
import styles from './log-facts.module.css';
import { sizeText } from './step-words.ts';

/** How long a step's log is, whether all of it is there, and the ways to have it as a file. */
export function LogFacts({
  job,
  step,
  known,
}: {
  readonly job: string;
  readonly step: number;
  readonly known: LogSize;
}): ReactNode {
  const path = `/api/jobs/${job}/steps/${step}/log.txt`;
  return (
    <div className={styles['facts']}>
      <span>
        {sizeText(known.total, known.bytes)}
        {!known.complete && ', more may come'}
      </span>
      <span className={styles['links']}>
        <a href={path} aria-label={`Raw log of step ${step}`}>
          Raw
        </a>
        <a href={pathWith(path, { download: 1 })} aria-label={`Download the log of step ${step}`} download>
          Download
        </a>
        <a
          href={pathWith(path, { download: 1, timestamps: 0 })}
          aria-label={`Download without times the log of step ${step}`}
          download
        >
          Download without times
        </a>
      </span>
    </div>
  );
}
