import { type ReactNode, useState } from 'react';
import type { GraphJobShape, RunDetailShape } from '../../server/shapes/index.ts';
import { useCanChange } from '../api/session.ts';
import { Button } from '../kit/button.tsx';
import { VisuallyHidden } from '../kit/visually-hidden.tsx';
import { ChangeDialog } from './change-dialog.tsx';
import { SignInToChange } from '../kit/sign-in-to-change.tsx';
import { type RunQuestion, runQuestions } from './run-questions.ts';

/** What can be done to a run as it is now: cancel it, or run it again. */
export function RunActions({
  run,
  jobs,
}: {
  readonly run: RunDetailShape;
  readonly jobs: readonly GraphJobShape[];
}): ReactNode {
  const canChange = useCanChange();
  const [asked, setAsked] = useState<RunQuestion | null>(null);
  const [done, setDone] = useState<RunQuestion | null>(null);
  const wasCancelled = done?.change.kind === 'cancel' && done.attempt === run.run_attempt;
  const questions = runQuestions(run, jobs, wasCancelled);
  if (questions.length > 0 && !canChange) return <SignInToChange what="cancel or rerun" />;
  return (
    <>
      {questions.map((question) => (
        <Button
          key={question.change.kind}
          kind={question.danger ? 'danger' : 'plain'}
          onClick={() => setAsked(question)}
        >
          {question.verb}
        </Button>
      ))}
      <VisuallyHidden>
        <span role="status">{done?.done}</span>
      </VisuallyHidden>
      {asked !== null && (
        <ChangeDialog
          repository={run.repository.full_name}
          change={asked.change}
          title={asked.title}
          verb={asked.verb}
          danger={asked.danger}
          onDone={() => {
            setDone(asked);
            setAsked(null);
          }}
          onClose={() => setAsked(null)}
        >
          <p>{asked.text}</p>
        </ChangeDialog>
      )}
    </>
  );
}
