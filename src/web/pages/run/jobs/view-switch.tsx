import type { ReactNode } from 'react';
import { Button } from '../../../kit/button.tsx';
import type { JobsView } from './use-jobs-view.ts';
import styles from './view-switch.module.css';

const VIEWS: readonly { readonly view: JobsView; readonly word: string }[] = [
  { view: 'graph', word: 'Graph' },
  { view: 'list', word: 'List' },
];

/** Graph or list. */
export function ViewSwitch({
  view,
  onChoose,
}: {
  readonly view: JobsView;
  readonly onChoose: (view: JobsView) => void;
}): ReactNode {
  return (
    <div role="group" aria-label="Show the jobs as" className={styles['switch']}>
      {VIEWS.map((one) => (
        <Button
          key={one.view}
          kind="quiet"
          aria-pressed={one.view === view}
          onClick={() => onChoose(one.view)}
        >
          {one.word}
        </Button>
      ))}
    </div>
  );
}
