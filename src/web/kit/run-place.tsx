import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { RunDetailShape } from '../../server/shapes/index.ts';
import { repositoryAddress, runAddress } from '../addresses.ts';
import { pathWith } from '../api/client.ts';

/** Where a run belongs, above its heading and that of what is part of it: its repository, its workflow's runs, itself. */
export function RunPlace({
  run,
  isHere = false,
}: {
  readonly run: Pick<RunDetailShape, 'id' | 'run_number' | 'name' | 'path' | 'repository'>;
  /** Whether the page is the run's own, which needs no way to it. */
  readonly isHere?: boolean;
}): ReactNode {
  const repository = run.repository.full_name;
  const number = `#${run.run_number}`;
  return (
    <>
      <Link href={repositoryAddress(repository)}>{repository}</Link>
      <span aria-hidden="true">/</span>
      <Link href={pathWith('/', { repository, workflow: run.path })}>{run.name}</Link>
      <span aria-hidden="true">/</span>
      {isHere ? (
        <span>{number}</span>
      ) : (
        <Link href={runAddress(run.id)} aria-label={`Run ${number}`}>
          {number}
        </Link>
      )}
    </>
  );
}
