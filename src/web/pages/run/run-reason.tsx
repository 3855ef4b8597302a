import type { ReactNode } from 'react';
import type { RunDetailShape } from '../../../server/shapes/index.ts';
import { ButtonLink } from '../../kit/button-link.tsx';
import { Notice } from '../../kit/notice.tsx';
import { runAddress } from '../../addresses.ts';
import { sentence } from './jobs/standing.ts';

/** Why a run waits or ended so, where its jobs do not say it. */
export function RunReason({ run }: { readonly run: RunDetailShape }): ReactNode {
  // The mistakes of a file say more.
  if (run.reason === null || run.errors.length > 0) return null;
  const behind = run.waiting?.kind === 'group' ? run.waiting.behind : null;
  return (
    <Notice
      tone={run.conclusion === 'failure' ? 'error' : 'info'}
      actions={
        behind !== null && <ButtonLink href={runAddress(behind.run)}>See run #{behind.run_number}</ButtonLink>
      }
    >
      {sentence(run.reason)}
    </Notice>
  );
}
