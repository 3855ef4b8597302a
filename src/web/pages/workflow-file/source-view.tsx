import { type MouseEvent, type ReactNode, useEffect, useRef } from 'react';
import { ScrollBox } from '../../kit/scroll-box.tsx';
import { useFragment } from '../../kit/use-fragment.ts';
import { BlockSwitch } from './block-switch.tsx';
import { lineBlock } from './line-block.ts';
import type { LineNotes } from './line-notes.ts';
import { lineRangeText, readLineRange } from './line-range.ts';
import { SourceLine } from './source-line.tsx';
import styles from './source-view.module.css';

/**
 * A file with numbered lines: each is a link to itself, a second one with Shift makes a range of them. Of a long file
 * the lines around the one that the address names are shown.
 */
export function SourceView({
  source,
  notes,
}: {
  readonly source: string;
  readonly notes: ReadonlyMap<number, LineNotes>;
}): ReactNode {
  const [fragment, setFragment] = useFragment();
  const chosen = readLineRange(fragment);
  const list = useRef<HTMLOListElement>(null);
  const lines = source.replace(/\r?\n$/, '').split(/\r?\n/);
  const first = chosen?.from;
  const block = lineBlock(lines.length, first ?? 1);
  // The lines are there later than the address, so the browser could not go to the one that it names.
  useEffect(() => {
    if (first === undefined) return;
    list.current?.children.item(first - block.from)?.scrollIntoView({ block: 'center' });
  }, [first, block.from]);
  const choose = (line: number, event: MouseEvent): void => {
    if (!event.shiftKey || chosen === null) return;
    event.preventDefault();
    setFragment(lineRangeText({ from: Math.min(chosen.from, line), to: Math.max(chosen.from, line) }));
  };
  return (
    <>
      <BlockSwitch block={block} count={lines.length} />
      <ScrollBox as="div" role="region" label="The file, line by line" className={styles['view']}>
        <ol ref={list}>
          {lines.slice(block.from - 1, block.to).map((text, index) => {
            const line = block.from + index;
            return (
              <SourceLine
                key={line}
                line={line}
                text={text}
                notes={notes.get(line)}
                isChosen={chosen !== null && line >= chosen.from && line <= chosen.to}
                onChoose={choose}
              />
            );
          })}
        </ol>
      </ScrollBox>
    </>
  );
}
