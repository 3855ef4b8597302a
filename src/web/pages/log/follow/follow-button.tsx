import { type ReactNode, useSyncExternalStore } from 'react';
import { Button } from '../../../kit/button.tsx';
import { countText } from '../../../kit/count-text.ts';
import type { StepLines } from '../lines/step-lines.ts';
import { type Following, newLines } from './follow.ts';

/** Whether the page stays at the end of the log that grows; a press goes there, and another one ends that. */
export function FollowButton({
  following,
  lines,
  onFollow,
  onLeave,
}: {
  readonly following: Following;
  /** Of the log that grows; null while its step is closed. */
  readonly lines: StepLines | null;
  readonly onFollow: () => void;
  readonly onLeave: () => void;
}): ReactNode {
  const state = useSyncExternalStore(lines?.subscribe ?? subscribeToNothing, () => lines?.read() ?? null);
  const more = newLines(following, state?.known?.total ?? 0);
  return (
    <Button aria-pressed={following.isOn} onClick={following.isOn ? onLeave : onFollow}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        <path d="M6 1v7M2.8 5 6 8.2 9.2 5M2 11h8" fill="none" stroke="currentColor" strokeWidth="1.6" />
      </svg>
      {following.isOn ? 'Following' : 'Follow'}
      {more > 0 && `: ${countText(more, 'new line')}`}
    </Button>
  );
}

function subscribeToNothing(): () => void {
  return () => undefined;
}
