import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { runKey } from '../api/runs.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { ErrorNotice } from '../kit/error-notice.tsx';
import { focusHeading } from '../kit/page.tsx';
import { changeRun } from './change-run.ts';
import type { RunChange } from './run-change.ts';

/** Asks before something is done to a run, does it, and says why where it could not be done. */
export function ChangeDialog({
  repository,
  change,
  title,
  verb,
  danger = false,
  onDone,
  onClose,
  children,
}: {
  readonly repository: string;
  readonly change: RunChange;
  readonly title: string;
  /** On the button that does it: "Cancel run". */
  readonly verb: string;
  readonly danger?: boolean;
  readonly onDone: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const client = useQueryClient();
  const doing = useMutation({
    mutationFn: () => changeRun(repository, change),
    onSuccess: async () => {
      onDone();
      await client.invalidateQueries({ queryKey: runKey(String(change.run)) });
      // The button that asked goes away once the change shows.
      focusHeading();
    },
  });
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button kind={danger ? 'danger' : 'primary'} busy={doing.isPending} onClick={() => doing.mutate()}>
            {verb}
          </Button>
        </>
      }
    >
      {children}
      {doing.isError && <ErrorNotice what="It was not done" error={doing.error} />}
    </Dialog>
  );
}
