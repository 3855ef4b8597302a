import type { ReactNode } from 'react';
import type { RunDetailShape } from '../../../../server/shapes/index.ts';
import type { NamedJob } from './job-names.ts';
import { JobItem } from './job-item.tsx';
import styles from './job-list.module.css';
import type { JobTreeItem } from './job-tree.ts';

/** The jobs of a run in the file's order, those of a called workflow below its call. */
export function JobList({
  items,
  names,
  run,
}: {
  readonly items: readonly JobTreeItem[];
  readonly names: ReadonlyMap<string, NamedJob>;
  readonly run: RunDetailShape;
}): ReactNode {
  return (
    <ol className={styles['jobs']}>
      {items.map((item) =>
        item.kind === 'job' ? (
          <li key={item.job.key}>
            <JobItem job={item.job} name={item.name} names={names} run={run} />
          </li>
        ) : (
          <li key={item.prefix} className={styles['call']}>
            <h3>{item.name}</h3>
            <JobList items={item.items} names={names} run={run} />
          </li>
        ),
      )}
    </ol>
  );
}
