import type { ReactNode } from 'react';
import type { RepositoryWorkflowShape } from '../../../server/shapes/index.ts';
import { pathWith } from '../../api/client.ts';
import { CopyButton } from '../../kit/copy-button.tsx';
import styles from './workflow-badge.module.css';

/** A workflow's badge as it is now, and its Markdown to copy. */
export function WorkflowBadge({
  repository,
  workflow: { name, file, last_run, badge_markdown },
}: {
  readonly repository: string;
  readonly workflow: RepositoryWorkflowShape;
}): ReactNode {
  // By this page's own address: the public one may be another host, which pages may not ask. The run in the query
  // has the browser read it again.
  const image = pathWith(`/badge/${repository}/${encodeURIComponent(file)}.svg`, {
    run: last_run === null ? null : `${last_run.id}-${last_run.run_attempt}-${last_run.conclusion}`,
  });
  return (
    <span className={styles['badge']}>
      <img src={image} alt={`Badge of ${name}`} height="20" />
      <CopyButton text={badge_markdown} label={`the badge of ${name}`}>
        Copy Markdown
      </CopyButton>
    </span>
  );
}
