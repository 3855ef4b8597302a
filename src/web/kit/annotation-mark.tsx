import type { ReactNode } from 'react';
import type { Annotation } from '../../events/index.ts';
import styles from './annotation-mark.module.css';

/** The level of an annotation as a shape in its colour; the heading above has its word. */
export function AnnotationMark({ level }: { readonly level: Annotation['level'] }): ReactNode {
  return (
    <svg
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
      className={styles['mark']}
      data-level={level}
    >
      {SHAPES[level]}
    </svg>
  );
}

const STROKE = { fill: 'none', stroke: 'var(--surface)', strokeWidth: 1.8, strokeLinecap: 'round' } as const;

const SHAPES: { readonly [level in Annotation['level']]: ReactNode } = {
  failure: (
    <>
      <path d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z" fill="currentColor" />
      <path d="m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2" {...STROKE} />
    </>
  ),
  warning: (
    <>
      <path d="M8 1.2 15.4 14.6H.6z" fill="currentColor" stroke="currentColor" strokeLinejoin="round" />
      <path d="M8 6v4m0 2.4v.1" {...STROKE} />
    </>
  ),
  notice: (
    <>
      <circle cx="8" cy="8" r="7.2" fill="currentColor" />
      <path d="M8 7.4v4M8 4.6v.1" {...STROKE} />
    </>
  ),
};
