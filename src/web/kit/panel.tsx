import { type ReactNode, useId } from 'react';
import styles from './panel.module.css';

/** A part of a page with a heading: a region of its own for screen readers. */
export function Panel({
  title,
  actions,
  flush = false,
  children,
}: {
  readonly title: string;
  /** Controls beside the heading. */
  readonly actions?: ReactNode;
  /** Whether its content reaches its border, as rows and tables do. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const id = useId();
  return (
    <section className={styles['panel']} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {actions}
      </header>
      <div className={styles['content']} data-flush={flush}>
        {children}
      </div>
    </section>
  );
}
