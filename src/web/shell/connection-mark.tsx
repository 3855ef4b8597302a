import type { ReactNode } from 'react';
import { type Connection, useConnection } from '../api/connection.ts';
import styles from './connection-mark.module.css';

const WORDS: { readonly [connection in Connection]: string } = {
  idle: '',
  live: 'Live',
  lost: 'Reconnecting',
};

/** Whether the page shows changes as they happen. */
export function ConnectionMark(): ReactNode {
  const connection = useConnection();
  return (
    <span className={styles['mark']} data-connection={connection} role="status">
      {WORDS[connection]}
    </span>
  );
}
