import type { ReactNode } from 'react';
import type { State } from '../../../kit/state.ts';
import { StateMark } from '../../../kit/state-mark.tsx';
import { VisuallyHidden } from '../../../kit/visually-hidden.tsx';
import styles from './job-node.module.css';

/** What is told of every job in the graph: its name, and below it how far it is, in two lines at most. */
export function NodeHead({
  state,
  name,
  within = '',
  standing,
  title = null,
  time,
}: {
  readonly state: State;
  readonly name: string;
  /** The calls around it, for screen readers, which do not see the frames: `Deploy / `. */
  readonly within?: string;
  readonly standing: string;
  /** What a pointer on the standing is told; null: the standing, which may be cut off. */
  readonly title?: string | null;
  readonly time?: ReactNode;
}): ReactNode {
  return (
    <>
      <StateMark state={state} word="none" />
      <span className={styles['name']} title={name}>
        {within !== '' && <VisuallyHidden>{within}</VisuallyHidden>}
        {name}
      </span>
      <span className={styles['standing']} title={title ?? standing}>
        {standing}
      </span>
      <span className={styles['time']}>{time}</span>
    </>
  );
}
