import { type ReactNode, useId, useSyncExternalStore } from 'react';
import type { StepDetailShape } from '../../../../server/shapes/index.ts';
import { ErrorNotice } from '../../../kit/error-notice.tsx';
import { Skeleton } from '../../../kit/skeleton.tsx';
import { isWhole, type StepLines, type StepLinesState } from '../lines/step-lines.ts';
import type { LineRange } from '../place/fragment.ts';
import type { LineView } from '../view/line-view.ts';
import { StepLog } from '../view/step-log.tsx';
import { ROW_PIXELS } from '../window/guessed-heights.ts';
import { MOST_PIXELS } from '../window/log-window.ts';
import type { Goal } from '../view/use-goal.ts';
import { LogFacts } from './log-facts.tsx';
import { StepHeader } from './step-header.tsx';
import styles from './step-section.module.css';
import { absenceOf, emptinessOf, LOG_IS_LONG } from './step-words.ts';

/** A step: its heading, and its log while it is open. */
export function StepSection({
  job,
  step,
  lines,
  view,
  goal,
  selected,
  match,
  isFollowed,
  onToggle,
  onChoose,
}: {
  readonly job: string;
  readonly step: StepDetailShape;
  /** Null: closed. */
  readonly lines: StepLines | null;
  readonly view: LineView;
  readonly goal: Goal | null;
  readonly selected: LineRange | null;
  readonly match: number | null;
  readonly isFollowed: boolean;
  readonly onToggle: (step: number) => void;
  readonly onChoose: (step: number, number: number, extend: boolean) => void;
}): ReactNode {
  const id = useId();
  const state = useSyncExternalStore(lines?.subscribe ?? subscribeToNothing, lines?.read ?? readNothing);
  const total = Math.max(state?.known?.total ?? 0, step.log?.lines ?? 0);
  return (
    <section className={styles['step']}>
      <StepHeader
        step={step}
        isOpen={lines !== null}
        controls={id}
        lines={step.log === null ? null : total}
        onToggle={() => onToggle(step.number)}
      />
      {lines !== null && (
        <div id={id}>
          <Words step={step} state={state} onRetry={() => lines.refresh()} />
          {step.log !== null && state?.known != null && state.known.total > 0 && (
            <>
              <LogFacts job={job} step={step.number} known={state.known} />
              {!isWhole(state.known) && <p className={styles['words']}>{LOG_IS_LONG}</p>}
              <StepLog
                job={job}
                step={step.number}
                name={step.name}
                lines={lines}
                view={view}
                goal={goal}
                selected={selected}
                match={match}
                isFollowed={isFollowed}
                onChoose={onChoose}
              />
            </>
          )}
        </div>
      )}
    </section>
  );
}

/** What is said where there are no lines. */
function Words({
  step,
  state,
  onRetry,
}: {
  readonly step: StepDetailShape;
  readonly state: StepLinesState | null;
  readonly onRetry: () => void;
}): ReactNode {
  const absence = absenceOf(step);
  if (absence !== null) return <p className={styles['words']}>{absence}</p>;
  if (state === null) return null;
  const { known, problem } = state;
  const emptiness = emptinessOf(known, step.log?.lines ?? 0, problem === 'gone');
  if (emptiness !== null) return <p className={styles['words']}>{emptiness}</p>;
  if (problem !== null && problem !== 'gone') {
    return <ErrorNotice what="The log could not be read" error={problem.error} onRetry={onRetry} />;
  }
  if (known !== null) return null;
  return (
    <div className={styles['words']} style={{ minHeight: likelyHeight(step) }}>
      <Skeleton lines={6} height="0.8rem" label="Loading the log" />
    </div>
  );
}

/** Pixels that a log takes, by what is known of it before it is read: nothing below it jumps when it comes. */
function likelyHeight(step: StepDetailShape): number {
  return Math.min((step.log?.lines ?? 0) * ROW_PIXELS, MOST_PIXELS);
}

function subscribeToNothing(): () => void {
  return () => undefined;
}

function readNothing(): null {
  return null;
}
