import type { GraphJobShape } from '../../../../server/shapes/index.ts';
import type { JobTreeItem } from '../jobs/job-tree.ts';
import { itemOf } from '../jobs/needed-items.ts';
import { columnsBetween, columnsOf, type Line } from './columns.ts';
import { withoutImplied } from './implied-needs.ts';
import {
  CALL_HEAD_HEIGHT,
  CALL_PADDING,
  COLUMN_GAP,
  LANE_HEIGHT,
  LEG_HEIGHT,
  MATRIX_HEAD_HEIGHT,
  MOST_LEGS,
  NODE_HEIGHT,
  NODE_WIDTH,
  ROW_GAP,
} from './measures.ts';

/** A job in the graph, or a frame around those of a called workflow. */
export type GraphBox = JobBox | CallBox;

export interface JobBox extends Size {
  readonly kind: 'job';
  /** Its key. */
  readonly id: string;
  readonly job: GraphJobShape;
  readonly name: string;
}

export interface CallBox extends Size {
  readonly kind: 'call';
  /** What the keys of its jobs begin with. */
  readonly id: string;
  readonly name: string;
  readonly inner: GraphLevel;
}

/** In CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A need. `passed`: what was needed is over and the other goes on; `blocked`: the other never will. */
export interface GraphEdge extends Line {
  readonly progress: 'open' | 'passed' | 'blocked';
}

/** The jobs of one file, in columns, and the size they take: both are known before their order in a column is. */
export interface GraphLevel extends Size {
  readonly boxes: readonly GraphBox[];
  readonly edges: readonly GraphEdge[];
  readonly columns: ReadonlyMap<string, number>;
}

/**
 * What is drawn of the jobs of a file. A need of a job in a called workflow is one of the call as a whole; one that
 * follows from others is left out, as its line would only cross them.
 * @param prefix what the keys of these jobs begin with
 * @param jobs all jobs of the run
 */
export function graphLevel(
  items: readonly JobTreeItem[],
  jobs: readonly GraphJobShape[],
  prefix = '',
): GraphLevel {
  const boxes = items.map((item): GraphBox => {
    if (item.kind === 'job') {
      return { kind: 'job', id: item.job.key, job: item.job, name: item.name, ...sizeOfJob(item.job) };
    }
    const inner = graphLevel(item.items, jobs, item.prefix);
    const width = inner.width + 2 * CALL_PADDING;
    const height = inner.height + CALL_HEAD_HEIGHT + CALL_PADDING;
    return { kind: 'call', id: item.prefix, name: item.name, inner, width, height };
  });
  const edges = edgesBetween(jobs, prefix);
  const columns = columnsOf(
    boxes.map(({ id }) => id),
    edges,
  );
  return { boxes, edges, columns, ...sizeOfLevel(boxes, edges, columns) };
}

/** Whether a job is drawn with its legs, or of more than `MOST_LEGS` with the way to them. */
export function isMatrix({ legs }: GraphJobShape): boolean {
  return legs.length > 1;
}

function sizeOfJob(job: GraphJobShape): Size {
  if (!isMatrix(job)) return { width: NODE_WIDTH, height: NODE_HEIGHT };
  const rows = job.legs.length > MOST_LEGS ? 1 : job.legs.length;
  return { width: NODE_WIDTH, height: MATRIX_HEAD_HEIGHT + rows * LEG_HEIGHT };
}

function sizeOfLevel(
  boxes: readonly GraphBox[],
  edges: readonly GraphEdge[],
  columns: ReadonlyMap<string, number>,
): Size {
  const widths: number[] = [];
  const heights: number[] = [];
  const add = (column: number, { width, height }: Size): void => {
    widths[column] = Math.max(widths[column] ?? 0, width);
    heights[column] = (heights[column] ?? -ROW_GAP) + ROW_GAP + height;
  };
  for (const box of boxes) add(columns.get(box.id) ?? 0, box);
  for (const edge of edges) {
    for (const column of columnsBetween(edge, columns)) add(column, { width: 0, height: LANE_HEIGHT });
  }
  return {
    width: widths.reduce((sum, width) => sum + width + COLUMN_GAP, -COLUMN_GAP),
    height: Math.max(0, ...heights),
  };
}

function edgesBetween(jobs: readonly GraphJobShape[], prefix: string): readonly GraphEdge[] {
  const byKey = new Map(jobs.map((job) => [job.key, job]));
  const progresses = new Map<string, Map<string, GraphEdge['progress'][]>>();
  for (const job of jobs) {
    const to = itemOf(job.key, prefix);
    if (to === null) continue;
    const into = progresses.get(to) ?? new Map<string, GraphEdge['progress'][]>();
    progresses.set(to, into);
    for (const key of job.needs) {
      const needed = byKey.get(key);
      const from = itemOf(key, prefix);
      if (needed === undefined || from === null || from === to) continue;
      into.set(from, [...(into.get(from) ?? []), progressOf(needed, job)]);
    }
  }
  const needs = withoutImplied(new Map([...progresses].map(([id, into]) => [id, [...into.keys()]])));
  return [...needs].flatMap(([to, ids]) =>
    ids.map((from) => ({ from, to, progress: together(progresses.get(to)?.get(from) ?? []) })),
  );
}

function progressOf(needed: GraphJobShape, job: GraphJobShape): GraphEdge['progress'] {
  if (needed.status !== 'completed') return 'open';
  return job.status === 'completed' && job.conclusion === 'skipped' ? 'blocked' : 'passed';
}

function together(progresses: readonly GraphEdge['progress'][]): GraphEdge['progress'] {
  if (progresses.includes('open')) return 'open';
  return progresses.includes('passed') ? 'passed' : 'blocked';
}
