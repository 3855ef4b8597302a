import type { GraphJobShape } from '../../../../server/shapes/index.ts';
import type { JobTreeItem } from './job-tree.ts';

/** A job's or a call's name with those of the calls around it, and how far it is. */
export interface NamedJob {
  readonly name: string;
  readonly status: GraphJobShape['status'];
}

/** What others call the jobs of a run by their keys, and calls by what the keys of their jobs begin with: `Deploy / Check`. */
export function jobNames(roots: readonly JobTreeItem[]): ReadonlyMap<string, NamedJob> {
  const names = new Map<string, NamedJob>();
  const add = (items: readonly JobTreeItem[], front: string): void => {
    for (const item of items) {
      const name = front + item.name;
      if (item.kind === 'job') {
        names.set(item.job.key, { name, status: item.job.status });
      } else {
        names.set(item.prefix, { name, status: isOver(item) ? 'completed' : 'in_progress' });
        add(item.items, `${name} / `);
      }
    }
  };
  add(roots, '');
  return names;
}

function isOver(item: JobTreeItem): boolean {
  return item.kind === 'job' ? item.job.status === 'completed' : item.items.every(isOver);
}
