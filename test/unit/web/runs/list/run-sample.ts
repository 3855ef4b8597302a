import type { RunDetailShape, RunListShape } from '../../../../../src/server/shapes/index.ts';

/** A run as the list has it: the higher its number, the newer. Only what the list looks at is there. */
export function sampleRun(id: number, status: RunDetailShape['status'] = 'completed'): RunDetailShape {
  const created_at = new Date(Date.UTC(2026, 0, 1, 0, 0, id)).toISOString();
  return { id, status, created_at } as RunDetailShape;
}

/** A page of a list. @param total default: as many as there are */
export function samplePage(runs: readonly RunDetailShape[], total: number = runs.length): RunListShape {
  return { total_count: total, workflow_runs: runs };
}
