import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { JobDetailShape } from '../../../../server/shapes/index.ts';
import { workflowFileQuery } from '../../../api/runs.ts';
import { comingSteps } from './coming.ts';
import styles from './coming-steps.module.css';

/** The steps of a job that have not begun. Nothing where there are none, or the job is over. */
export function ComingSteps({ run, job }: { readonly run: string; readonly job: JobDetailShape }): ReactNode {
  const isOver = job.status === 'completed';
  const { data } = useQuery({ ...workflowFileQuery(run), enabled: !isOver });
  if (isOver || data === undefined) return null;
  const names = comingSteps(data, job.key, job.steps.at(-1)?.number ?? 0);
  if (names.length === 0) return null;
  return (
    <div className={styles['coming']}>
      <h2>Still to come</h2>
      <ol>
        {names.map((name, index) => (
          <li key={`${index} ${name}`}>{name}</li>
        ))}
      </ol>
    </div>
  );
}
