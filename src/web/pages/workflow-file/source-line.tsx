import type { MouseEvent, ReactNode } from 'react';
import { StateMark } from '../../kit/state-mark.tsx';
import { LineProblem } from './line-problem.tsx';
import { type LineNotes, worstOf } from './line-notes.ts';
import styles from './source-line.module.css';
import { StepNotes } from './step-notes.tsx';

/** One line of a file with what there is to say of it. */
export function SourceLine({
  line,
  text,
  notes,
  isChosen,
  onChoose,
}: {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  readonly notes: LineNotes | undefined;
  /** Whether the page's address names it. */
  readonly isChosen: boolean;
  readonly onChoose: (line: number, event: MouseEvent) => void;
}): ReactNode {
  const state = notes === undefined ? null : worstOf(notes.steps);
  const hasFailed = state === 'failure' || state === 'timed_out';
  return (
    <li
      id={`L${line}`}
      className={styles['line']}
      data-chosen={isChosen}
      data-wrong={hasFailed || (notes?.problems.length ?? 0) > 0}
    >
      <span className={styles['mark']}>{state !== null && <StateMark state={state} size={14} />}</span>
      <a
        href={`#L${line}`}
        aria-label={`Line ${line}`}
        className={styles['number']}
        onClick={(event) => onChoose(line, event)}
      >
        {line}
      </a>
      <code>{text === '' ? ' ' : text}</code>
      {hasFailed && notes !== undefined && <StepNotes steps={notes.steps} />}
      {notes?.problems.map((problem) => (
        <LineProblem
          key={`${problem.column}:${problem.rule}:${problem.message}`}
          problem={problem}
          text={text}
        />
      ))}
    </li>
  );
}
