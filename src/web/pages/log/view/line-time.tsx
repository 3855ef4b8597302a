import type { ReactNode } from 'react';
import styles from './line-time.module.css';

/** When a line was printed, in UTC as the log has it; its date where there is room. */
export function LineTime({ at }: { /** RFC 3339 UTC. */ readonly at: string | null }): ReactNode {
  if (at === null) return <span className={styles['time']} />;
  const [date = '', time = ''] = at.replace('Z', '').split('T');
  return (
    <time className={styles['time']} dateTime={at} title={`${date} ${time} UTC`}>
      <span className={styles['date']}>{date} </span>
      {time}
    </time>
  );
}
