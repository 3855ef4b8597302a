import { type MouseEvent, type ReactNode, useEffect, useRef } from 'react';
import { useFragment } from '../../kit/use-fragment.ts';
import type { LineNotes } from './line-notes.ts';
import { lineRangeText, readLineRange } from './line-range.ts';
import { SourceLine } from './source-line.tsx';
import styles from './source-view.module.css';

/** A file with numbered lines: each is a link to itself, a second one with Shift makes a range of them. */
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
  const first = chosen?.from;
  // The lines are there later than the address, so the browser could not go to the one that it names.
  useEffect(() => {
    if (first === undefined) return;
    list.current?.children.item(first - 1)?.scrollIntoView({ block: 'center' });
  }, [first]);
  const choose = (line: number, event: MouseEvent): void => {
    if (!event.shiftKey || chosen === null) return;
    event.preventDefault();
    setFragment(lineRangeText({ from: Math.min(chosen.from, line), to: Math.max(chosen.from, line) }));
  };
  const lines = source.replace(/\r?\n$/, '').split(/\r?\n/);
  return (
    // Scrolls where lines are long, so it can have the focus: keyboards scroll it too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles['view']} tabIndex={0} role="region" aria-label="The file, line by line">
      <ol ref={list}>
        {lines.map((text, index) => {
          const line = index + 1;
          return (
            <SourceLine
              // A line is what stands at its number: files do not change.
              // oxlint-disable-next-line react/no-array-index-key
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
    </div>
  );
}
