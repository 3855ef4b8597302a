import type { ReactNode } from 'react';
import { Button } from '../../../kit/button.tsx';
import { countText } from '../../../kit/count-text.ts';
import styles from './new-runs-button.module.css';

/** Says that runs have come which are not shown yet, so that nothing moves under the reader; a press shows them. */
export function NewRunsButton({
  count,
  onShow,
}: {
  readonly count: number;
  readonly onShow: () => void;
}): ReactNode {
  return (
    <div role="status" className={styles['place']}>
      {count > 0 && (
        <Button kind="primary" onClick={onShow}>
          {countText(count, 'new run')}
        </Button>
      )}
    </div>
  );
}
