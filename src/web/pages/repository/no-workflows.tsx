import type { ReactNode } from 'react';
import { CommandBlock } from '../../kit/command-block.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { WORKFLOW_COMMAND } from '../../first-push/commands.ts';

/** What stands in place of the first workflow: how to write one. */
export function NoWorkflows(): ReactNode {
  return (
    <EmptyState title="No workflows yet">
      <p>
        A workflow is a file in <code>.runbook/</code>, seen with the first push that has it. This writes a
        small one, in a checkout of the repository; commit and push it then:
      </p>
      <CommandBlock text={WORKFLOW_COMMAND} label="the command that writes a workflow" />
    </EmptyState>
  );
}
