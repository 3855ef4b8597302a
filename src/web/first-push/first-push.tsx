import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { DeliveryShape, RegistrationShape } from '../../server/shapes/index.ts';
import { repositoryListQuery } from '../api/repositories.ts';
import { EmptyState } from '../kit/empty-state.tsx';
import { ErrorNotice } from '../kit/error-notice.tsx';
import { Skeleton } from '../kit/skeleton.tsx';
import { FirstRepository } from './first-repository.tsx';
import { PushSteps } from './push-steps.tsx';
import { UnansweredPush } from './unanswered-push.tsx';

/** Milliseconds between two looks whether a repository was registered. */
const LOOK_MS = 3_000;

/** What stands in place of the first run: how to make it, from where one is now. */
export function FirstPush({
  delivery,
}: {
  /** The newest push that was seen while this is shown; null: none. */
  readonly delivery: DeliveryShape | null;
}): ReactNode {
  const { data, error } = useQuery({ ...repositoryListQuery, refetchInterval: LOOK_MS });
  if (error !== null) return <ErrorNotice what="The repositories could not be read" error={error} />;
  if (data === undefined) return <Skeleton lines={6} height="2.5rem" />;
  const [newest] = [...data.repositories].sort(newestFirst);
  return (
    <EmptyState title="No runs yet">
      <p>
        A push becomes a run when its commit has a workflow in <code>.runbook/</code>. This page shows the run
        as soon as it begins.
      </p>
      {delivery !== null && <UnansweredPush delivery={delivery} />}
      {newest === undefined ? <FirstRepository /> : <PushSteps repository={newest} />}
    </EmptyState>
  );
}

function newestFirst(one: RegistrationShape, other: RegistrationShape): number {
  return Date.parse(other.created_at) - Date.parse(one.created_at);
}
