import type { ReactNode } from 'react';
import type { RunDetailShape } from '../../server/shapes/index.ts';
import { Duration } from './duration.tsx';
import { VisuallyHidden } from './visually-hidden.tsx';

/** How long a run took, or has taken so far; a dash where nothing has run: it waits, or its file has mistakes. */
export function RunTook({
  run,
}: {
  readonly run: Pick<RunDetailShape, 'status' | 'errors' | 'run_started_at' | 'updated_at'>;
}): ReactNode {
  const isOver = run.status === 'completed';
  const hasRun = run.status !== 'queued' && run.errors.length === 0;
  return (
    <>
      <Duration from={hasRun ? run.run_started_at : null} to={isOver ? run.updated_at : null} />
      {hasRun && !isOver && <VisuallyHidden> so far</VisuallyHidden>}
    </>
  );
}
