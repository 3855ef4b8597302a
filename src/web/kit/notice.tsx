import type { ReactNode } from 'react';
import styles from './notice.module.css';

/** A sentence that matters now. An `error` is read out at once, everything else when there is time. */
export function Notice({
  tone,
  actions,
  children,
}: {
  readonly tone: 'error' | 'warning' | 'info' | 'success';
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div className={styles['notice']} data-tone={tone} role={tone === 'error' ? 'alert' : 'status'}>
      <div>{children}</div>
      {actions}
    </div>
  );
}
