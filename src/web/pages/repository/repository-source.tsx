import type { ReactNode } from 'react';
import type { RepositoryDetailShape } from '../../../server/shapes/index.ts';
import { Notice } from '../../kit/notice.tsx';
import { TimeAgo } from '../../kit/time-ago.tsx';
import styles from './repository-source.module.css';

/** Where a repository is fetched from; of one that was removed, that it was. */
export function RepositorySource({
  repository: { full_name, url, default_branch, created_at },
}: {
  readonly repository: RepositoryDetailShape;
}): ReactNode {
  if (url === null) {
    return (
      <Notice tone="warning">
        This repository was removed. Its runs and logs stay; nothing starts a new one until it is registered
        again with <code>runbook repo add {full_name} URL</code>.
      </Notice>
    );
  }
  return (
    <p className={styles['source']}>
      <span>
        Fetched from <code>{url}</code>
      </span>
      {default_branch !== null && (
        <span>
          Default branch <code>{default_branch}</code>
        </span>
      )}
      <span>
        Registered <TimeAgo at={created_at} />
      </span>
    </p>
  );
}
