import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { RunDetailShape } from '../../../../server/shapes/index.ts';
import { pathWith } from '../../../api/client.ts';
import { Fact, Facts } from '../../../kit/facts.tsx';
import { RunTook } from '../../../kit/run-took.tsx';
import { stateOf } from '../../../kit/state.ts';
import { StateMark } from '../../../kit/state-mark.tsx';
import { TimeAgo } from '../../../kit/time-ago.tsx';

/** What a run is about: how far, on what, by whom, when, how long. */
export function RunFacts({ run }: { readonly run: RunDetailShape }): ReactNode {
  const repository = run.repository.full_name;
  return (
    <Facts>
      <Fact name="Status">
        <span role="status">
          <StateMark state={stateOf(run)} word="shown" />
        </span>
      </Fact>
      <Fact name={run.status === 'queued' ? 'Created' : 'Started'}>
        <TimeAgo at={run.run_started_at} />
      </Fact>
      <Fact name="Took">
        <RunTook run={run} />
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
      <Fact name="Actor">
        <Link href={pathWith('/', { repository, actor: run.triggering_actor.login })}>
          {run.triggering_actor.login}
        </Link>
      </Fact>
    </Facts>
  );
}
