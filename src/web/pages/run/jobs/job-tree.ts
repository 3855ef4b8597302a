import type { GraphJobShape } from '../../../../server/shapes/index.ts';

/** A job by itself, or the jobs of a called workflow together, in the file's order. */
export type JobTreeItem =
  | {
      readonly kind: 'job';
      readonly job: GraphJobShape;
      /** What people call it, without the calls it is nested in. */
      readonly name: string;
    }
  | {
      readonly kind: 'call';
      /** What the keys of its jobs begin with: `deploy/`, `deploy:2/`. */
      readonly prefix: string;
      readonly name: string;
      readonly items: readonly JobTreeItem[];
    };

/** The jobs of a run as they are nested in calls. A key has a slash for each call; a name has ` / ` there. */
export function jobTree(jobs: readonly GraphJobShape[]): readonly JobTreeItem[] {
  const roots: JobTreeItem[] = [];
  const calls = new Map<string, JobTreeItem[]>();
  for (const job of jobs) {
    const names = job.name.split(' / ');
    let items = roots;
    let prefix = '';
    for (const [depth, part] of job.key.split('/').slice(0, -1).entries()) {
      prefix += `${part}/`;
      const known = calls.get(prefix);
      if (known === undefined) {
        const nested: JobTreeItem[] = [];
        items.push({ kind: 'call', prefix, name: names[depth] ?? part, items: nested });
        calls.set(prefix, nested);
        items = nested;
      } else {
        items = known;
      }
    }
    items.push({ kind: 'job', job, name: jobName(job) });
  }
  return roots;
}

/** How many calls a job is nested in. */
function depthOf(job: GraphJobShape): number {
  return job.key.split('/').length - 1;
}

/**
 * What people call a job, without the calls around it: as its only leg is called, else as the file says, else, where
 * that is an expression that each leg has its own value of, its key.
 */
function jobName(job: GraphJobShape): string {
  const [leg, another] = job.legs;
  if (leg !== undefined && another === undefined) return withoutCalls(leg.name, depthOf(job));
  if (!job.name.includes('${{')) return withoutCalls(job.name, depthOf(job));
  return job.key.slice(job.key.lastIndexOf('/') + 1);
}

/** What tells a leg from the others of its job: the values of its matrix where its name is the job's and they. */
export function legName(leg: { readonly name: string }, job: GraphJobShape): string {
  const name = withoutCalls(leg.name, depthOf(job));
  const front = `${withoutCalls(job.name, depthOf(job))} (`;
  return name.startsWith(front) && name.endsWith(')') ? name.slice(front.length, -1) : name;
}

function withoutCalls(name: string, depth: number): string {
  const own = name.split(' / ').slice(depth).join(' / ');
  return own === '' ? name : own;
}
