import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { RepositoryWorkflowShape } from '../../../server/shapes/index.ts';
import { pathWith } from '../../api/client.ts';
import styles from './workflow-name.module.css';

/** A workflow's name, which leads to its runs, and its file. */
export function WorkflowName({
  repository,
  workflow: { name, file, path },
}: {
  readonly repository: string;
  readonly workflow: RepositoryWorkflowShape;
}): ReactNode {
  return (
    <div className={styles['workflow']}>
      <Link href={pathWith('/', { repository, workflow: file })}>{name}</Link>
      {name !== path && <code>{path}</code>}
    </div>
  );
}
