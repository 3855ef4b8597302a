import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { Button } from '../../../kit/button.tsx';
import styles from './fold.module.css';

/** Shows the beginning of something long, and the rest on a press. The style sheet has the height. */
export function Fold({ children }: { readonly children: ReactNode }): ReactNode {
  const ref = useRef<HTMLDivElement>(null);
  const [isLong, setLong] = useState(false);
  const [isWhole, setWhole] = useState(false);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    // What is inside comes later, and grows as images do.
    const observer = new ResizeObserver(() => setLong(element.scrollHeight > element.clientHeight + 1));
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);
  return (
    <>
      <div ref={ref} className={styles['fold']} data-whole={isWhole} data-long={isLong}>
        <div>{children}</div>
      </div>
      {(isLong || isWhole) && (
        <Button kind="quiet" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Show less' : 'Show all'}
        </Button>
      )}
    </>
  );
}
