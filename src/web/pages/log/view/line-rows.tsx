import type { ReactNode } from 'react';
import { groupOf } from '../groups/groups.ts';
import { lineIn } from '../lines/line-blocks.ts';
import type { StepLinesState } from '../lines/step-lines.ts';
import type { LineRange } from '../place/fragment.ts';
import type { DrawnRows } from '../window/log-window.ts';
import type { LineView } from './line-view.ts';
import { LogRow } from './log-row.tsx';
import type { LogRows } from './use-log-rows.ts';

/** The rows of a log that are drawn now, from top to bottom. */
export function LineRows({
  step,
  drawn,
  logRows: { known, wraps, order, isWhole, folding },
  scan,
  view,
  selected,
  match,
  tabStop,
  onChoose,
  onFold,
}: {
  /** The step's number. */
  readonly step: number;
  readonly drawn: DrawnRows;
  readonly logRows: LogRows;
  /** The groups of a log that is there as a whole. */
  readonly scan: StepLinesState['scan'];
  readonly view: LineView;
  readonly selected: LineRange | null;
  /** The match that the search is at, a line from 0. */
  readonly match: number | null;
  /** The line whose number the Tab key comes to, from 1. */
  readonly tabStop: number;
  readonly onChoose: (step: number, number: number, extend: boolean) => void;
  readonly onFold: (line: number) => void;
}): ReactNode {
  const { folded } = folding.folds;
  return Array.from({ length: Math.max(0, drawn.end - drawn.first) }, (_, index) => {
    const line = order.lineAt(drawn.first + index);
    const group = isWhole ? groupOf(scan, line) : null;
    const isHeading = group?.start === line;
    return (
      <LogRow
        key={line}
        step={step}
        number={line + 1}
        raw={lineIn(known, line)}
        showsTime={view.showsTimes}
        wraps={wraps}
        needle={view.needle}
        isSelected={selected !== null && selected.first <= line + 1 && line + 1 <= selected.last}
        isCurrentMatch={match === line}
        isTabStop={tabStop === line + 1}
        fold={isHeading ? (folded.has(line) ? 'folded' : 'unfolded') : null}
        isInGroup={group !== null && !isHeading}
        onChoose={onChoose}
        onFold={onFold}
      />
    );
  });
}
