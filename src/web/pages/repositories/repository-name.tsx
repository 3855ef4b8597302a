import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { RepositorySummaryShape } from '../../../server/shapes/index.ts';
import { repositoryAddress } from '../../addresses.ts';
import styles from './repository-name.module.css';

/** A repository's name, which leads to its page, and where it is fetched from. */
export function RepositoryName({
  repository: { full_name, url },
}: {
  readonly repository: Pick<RepositorySummaryShape, 'full_name' | 'url'>;
}): ReactNode {
  return (
    <div className={styles['repository']}>
      <Link href={repositoryAddress(full_name)}>{full_name}</Link>
      <code>{url}</code>
    </div>
  );
}
