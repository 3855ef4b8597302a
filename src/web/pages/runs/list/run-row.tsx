import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { RunDetailShape } from '../../../../server/shapes/index.ts';
import { runAddress } from '../../../addresses.ts';
import { runTitle } from '../../../kit/run-title.ts';
import { RunTook } from '../../../kit/run-took.tsx';
import { stateOf } from '../../../kit/state.ts';
import { StateMark } from '../../../kit/state-mark.tsx';
import { TimeAgo } from '../../../kit/time-ago.tsx';
import { RunNote } from './run-note.tsx';
import styles from './run-row.module.css';
import { shortEvent } from './run-words.ts';

/** Digits of a commit that are shown. */
const SHORT_COMMIT = 7;

/** One run. The link of its title covers the row, so that every kind of click works on all of it. */
export function RunRow({ run }: { readonly run: RunDetailShape }): ReactNode {
  const title = runTitle(run);
  return (
    <tr role="row" className={styles['row']}>
      <td role="cell" className={styles['state']}>
        <StateMark state={stateOf(run)} word="shown" />
      </td>
      <th scope="row" role="rowheader" className={styles['title']}>
        <Link href={runAddress(run.id)} className={styles['link']} title={title}>
          {title}
        </Link>
        <RunNote run={run} />
      </th>
      <td role="cell" className={styles['workflow']}>
        <span className={styles['name']} title={run.name}>
          {run.name}
        </span>{' '}
        <span className={styles['number']}>#{run.run_number}</span>
      </td>
      <td role="cell" className={styles['event']}>
        <span className={styles['whole']} title={run.event}>
          {shortEvent(run.event)}
        </span>
      </td>
      <td role="cell" className={styles['repository']}>
        <span className={styles['whole']} title={run.repository.full_name}>
          {run.repository.full_name}
        </span>
      </td>
      <td role="cell" className={styles['commit']}>
        {run.head_branch !== null && (
          <span className={styles['branch']} title={run.head_branch}>
            {run.head_branch}
          </span>
        )}{' '}
        <code>{run.head_sha.slice(0, SHORT_COMMIT)}</code>
      </td>
      <td role="cell" className={styles['actor']}>
        <span className={styles['whole']} title={run.actor.login}>
          {run.actor.login}
        </span>
      </td>
      <td role="cell" className={styles['when']}>
        <TimeAgo at={run.run_started_at} />
      </td>
      <td role="cell" className={styles['took']}>
        <RunTook run={run} />
      </td>
    </tr>
  );
}
