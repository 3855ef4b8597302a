import type { ReactNode } from 'react';
import type { DeliveredWorkflowShape } from '../../server/shapes/index.ts';
import { MessageText } from '../kit/message-text.tsx';
import { fileName } from './delivery-words.ts';
import styles from './not-started.module.css';

/** Where nothing started, so many reasons are shown without being asked for. */
const SHOWN_AT_ONCE = 3;

/** The files that started nothing, and why. They fold where there is more to see: what started comes first. */
export function NotStarted({
  files,
  isAll,
}: {
  readonly files: readonly DeliveredWorkflowShape[];
  /** Whether the delivery started nothing else. */
  readonly isAll: boolean;
}): ReactNode {
  const count = files.length === 1 ? '1 file did not start' : `${files.length} files did not start`;
  const reasons = (
    <ul className={styles['reasons']}>
      {files.map(({ path, reason }) => (
        <li key={path}>
          <code title={path}>{fileName(path)}</code>{' '}
          <MessageText text={reason ?? 'It did not start, and nothing says why.'} />
        </li>
      ))}
    </ul>
  );
  if (isAll && files.length <= SHOWN_AT_ONCE) return reasons;
  return (
    <details className={styles['files']}>
      <summary>{count}</summary>
      {reasons}
    </details>
  );
}
