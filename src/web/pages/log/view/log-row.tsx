import { memo, type MouseEvent, type ReactNode, useMemo } from 'react';
import { shownLine } from '../../../log-line/shown-line.ts';
import type { Needle } from '../../../log-line/matches.ts';
import { fragmentOf } from '../place/fragment.ts';
import { GroupButton } from './group-button.tsx';
import { LineText } from './line-text.tsx';
import { LineTime } from './line-time.tsx';
import styles from './log-row.module.css';

/** What a row shows and is. */
export interface LogRowProps {
  readonly step: number;
  /** From 1. */
  readonly number: number;
  /** As in the file; undefined while it is on its way. */
  readonly raw: string | undefined;
  readonly showsTime: boolean;
  readonly wraps: boolean;
  readonly needle: Needle | null;
  readonly isSelected: boolean;
  readonly isCurrentMatch: boolean;
  /** Whether the Tab key comes to its number: one row of a step has that. */
  readonly isTabStop: boolean;
  /** Of a heading whose group folds; null for all other lines. */
  readonly fold: 'folded' | 'unfolded' | null;
  /** Whether it belongs to a group, without being its heading. */
  readonly isInGroup: boolean;
  readonly onChoose: (step: number, number: number, extend: boolean) => void;
  readonly onFold: (line: number) => void;
}

/** One line of a log. Its properties stay the same while the page is scrolled: it is drawn once. */
export const LogRow = memo(function LogRow(props: LogRowProps): ReactNode {
  const { step, number, raw, fold } = props;
  const line = useMemo(() => (raw === undefined ? null : shownLine(raw, props.needle)), [raw, props.needle]);
  const choose = (event: MouseEvent): void => {
    // Other keys open the link elsewhere.
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    props.onChoose(step, number, event.shiftKey);
  };
  const textId = `text-${step}-${number}`;
  const text =
    line === null ? null : <LineText id={textId} line={line} isCurrentMatch={props.isCurrentMatch} />;
  return (
    <div
      className={styles['row']}
      data-line={number}
      data-selected={props.isSelected || undefined}
      data-wraps={props.wraps || undefined}
      data-mark={line?.mark ?? undefined}
      data-within={props.isInGroup || undefined}
    >
      <a
        className={styles['number']}
        href={fragmentOf({ step, first: number, last: number })}
        aria-label={`Line ${number}`}
        aria-describedby={line === null ? undefined : textId}
        aria-current={props.isSelected ? 'true' : undefined}
        tabIndex={props.isTabStop ? 0 : -1}
        data-number={number}
        onClick={choose}
      />
      {props.showsTime && <LineTime at={line?.at ?? null} />}
      {fold === null ? (
        text
      ) : (
        <GroupButton isOpen={fold === 'unfolded'} onPress={() => props.onFold(number - 1)}>
          {text}
        </GroupButton>
      )}
      {line !== null && line.hidden > 0 && (
        <span className={styles['hidden']}>
          {line.hidden.toLocaleString('en')} more characters, in the raw log
        </span>
      )}
    </div>
  );
});
