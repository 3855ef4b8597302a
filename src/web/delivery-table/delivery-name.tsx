import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { DeliveryShape } from '../../server/shapes/index.ts';
import { repositoryAddress } from '../addresses.ts';
import styles from './delivery-name.module.css';
import { refWords } from './delivery-words.ts';

/** Digits of a commit that are shown. */
const SHORT_COMMIT = 7;

/** What a delivery tells of: the event, the ref, the commit, and where need be the repository. */
export function DeliveryName({
  delivery: { repository, event, ref, sha },
  withRepository,
}: {
  readonly delivery: DeliveryShape;
  readonly withRepository: boolean;
}): ReactNode {
  return (
    <div className={styles['delivery']}>
      <span>
        <strong>{event}</strong> <span>{refWords(ref)}</span>{' '}
        {sha !== '' && (
          <code title={sha} className={styles['commit']}>
            {sha.slice(0, SHORT_COMMIT)}
          </code>
        )}
      </span>
      {withRepository && <Link href={repositoryAddress(repository)}>{repository}</Link>}
    </div>
  );
}
