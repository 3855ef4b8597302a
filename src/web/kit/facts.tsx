import type { ReactNode } from 'react';
import styles from './facts.module.css';

/** What there is to know of a run or a job at a glance, side by side below its heading. */
export function Facts({ children }: { /** Each a `Fact`. */ readonly children: ReactNode }): ReactNode {
  return <dl className={styles['facts']}>{children}</dl>;
}

/** One of them, below its name. */
export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
