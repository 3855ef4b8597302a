import { type ReactNode, useState } from 'react';
import type { JobDetailShape, RunDetailShape } from '../../server/shapes/index.ts';
import { useCanChange } from '../api/session.ts';
import { Button } from '../kit/button.tsx';
import { ChangeDialog } from './change-dialog.tsx';

/** Runs one job of a finished run again, with what depends on it; nothing where that cannot be done now. */
export function RerunJobButton({
  run,
  job,
  onDone = () => undefined,
}: {
  readonly run: RunDetailShape;
  readonly job: JobDetailShape;
  readonly onDone?: () => void;
}): ReactNode {
  const canChange = useCanChange();
  const [isAsked, setAsked] = useState(false);
  const isNewest = job.run_attempt === run.run_attempt;
  if (!canChange || !isNewest || run.status !== 'completed') return null;
  return (
    <>
      <Button onClick={() => setAsked(true)}>Rerun job</Button>
      {isAsked && (
        <ChangeDialog
          repository={run.repository.full_name}
          change={{ kind: 'rerun-job', run: run.id, job: job.id }}
          title={`Rerun ${job.name}?`}
          verb="Rerun job"
          onDone={() => {
            setAsked(false);
            onDone();
          }}
          onClose={() => setAsked(false)}
        >
          <p>
            It runs again at the same commit, and so does what depends on it. The other jobs keep their
            results.
          </p>
        </ChangeDialog>
      )}
    </>
  );
}
