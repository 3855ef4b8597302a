import type { GraphJobShape } from '../../../../server/shapes/index.ts';
import { jobTree, type JobTreeItem } from '../jobs/job-tree.ts';
import {
  LEG_HEIGHT,
  MATRIX_FOOT_HEIGHT,
  MATRIX_HEAD_HEIGHT,
  MOST_LEGS,
  NODE_HEIGHT,
  NODE_WIDTH,
} from './measures.ts';
import { withoutImplied } from './implied-needs.ts';

/** What is drawn of a run, before it has places. */
export interface GraphInput {
  /** In the file's order. */
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Outer ones before those they hold. */
  readonly groups: readonly GraphGroup[];
}

/** A job. */
export interface GraphNode {
  /** Its key. */
  readonly id: string;
  readonly job: GraphJobShape;
  readonly name: string;
  /** The group it is in; null: none. */
  readonly group: string | null;
  readonly width: number;
  readonly height: number;
}

/** A need. `passed`: the job that was needed is over and the other goes on; `blocked`: it never will. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly progress: 'open' | 'passed' | 'blocked';
}

/** The jobs of a called workflow. */
export interface GraphGroup {
  readonly id: string;
  readonly name: string;
  readonly parent: string | null;
}

/** What is drawn of jobs. A need that follows from others is not: its line would only cross them. */
export function graphInput(jobs: readonly GraphJobShape[]): GraphInput {
  const nodes: GraphNode[] = [];
  const groups: GraphGroup[] = [];
  const add = (items: readonly JobTreeItem[], group: string | null): void => {
    for (const item of items) {
      if (item.kind === 'job') {
        nodes.push({ id: item.job.key, job: item.job, name: item.name, group, ...sizeOf(item.job) });
      } else {
        groups.push({ id: item.prefix, name: item.name, parent: group });
        add(item.items, item.prefix);
      }
    }
  };
  add(jobTree(jobs), null);
  return { nodes, edges: edgesOf(jobs), groups };
}

/** Whether a job is drawn as a list of legs, or of more than `MOST_LEGS` their count. */
export function isMatrix({ legs }: GraphJobShape): boolean {
  return legs.length > 1;
}

function sizeOf(job: GraphJobShape): { readonly width: number; readonly height: number } {
  if (!isMatrix(job)) return { width: NODE_WIDTH, height: NODE_HEIGHT };
  const rows = job.legs.length > MOST_LEGS ? 1 : job.legs.length;
  return { width: NODE_WIDTH, height: MATRIX_HEAD_HEIGHT + rows * LEG_HEIGHT + MATRIX_FOOT_HEIGHT };
}

function edgesOf(jobs: readonly GraphJobShape[]): readonly GraphEdge[] {
  const byKey = new Map(jobs.map((job) => [job.key, job]));
  const needs = withoutImplied(new Map(jobs.map((job) => [job.key, job.needs])));
  return jobs.flatMap((job) =>
    (needs.get(job.key) ?? []).flatMap((key) => {
      const needed = byKey.get(key);
      return needed === undefined ? [] : [{ from: key, to: job.key, progress: progressOf(needed, job) }];
    }),
  );
}

function progressOf(needed: GraphJobShape, job: GraphJobShape): GraphEdge['progress'] {
  if (needed.status !== 'completed') return 'open';
  return job.status === 'completed' && job.conclusion === 'skipped' ? 'blocked' : 'passed';
}
