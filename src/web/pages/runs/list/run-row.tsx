import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { RunDetailShape } from '../../../../server/shapes/index.ts';
import { Duration } from '../../../kit/duration.tsx';
import { StateMark } from '../../../kit/state-mark.tsx';
import { TimeAgo } from '../../../kit/time-ago.tsx';
import { VisuallyHidden } from '../../../kit/visually-hidden.tsx';
import { RunNote } from './run-note.tsx';
import styles from './run-row.module.css';
import { runState } from './run-state.ts';

/** Digits of a commit that are shown. */
const SHORT_COMMIT = 7;

/** One run. The link of its title covers the row, so that every kind of click works on all of it. */
export function RunRow({ run }: { readonly run: RunDetailShape }): ReactNode {
  const repository = run.repository.full_name;
  const title = run.display_title.split('\n', 1)[0] || run.path;
  const isOver = run.status === 'completed';
  return (
    <tr className={styles['row']} data-row={run.id}>
      <td className={styles['state']}>
        <StateMark state={runState(run)} />
      </td>
      <th scope="row" className={styles['title']}>
        <Link href={`/runs/${run.id}`} className={styles['link']} title={title}>
          {title}
        </Link>
        <RunNote run={run} />
      </th>
      <td className={styles['workflow']} title={run.name}>
        <span className={styles['name']}>{run.name}</span> <span className={styles['number']}>#{run.run_number}</span>
      </td>
      <td className={styles['event']}>{run.event}</td>
      <td className={styles['repository']} title={repository}>
        {repository}
      </td>
      <td className={styles['commit']} title={run.head_branch ?? undefined}>
        {run.head_branch !== null && <span className={styles['branch']}>{run.head_branch}</span>}{' '}
        <code>{run.head_sha.slice(0, SHORT_COMMIT)}</code>
      </td>
      <td className={styles['actor']} title={run.actor.login}>
        {run.actor.login}
      </td>
      <td className={styles['when']}>
        <TimeAgo at={run.run_started_at} />
      </td>
      <td className={styles['took']}>
        {run.status === 'queued' ? (
          <span aria-hidden="true">–</span>
        ) : (
          <Duration from={run.run_started_at} to={isOver ? run.updated_at : null} />
        )}
        {!isOver && <VisuallyHidden> so far</VisuallyHidden>}
      </td>
    </tr>
  );
}
