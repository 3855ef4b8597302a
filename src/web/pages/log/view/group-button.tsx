import type { ReactNode } from 'react';
import styles from './group-button.module.css';

/** A group's heading: a press folds or unfolds its lines. */
export function GroupButton({
  isOpen,
  onPress,
  children,
}: {
  readonly isOpen: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <button type="button" className={styles['button']} aria-expanded={isOpen} onClick={onPress}>
      <svg viewBox="0 0 8 8" width="8" height="8" aria-hidden="true">
        <path d="M2 0.5 6.5 4 2 7.5z" fill="currentColor" />
      </svg>
      {children}
    </button>
  );
}
