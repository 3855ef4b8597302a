import type { GraphJobShape } from '../../../../server/shapes/index.ts';
import type { JobTreeItem } from './job-tree.ts';

/** A job's name with those of the calls around it, and how far it is. */
export interface NamedJob {
  readonly name: string;
  readonly status: GraphJobShape['status'];
}

/** What others call the jobs of a run, by key: `Deploy / Check`. */
export function jobNames(roots: readonly JobTreeItem[]): ReadonlyMap<string, NamedJob> {
  const names = new Map<string, NamedJob>();
  const add = (items: readonly JobTreeItem[], front: string): void => {
    for (const item of items) {
      if (item.kind === 'call') add(item.items, `${front}${item.name} / `);
      else names.set(item.job.key, { name: front + item.name, status: item.job.status });
    }
  };
  add(roots, '');
  return names;
}
