import type { ReactNode } from 'react';
import styles from './block-switch.module.css';
import { lineBlock } from './line-block.ts';
import { type LineRange, lineRangeText } from './line-range.ts';

/** Says which lines of a long file are shown, with the way to those before and after; nothing for other files. */
export function BlockSwitch({
  block,
  count,
}: {
  readonly block: LineRange;
  /** Lines of the file. */
  readonly count: number;
}): ReactNode {
  if (block.from === 1 && block.to === count) return null;
  return (
    <nav aria-label="Parts of the file" className={styles['switch']}>
      <span>
        Lines {block.from.toLocaleString('en')} to {block.to.toLocaleString('en')} of{' '}
        {count.toLocaleString('en')}
      </span>
      {block.from > 1 && <a href={toBlock(count, block.from - 1)}>Lines before</a>}
      {block.to < count && <a href={toBlock(count, block.to + 1)}>Lines after</a>}
    </nav>
  );
}

/** The address of the first line of the block that has a line. */
function toBlock(count: number, line: number): string {
  const { from } = lineBlock(count, line);
  return lineRangeText({ from, to: from });
}
