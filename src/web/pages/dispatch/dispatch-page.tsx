import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { repositoryAddress } from '../../addresses.ts';
import { repositoryQuery } from '../../api/repositories.ts';
import { ErrorNotice } from '../../kit/error-notice.tsx';
import { Page } from '../../kit/page.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { DispatchContent } from './dispatch-content.tsx';

/** Starting a workflow by hand. */
export default function DispatchPage({
  repository,
  workflow: file,
}: {
  readonly repository: string;
  /** The name of its file, `release.yml`. */
  readonly workflow: string;
}): ReactNode {
  const read = useQuery(repositoryQuery(repository));
  const workflow = read.data?.workflows.find((one) => inAddress(one.file) === file);
  const name = workflow?.name ?? file;
  return (
    <Page
      title={`Run ${name} of ${repository}`}
      heading={`Run ${name}`}
      above={
        <>
          <Link href="/repositories">Repositories</Link>
          <span aria-hidden="true">/</span>
          <Link href={repositoryAddress(repository)}>{repository}</Link>
        </>
      }
    >
      {read.isError && (
        <ErrorNotice
          what="The workflow could not be read"
          error={read.error}
          onRetry={() => void read.refetch()}
        />
      )}
      {read.isPending && <Skeleton lines={6} height="2.5rem" label="Loading the workflow" />}
      {read.data !== undefined && (
        <DispatchContent repository={read.data} workflow={workflow ?? null} file={file} />
      )}
    </Page>
  );
}

/** A file's name as the router gives it back: decoded but for what separates the parts of an address. */
function inAddress(file: string): string {
  return decodeURI(encodeURIComponent(file));
}
