import type { ReactNode } from 'react';
import styles from './duration.module.css';
import { useNow } from './now.ts';
import { durationText } from './time-text.ts';

/** How long something took; what is not over counts on. Its width does not change with its digits. */
export function Duration({
  from,
  to,
}: {
  /** RFC 3339; null: it has not begun. */
  readonly from: string | null;
  /** Null: it goes on. */
  readonly to: string | null;
}): ReactNode {
  if (from === null) return <span className={styles['duration']}>–</span>;
  return to === null ? (
    <Running from={Date.parse(from)} />
  ) : (
    <Span milliseconds={Date.parse(to) - Date.parse(from)} />
  );
}

function Running({ from }: { readonly from: number }): ReactNode {
  const now = useNow();
  // Whole seconds, as it ticks every second.
  return <Span milliseconds={Math.max(1_000, Math.floor((now - from) / 1_000) * 1_000)} />;
}

function Span({ milliseconds }: { readonly milliseconds: number }): ReactNode {
  return <span className={styles['duration']}>{durationText(milliseconds)}</span>;
}
