import type { ReactNode } from 'react';
import type { HintedProblem } from '../../../server/shapes/index.ts';
import { CommandBlock } from '../../kit/command-block.tsx';
import { MessageText } from '../../kit/message-text.tsx';
import { Panel } from '../../kit/panel.tsx';
import styles from './file-problems.module.css';

/** Every mistake of a file in one list, each with the way to its line. */
export function FileProblems({ problems }: { readonly problems: readonly HintedProblem[] }): ReactNode {
  const [first] = problems;
  const count = problems.length === 1 ? 'One mistake keeps' : `${problems.length} mistakes keep`;
  return (
    <Panel title={`${count} this file from running`}>
      <ol className={styles['problems']}>
        {problems.map((problem) => (
          <li key={`${problem.line}:${problem.column}:${problem.rule}:${problem.message}`}>
            <a href={`#L${problem.line}`}>Line {problem.line}</a>
            <span>
              <MessageText text={problem.message} />
            </span>
          </li>
        ))}
      </ol>
      {first !== undefined && (
        <>
          <p className={styles['advice']}>
            To find mistakes before a push, in a checkout; <code>--fix</code> mends those that have one
            answer:
          </p>
          <CommandBlock text={`runbook validate ${first.file}`} label="the command" />
        </>
      )}
    </Panel>
  );
}
