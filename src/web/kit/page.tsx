import { type ReactNode, useEffect, useRef } from 'react';
import styles from './page.module.css';

/** Whether a page was shown before: the first one leaves the focus where the browser put it. */
let cameFromAnotherPage = false;

/** Takes the focus to the page's heading, where what had it is no longer there. */
export function focusHeading(): void {
  document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
}

/** A page: its title in the tab, its heading, which takes the focus when one comes from another page, and its content. */
export function Page({
  title,
  heading,
  above,
  actions,
  wide = false,
  children,
}: {
  /** In the tab, before "Runbook". */
  readonly title: string;
  /** Default: the title. */
  readonly heading?: ReactNode;
  /** Where one is: links to what this belongs to. */
  readonly above?: ReactNode;
  readonly actions?: ReactNode;
  /** Whether it uses all of the window, as logs do. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Runbook`;
  }, [title]);
  useEffect(() => {
    if (cameFromAnotherPage) ref.current?.focus({ preventScroll: true });
    cameFromAnotherPage = true;
  }, []);
  return (
    <main id="content" className={styles['page']} data-wide={wide}>
      {above !== undefined && (
        <nav aria-label="Where this is" className={styles['above']}>
          {above}
        </nav>
      )}
      <header className={styles['header']}>
        <h1 ref={ref} tabIndex={-1}>
          {heading ?? title}
        </h1>
        {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
      </header>
      {children}
    </main>
  );
}
