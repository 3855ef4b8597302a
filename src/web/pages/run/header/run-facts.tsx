import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { RunDetailShape } from '../../../../server/shapes/index.ts';
import { pathWith } from '../../../api/client.ts';
import { Duration } from '../../../kit/duration.tsx';
import { isOver, stateOf } from '../../../kit/state.ts';
import { StateMark } from '../../../kit/state-mark.tsx';
import { TimeAgo } from '../../../kit/time-ago.tsx';
import styles from './run-facts.module.css';

/** What a run is about: how far, on what, by whom, when, how long. */
export function RunFacts({ run }: { readonly run: RunDetailShape }): ReactNode {
  const state = stateOf(run);
  const repository = run.repository.full_name;
  return (
    <dl className={styles['facts']}>
      <Fact name="State">
        <span role="status">
          <StateMark state={state} word="shown" />
        </span>
      </Fact>
      <Fact name="Duration">
        <Duration from={run.run_started_at} to={isOver(state) ? run.updated_at : null} />
      </Fact>
      <Fact name="Started">
        <TimeAgo at={run.run_started_at} />
      </Fact>
      {run.head_branch !== null && (
        <Fact name="Branch">
          <Link href={pathWith('/', { repository, branch: run.head_branch })}>{run.head_branch}</Link>
        </Fact>
      )}
      <Fact name="Commit">
        <code title={run.head_sha}>{run.head_sha.slice(0, 8)}</code>
      </Fact>
      <Fact name="Event">{run.event}</Fact>
      <Fact name="By">
        <Link href={pathWith('/', { repository, actor: run.triggering_actor.login })}>
          {run.triggering_actor.login}
        </Link>
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
