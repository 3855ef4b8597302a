import type { ReactNode } from 'react';
import type { RepositoryWorkflowShape } from '../../../server/shapes/index.ts';
import { CommandBlock } from '../../kit/command-block.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';

/** What a file needs to be started by hand. */
const LINES = `on:
  workflow_dispatch:
    inputs:
      version:
        description: What to release
        type: string
        required: true`;

/** Why there is no form for a workflow, and the lines that make one. */
export function NotDispatchable({
  workflow: { name, path },
}: {
  readonly workflow: RepositoryWorkflowShape;
}): ReactNode {
  return (
    <EmptyState title={`${name} cannot be started by hand`}>
      <p>
        <code>{path}</code> does not listen to <code>workflow_dispatch</code>, as far as the last push to the
        default branch tells. Add it under <code>on:</code>, beside what is there; inputs are optional:
      </p>
      <CommandBlock text={LINES} label="the lines to add" />
      <p>Commit and push it to the default branch; then there is a form here.</p>
    </EmptyState>
  );
}
