import type { ReactNode } from 'react';
import type { HintedProblem } from '../../../server/shapes/index.ts';
import { MessageText } from '../../kit/message-text.tsx';
import styles from './line-problem.module.css';

/** A mistake below the line that it is in: where in the line, what it is, and what to do. */
export function LineProblem({
  problem,
  text,
}: {
  readonly problem: HintedProblem;
  /** The line. */
  readonly text: string;
}): ReactNode {
  const { line, column, endLine, endColumn, message, hint, rule } = problem;
  const end = endLine === line ? Math.max(endColumn, column + 1) : text.length + 1;
  // Tabs stay tabs, so that the marks stand below what they mean.
  const indent = text.slice(0, column - 1).replaceAll(/[^\t]/g, ' ');
  return (
    <div className={styles['problem']}>
      <code aria-hidden="true" className={styles['place']}>
        {indent + '^'.repeat(Math.max(1, Math.min(end - column, text.length - column + 1)))}
      </code>
      <p>
        <strong>Error in column {column}:</strong> <MessageText text={message} />{' '}
        <span className={styles['rule']}>{rule}</span>
      </p>
      {hint !== undefined && (
        <p className={styles['hint']}>
          <MessageText text={hint} />
        </p>
      )}
    </div>
  );
}
