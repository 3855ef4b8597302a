import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { HintedProblem, RunDetailShape } from '../../../../server/shapes/index.ts';
import { pinnedFileQuery } from '../../../api/run.ts';
import { ButtonLink } from '../../../kit/button-link.tsx';
import { Panel } from '../../../kit/panel.tsx';
import { fileAddress } from '../addresses.ts';
import styles from './file-errors.module.css';
import { Snippet } from './snippet.tsx';

/** The mistakes of a workflow file for which a run has no jobs. */
export function FileErrors({ run }: { readonly run: RunDetailShape }): ReactNode {
  // The file's own answer has hints as well; what the run says is shown until it comes.
  const { data } = useQuery(pinnedFileQuery(String(run.id)));
  const errors: readonly HintedProblem[] =
    data !== undefined && data.errors.length > 0 ? data.errors : run.errors;
  return (
    <Panel
      title={`The workflow file has ${errors.length === 1 ? 'a mistake' : `${errors.length} mistakes`}`}
      flush
      actions={<ButtonLink href={fileAddress(run.id, errors[0]?.line)}>Show the file</ButtonLink>}
    >
      <ol className={styles['errors']}>
        {errors.map((problem) => (
          <li key={`${problem.line}:${problem.column} ${problem.rule} ${problem.message}`}>
            <p className={styles['place']}>
              <Link href={fileAddress(run.id, problem.line)}>
                {problem.file}:{problem.line}:{problem.column}
              </Link>
              <span>{problem.severity === 'error' ? 'Error' : 'Warning'}</span>
            </p>
            <p>{problem.message}</p>
            <Snippet problem={problem} />
            {problem.hint !== undefined && <p className={styles['hint']}>{problem.hint}</p>}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
