import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { pathWith } from '../../api/client.ts';
import { DELIVERIES_KEY } from '../../api/deliveries.ts';
import { repositoryQuery } from '../../api/repositories.ts';
import { useLiveReading } from '../../api/use-live-reading.ts';
import { ButtonLink } from '../../kit/button-link.tsx';
import { Page } from '../../kit/page.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { NewestDeliveries } from './newest-deliveries.tsx';
import styles from './repository-page.module.css';
import { RepositorySource } from './repository-source.tsx';
import { SecretsPanel } from './secrets-panel.tsx';
import { UnreadRepository } from './unread-repository.tsx';
import { WebhooksPanel } from './webhooks-panel.tsx';
import { WorkflowsPanel } from './workflows-panel.tsx';

/** One repository: its workflows, what came in for it, and how it is set up. */
export default function RepositoryPage({ repository }: { readonly repository: string }): ReactNode {
  const { queryKey } = repositoryQuery(repository);
  const read = useQuery(repositoryQuery(repository));
  useLiveReading(
    read.isError ? null : { repository },
    [queryKey, DELIVERIES_KEY],
    ({ event }) => event === 'run' || event === 'delivery',
  );
  const { data } = read;
  return (
    <Page
      title={repository}
      above={<Link href="/repositories">Repositories</Link>}
      actions={data !== undefined && <ButtonLink href={pathWith('/', { repository })}>All runs</ButtonLink>}
    >
      {read.isError && (
        <UnreadRepository repository={repository} error={read.error} onRetry={() => void read.refetch()} />
      )}
      {read.isPending && <Skeleton lines={8} height="3rem" label="Loading the repository" />}
      {data !== undefined && (
        <>
          <RepositorySource repository={data} />
          <WorkflowsPanel repository={data} />
          <NewestDeliveries repository={data} />
          {data.url !== null && (
            <div className={styles['setup']}>
              <WebhooksPanel webhooks={data.webhooks} />
              <SecretsPanel repository={data} />
            </div>
          )}
        </>
      )}
    </Page>
  );
}
