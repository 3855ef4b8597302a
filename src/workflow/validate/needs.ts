import type { Problem } from '../../events/problem.ts';
import { textsOf } from '../definition/read.ts';
import { nearMiss } from '../near-miss.ts';
import { error, type JobNode, type Rule } from './rule.ts';

/** `needs` that name no job, the job itself, or go round in a circle. Ids are compared without case. */
export const needs: Rule = (input) => {
  const { document, jobs } = input;
  const byId = new Map(jobs.map((job) => [job.id.toLowerCase(), job]));
  const problems: Problem[] = [];
  const graph = new Map<string, string[]>();
  for (const { id, path, job } of jobs) {
    const known: string[] = [];
    textsOf(job['needs']).forEach((need, index) => {
      const place = Array.isArray(job['needs']) ? [...path, 'needs', index] : [...path, 'needs'];
      const finding = findingOf(need, id, jobs, byId);
      if (finding === null) known.push(need.toLowerCase());
      else problems.push(document.atValue(place, finding));
    });
    graph.set(id.toLowerCase(), known);
  }
  for (const cycle of cyclesOf(graph)) {
    const names = cycle.map((id) => `\`${byId.get(id)?.id ?? id}\``);
    const message = `The jobs ${names.join(' -> ')} -> ${names[0] ?? ''} need each other; none of them can start.`;
    const first = byId.get(cycle[0] ?? '');
    if (first !== undefined)
      problems.push(document.atKey([...first.path, 'needs'], error('cyclic-needs', message)));
  }
  return problems;
};

function findingOf(
  need: string,
  id: string,
  jobs: readonly JobNode[],
  byId: ReadonlyMap<string, JobNode>,
): ReturnType<typeof error> | null {
  if (need.toLowerCase() === id.toLowerCase())
    return error('cyclic-needs', `The job \`${id}\` needs itself.`);
  if (byId.has(need.toLowerCase())) return null;
  const near = nearMiss(
    need,
    jobs.map((job) => job.id).filter((candidate) => candidate !== id),
  );
  const hint = near === null ? '.' : `; did you mean \`${near}\`?`;
  return error('unknown-need', `No job has the id \`${need}\`${hint}`);
}

/** One cycle for each group of jobs that wait for each other. */
function cyclesOf(graph: Map<string, string[]>): string[][] {
  const waiting = new Map(graph);
  const cycles: string[][] = [];
  for (;;) {
    removeStartable(waiting);
    const [start] = waiting.keys();
    if (start === undefined) return cycles;
    const cycle = followNeeds(waiting, start);
    cycles.push(cycle);
    for (const id of cycle) waiting.delete(id);
  }
}

/** Takes away, again and again, every job that waits for nothing that is left. */
function removeStartable(waiting: Map<string, string[]>): void {
  let removed = true;
  while (removed) {
    removed = false;
    for (const [id, needed] of waiting) {
      if (needed.some((other) => waiting.has(other))) continue;
      waiting.delete(id);
      removed = true;
    }
  }
}

/** Every job that is left needs one that is left: following them must come back. */
function followNeeds(waiting: ReadonlyMap<string, string[]>, start: string): string[] {
  const visited: string[] = [];
  let id = start;
  while (!visited.includes(id)) {
    visited.push(id);
    id = waiting.get(id)?.find((other) => waiting.has(other)) ?? start;
  }
  return visited.slice(visited.indexOf(id));
}
