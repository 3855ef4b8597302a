import type { ReactNode } from 'react';
import type { RunDetailShape } from '../../../../server/shapes/index.ts';
import { Duration } from '../../../kit/duration.tsx';
import { VisuallyHidden } from '../../../kit/visually-hidden.tsx';
import { isInvalidFile } from './run-words.ts';

/** How long a run took, or has taken so far; a dash where nothing has run. */
export function RunTook({ run }: { readonly run: RunDetailShape }): ReactNode {
  const isOver = run.status === 'completed';
  const hasRun = run.status !== 'queued' && !isInvalidFile(run);
  return (
    <>
      <Duration from={hasRun ? run.run_started_at : null} to={isOver ? run.updated_at : null} />
      {hasRun && !isOver && <VisuallyHidden> so far</VisuallyHidden>}
    </>
  );
}
