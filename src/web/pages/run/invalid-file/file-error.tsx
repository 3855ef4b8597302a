import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { HintedProblem } from '../../../../server/shapes/index.ts';
import { MessageText } from '../../../kit/message-text.tsx';
import { fileAddress } from '../../../addresses.ts';
import styles from './file-errors.module.css';
import { Snippet } from './snippet.tsx';

/** One mistake: where, what, and what to do. */
export function FileError({
  problem,
  run,
}: {
  readonly problem: HintedProblem;
  readonly run: number;
}): ReactNode {
  const { file, line, column, severity, message, hint } = problem;
  return (
    <li>
      <p className={styles['place']}>
        <Link href={fileAddress(run, line)}>
          {file}:{line}:{column}
        </Link>
        <span data-severity={severity}>{severity === 'error' ? 'Error' : 'Warning'}</span>
      </p>
      <p>
        <MessageText text={message} />
      </p>
      <Snippet problem={problem} />
      {hint !== undefined && (
        <p className={styles['hint']}>
          <MessageText text={hint} />
        </p>
      )}
    </li>
  );
}
