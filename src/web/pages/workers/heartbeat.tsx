import type { ReactNode } from 'react';
import { useNow } from '../../kit/now.ts';
import { TimeAgo } from '../../kit/time-ago.tsx';
import styles from './heartbeat.module.css';

/** Milliseconds without a heartbeat after which a worker is marked: three are missing then, at 20 s it is given up. */
const SILENT_MS = 10_000;

/** When a worker was heard of last, marked where that is too long ago. */
export function Heartbeat({ at }: { /** RFC 3339. */ readonly at: string }): ReactNode {
  const isSilent = useNow() - Date.parse(at) > SILENT_MS;
  return (
    <span className={styles['heartbeat']} data-silent={isSilent}>
      <TimeAgo at={at} />
      {isSilent && <span className={styles['word']}>Silent</span>}
    </span>
  );
}
