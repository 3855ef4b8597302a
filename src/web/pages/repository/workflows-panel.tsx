import type { ReactNode } from 'react';
import type { RepositoryDetailShape, RepositoryWorkflowShape } from '../../../server/shapes/index.ts';
import { type Column, DataTable } from '../../kit/data-table.tsx';
import { Panel } from '../../kit/panel.tsx';
import { RunLine } from '../../kit/run-line.tsx';
import { RunTook } from '../../kit/run-took.tsx';
import { TimeAgo } from '../../kit/time-ago.tsx';
import { NoWorkflows } from './no-workflows.tsx';
import { RunWorkflowLink } from './run-workflow-link.tsx';
import { WorkflowBadge } from './workflow-badge.tsx';
import { WorkflowName } from './workflow-name.tsx';
import styles from './workflows-panel.module.css';

/** The workflows of a repository, each with its last run, its badge, and the way to start it. */
export function WorkflowsPanel({ repository }: { readonly repository: RepositoryDetailShape }): ReactNode {
  const { workflows } = repository;
  return (
    <Panel title="Workflows" flush>
      {workflows.length === 0 ? (
        <NoWorkflows />
      ) : (
        <DataTable
          caption="Workflows, by file"
          columns={columnsOf(repository)}
          rows={workflows}
          keyOf={({ id }) => id}
          className={styles['columns']}
        />
      )}
    </Panel>
  );
}

function columnsOf({ full_name, url }: RepositoryDetailShape): readonly Column<RepositoryWorkflowShape>[] {
  return [
    {
      name: 'Workflow',
      kind: 'header',
      cell: (workflow) => <WorkflowName repository={full_name} workflow={workflow} />,
    },
    {
      name: 'Last run',
      cell: ({ last_run }) =>
        last_run === null ? <span className={styles['none']}>None yet</span> : <RunLine run={last_run} />,
    },
    {
      name: 'Started',
      kind: 'number',
      cell: ({ last_run }) => (last_run === null ? '–' : <TimeAgo at={last_run.run_started_at} />),
    },
    {
      name: 'Took',
      kind: 'number',
      cell: ({ last_run: run }) => (run === null ? '–' : <RunTook run={run} />),
    },
    {
      name: 'Badge',
      cell: (workflow) => <WorkflowBadge repository={full_name} workflow={workflow} />,
    },
    {
      name: 'Start it',
      kind: 'controls',
      cell: (workflow) =>
        url !== null && workflow.dispatch !== null ? (
          <RunWorkflowLink repository={full_name} workflow={workflow} />
        ) : null,
    },
  ];
}
