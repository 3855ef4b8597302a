import type { ReactNode } from 'react';
import type { RepositorySummaryShape } from '../../../server/shapes/index.ts';
import { pathWith } from '../../api/client.ts';
import { ButtonLink } from '../../kit/button-link.tsx';
import { type Column, DataTable } from '../../kit/data-table.tsx';
import { RunLine } from '../../kit/run-line.tsx';
import { TimeAgo } from '../../kit/time-ago.tsx';
import { VisuallyHidden } from '../../kit/visually-hidden.tsx';
import { RepositoryName } from './repository-name.tsx';
import styles from './repository-table.module.css';

const COLUMNS: readonly Column<RepositorySummaryShape>[] = [
  { name: 'Repository', kind: 'header', cell: (one) => <RepositoryName repository={one} /> },
  { name: 'Workflows', kind: 'number', cell: ({ workflows_count }) => workflows_count },
  {
    name: 'Newest run',
    cell: ({ last_run }) =>
      last_run === null ? <span className={styles['none']}>None yet</span> : <RunLine run={last_run} />,
  },
  {
    name: 'Started',
    kind: 'number',
    cell: ({ last_run }) => (last_run === null ? '–' : <TimeAgo at={last_run.created_at} />),
  },
  {
    name: 'Runs',
    kind: 'controls',
    cell: ({ full_name }) => (
      <ButtonLink href={pathWith('/', { repository: full_name })}>
        All runs<VisuallyHidden> of {full_name}</VisuallyHidden>
      </ButtonLink>
    ),
  },
];

/** The registered repositories, each with its newest run. */
export function RepositoryTable({
  repositories,
}: {
  readonly repositories: readonly RepositorySummaryShape[];
}): ReactNode {
  return (
    <DataTable
      caption="Registered repositories, by name"
      columns={COLUMNS}
      rows={repositories}
      keyOf={({ full_name }) => full_name}
      className={styles['columns']}
      framed
    />
  );
}
