import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { HintedProblem, RunDetailShape } from '../../../../server/shapes/index.ts';
import { workflowFileQuery } from '../../../api/runs.ts';
import { ButtonLink } from '../../../kit/button-link.tsx';
import { Panel } from '../../../kit/panel.tsx';
import { Skeleton } from '../../../kit/skeleton.tsx';
import { fileAddress } from '../../../addresses.ts';
import { FileError } from './file-error.tsx';
import styles from './file-errors.module.css';

/** The mistakes of a workflow file for which a run has no jobs. */
export function FileErrors({ run }: { readonly run: RunDetailShape }): ReactNode {
  // The file's own answer has hints as well.
  const { data, isPending } = useQuery(workflowFileQuery(String(run.id)));
  const errors: readonly HintedProblem[] =
    data !== undefined && data.errors.length > 0 ? data.errors : run.errors;
  return (
    <Panel
      title={`The workflow file has ${errors.length === 1 ? 'a mistake' : `${errors.length} mistakes`}`}
      flush
      actions={<ButtonLink href={fileAddress(run.id, errors[0]?.line)}>Show the file</ButtonLink>}
    >
      {isPending ? (
        <div className={styles['pending']}>
          <Skeleton lines={errors.length} height="6rem" />
        </div>
      ) : (
        <ol className={styles['errors']}>
          {errors.map((problem) => (
            <FileError
              key={`${problem.line}:${problem.column} ${problem.rule} ${problem.message}`}
              problem={problem}
              run={run.id}
            />
          ))}
        </ol>
      )}
    </Panel>
  );
}
