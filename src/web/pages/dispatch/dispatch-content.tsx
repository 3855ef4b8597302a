import type { ReactNode } from 'react';
import type { RepositoryDetailShape, RepositoryWorkflowShape } from '../../../server/shapes/index.ts';
import { repositoryAddress } from '../../addresses.ts';
import { ButtonLink } from '../../kit/button-link.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { Notice } from '../../kit/notice.tsx';
import { DispatchForm } from './dispatch-form.tsx';
import { NotDispatchable } from './not-dispatchable.tsx';

/** The form that starts a workflow, or why there is none. */
export function DispatchContent({
  repository,
  workflow,
  file,
}: {
  readonly repository: RepositoryDetailShape;
  /** Null: no push has had such a file. */
  readonly workflow: RepositoryWorkflowShape | null;
  readonly file: string;
}): ReactNode {
  const { full_name, url } = repository;
  if (url === null) {
    return (
      <Notice tone="warning">
        {full_name} was removed: nothing starts a run of it until it is registered again with{' '}
        <code>runbook repo add</code>.
      </Notice>
    );
  }
  if (workflow === null) {
    return (
      <EmptyState title={`${full_name} has no workflow ${file}`}>
        <p>
          No push to this server has had <code>.runbook/{file}</code>.
        </p>
        <div>
          <ButtonLink href={repositoryAddress(full_name)}>See its workflows</ButtonLink>
        </div>
      </EmptyState>
    );
  }
  if (workflow.dispatch === null) return <NotDispatchable workflow={workflow} />;
  return <DispatchForm repository={repository} workflow={workflow} form={workflow.dispatch} />;
}
