import type { ReactNode } from 'react';
import { type State, STATE_TONES, STATE_WORDS } from './state.ts';
import styles from './state-mark.module.css';
import { VisuallyHidden } from './visually-hidden.tsx';

/** A state as a shape of its own in its colour; its word is there for screen readers, or beside it with `word`. */
export function StateMark({
  state,
  word = 'hidden',
  size = 16,
}: {
  readonly state: State;
  /** Whether the word is shown, only told to screen readers, or left out where it stands beside the mark anyway. */
  readonly word?: 'shown' | 'hidden' | 'none';
  /** Pixels. Default: 16. */
  readonly size?: number;
}): ReactNode {
  return (
    <span className={styles['mark']} data-tone={STATE_TONES[state]} data-state={state}>
      <svg viewBox="0 0 16 16" width={size} height={size} aria-hidden="true">
        {SHAPES[state]}
      </svg>
      {word === 'shown' && <span>{STATE_WORDS[state]}</span>}
      {word === 'hidden' && <VisuallyHidden>{STATE_WORDS[state]}</VisuallyHidden>}
    </span>
  );
}

const STROKE = { fill: 'none', stroke: 'var(--surface)', strokeWidth: 1.8, strokeLinecap: 'round' } as const;
const OUTLINE = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.6 } as const;
const DISC = <circle cx="8" cy="8" r="7.2" fill="currentColor" />;

const SHAPES: { readonly [state in State]: ReactNode } = {
  success: (
    <>
      {DISC}
      <path d="m4.8 8.3 2.2 2.2 4.2-4.7" strokeLinejoin="round" {...STROKE} />
    </>
  ),
  failure: (
    <>
      <path d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z" fill="currentColor" />
      <path d="m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2" {...STROKE} />
    </>
  ),
  timed_out: (
    <>
      <path d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z" fill="currentColor" />
      <path d="M8 4.2V8.4l2.8 1.6" {...STROKE} />
    </>
  ),
  cancelled: (
    <>
      <circle cx="8" cy="8" r="6.6" {...OUTLINE} />
      <path d="m3.6 12.4 8.8-8.8" {...OUTLINE} />
    </>
  ),
  skipped: (
    <>
      <circle cx="8" cy="8" r="6.6" {...OUTLINE} />
      <path d="m5.6 5.2 3 2.8-3 2.8m4.4-5.6v5.6" {...OUTLINE} strokeWidth="1.4" />
    </>
  ),
  neutral: <rect x="2.5" y="2.5" width="11" height="11" rx="2" {...OUTLINE} />,
  queued: <circle cx="8" cy="8" r="6.2" {...OUTLINE} strokeDasharray="2.6 2.3" />,
  waiting: (
    <>
      <circle cx="8" cy="8" r="6.6" {...OUTLINE} />
      <path d="M6.4 5.6v4.8m3.2-4.8v4.8" {...OUTLINE} strokeLinecap="round" />
    </>
  ),
  in_progress: (
    <>
      <circle cx="8" cy="8" r="6.4" {...OUTLINE} opacity="0.3" strokeWidth="2.2" />
      <path d="M8 1.6a6.4 6.4 0 0 1 6.4 6.4" className={styles['turning']} {...OUTLINE} strokeWidth="2.2" />
      <circle cx="8" cy="8" r="2.4" fill="currentColor" />
    </>
  ),
  pending: <circle cx="8" cy="8" r="3.2" {...OUTLINE} />,
};
