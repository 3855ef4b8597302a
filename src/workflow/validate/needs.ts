import type { UnplacedProblem } from '../source/source-text.ts';
import { textsOf } from '../definition/read.ts';
import { correctionOf, nearMiss } from '../near-miss.ts';
import { error, type JobNode, type Rule } from './rule.ts';

/** The most jobs of a cycle that a message names. */
const MAX_NAMED = 10;

/** `needs` that name no job, the job itself, or go round in a circle. Ids are compared without case. */
export const needs: Rule = (input) => {
  const { document, jobs } = input;
  const byId = new Map(jobs.map((job) => [job.id.toLowerCase(), job]));
  const spelled = jobs.map((job) => job.id);
  const problems: UnplacedProblem[] = [];
  const graph = new Map<string, string[]>();
  for (const { id, path, job } of jobs) {
    const known: string[] = [];
    textsOf(job['needs']).forEach((need, index) => {
      const place = Array.isArray(job['needs']) ? [...path, 'needs', index] : [...path, 'needs'];
      const finding = findingOf(need, id, byId, spelled);
      if (finding === null) known.push(need.toLowerCase());
      else problems.push(document.atValue(place, finding));
    });
    graph.set(id.toLowerCase(), known);
  }
  for (const cycle of cyclesOf(graph)) {
    const names = cycle.slice(0, MAX_NAMED).map((id) => `\`${byId.get(id)?.id ?? id}\``);
    if (cycle.length > MAX_NAMED) names.push('...');
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
  byId: ReadonlyMap<string, JobNode>,
  spelled: readonly string[],
): ReturnType<typeof error> | null {
  if (need.toLowerCase() === id.toLowerCase())
    return error('cyclic-needs', `The job \`${id}\` needs itself.`);
  if (byId.has(need.toLowerCase())) return null;
  const found = nearMiss(need, spelled);
  const near = found === id ? null : found;
  const hint = near === null ? '.' : `; did you mean \`${near}\`?`;
  return error('unknown-need', `No job has the id \`${need}\`${hint}`, correctionOf(need, near));
}

/** One cycle for each group of jobs that wait for each other. */
function cyclesOf(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const waiting = new Map(graph);
  const cycles: string[][] = [];
  removeStartable(waiting);
  for (let [start] = waiting.keys(); start !== undefined; [start] = waiting.keys()) {
    const cycle = followNeeds(waiting, start);
    cycles.push(cycle);
    for (const id of cycle) waiting.delete(id);
    removeStartable(waiting);
  }
  return cycles;
}

/** Takes away every job that waits for nothing that is left, and what waited only for those. */
function removeStartable(waiting: Map<string, readonly string[]>): void {
  const dependents = new Map<string, string[]>();
  const missing = new Map<string, number>();
  for (const [id, needed] of waiting) {
    const left = needed.filter((other) => waiting.has(other));
    missing.set(id, left.length);
    for (const other of left) {
      const known = dependents.get(other);
      if (known === undefined) dependents.set(other, [id]);
      else known.push(id);
    }
  }
  const startable = [...missing].filter(([, count]) => count === 0).map(([id]) => id);
  for (let id = startable.pop(); id !== undefined; id = startable.pop()) {
    waiting.delete(id);
    for (const dependent of dependents.get(id) ?? []) {
      const count = (missing.get(dependent) ?? 0) - 1;
      missing.set(dependent, count);
      if (count === 0) startable.push(dependent);
    }
  }
}

/** Every job that is left needs one that is left: following them must come back. */
function followNeeds(waiting: ReadonlyMap<string, readonly string[]>, start: string): string[] {
  const visited = new Set<string>();
  let id = start;
  while (!visited.has(id)) {
    visited.add(id);
    id = waiting.get(id)?.find((other) => waiting.has(other)) ?? start;
  }
  const path = [...visited];
  return path.slice(path.indexOf(id));
}
