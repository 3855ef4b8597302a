import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { RunDetailShape } from '../../../../server/shapes/index.ts';
import { repositoryAddress } from '../../../addresses.ts';
import { pathWith } from '../../../api/client.ts';

/** Where a run belongs: its repository, and its workflow's runs. */
export function RunPlace({ run }: { readonly run: RunDetailShape }): ReactNode {
  const repository = run.repository.full_name;
  return (
    <>
      <Link href={repositoryAddress(repository)}>{repository}</Link>
      <span aria-hidden="true">/</span>
      <Link href={pathWith('/', { repository, workflow: run.path })}>{run.name}</Link>
      <span aria-hidden="true">/</span>
      <span>#{run.run_number}</span>
    </>
  );
}
