import { useEffect, useEffectEvent, useState } from 'react';
import type { JobDetailShape } from '../../../server/shapes/index.ts';
import { useJobLive } from './data/use-job-live.ts';
import { FOLLOWING, type Following } from './follow/follow.ts';
import { useFollowing } from './follow/use-following.ts';
import type { StepLines } from './lines/step-lines.ts';
import { type Opening, openingOf } from './place/opening.ts';
import type { LineSelection } from './place/selection.ts';
import { usePlace } from './place/use-place.ts';
import { type LogSearch, useLogSearch } from './search/use-log-search.ts';
import { useGrowingStep } from './steps/use-growing-step.ts';
import { useOpenSteps } from './steps/use-open-steps.ts';
import type { Goal } from './view/use-goal.ts';

/** What is open, selected, searched for and followed on a log page, and what changes it. */
export interface JobLogsState {
  readonly open: ReadonlyMap<number, StepLines>;
  readonly goal: Goal | null;
  readonly selection: LineSelection | null;
  readonly search: LogSearch;
  readonly following: Following;
  /** The step whose end is followed: the one that runs, or whose log is still on its way. */
  readonly followed: number | null;
  readonly toggle: (step: number) => void;
  readonly choose: (step: number, number: number, extend: boolean) => void;
  readonly clear: () => void;
  /** @param line from 0 */
  readonly goToLine: (step: number, line: number) => void;
  readonly follow: () => void;
  readonly leave: () => void;
}

const STANDING: Following = { isOn: false, seen: 0 };

/** Keeps how the log page of a job stands, and keeps it up to date. */
export function useJobLogs(run: string, job: JobDetailShape, isRunOver: boolean): JobLogsState {
  const id = String(job.id);
  const { open, show, toggle } = useOpenSteps(id, (step) =>
    job.steps.some(({ number, log }) => number === step && log !== null),
  );
  const { place, selection, choose, clear } = usePlace();
  const growing = useGrowingStep(open);
  const running = job.steps.find(({ status }) => status === 'in_progress')?.number ?? null;
  const followed = running ?? growing;
  const totalNow = (): number => (followed === null ? 0 : (open.get(followed)?.read().known?.total ?? 0));

  const [opening] = useState(() => openingOf(job, place));
  const [goal, setGoal] = useState<Goal | null>(null);
  const beginsAtEnd = job.status !== 'completed' && (opening === null || opening.target.kind === 'end');
  const [following, tell] = useFollowing(totalNow, beginsAtEnd ? FOLLOWING : STANDING);
  const leave = (): void => tell({ kind: 'left', total: totalNow() });
  const go = (to: Opening, takesFocus: boolean): void => {
    show(to.step);
    setGoal({ ...to, takesFocus });
    if (to.target.kind !== 'end') leave();
  };
  const goToLine = (step: number, line: number): void => go({ step, target: { kind: 'line', line } }, true);

  const openFirst = useEffectEvent(() => {
    if (opening !== null) go(opening, false);
  });
  useEffect(() => openFirst(), []);
  const [firstPlace] = useState(place);
  const goToPlace = useEffectEvent(() => {
    const to = openingOf({ steps: job.steps, annotations: [] }, place);
    if (place !== null && place !== firstPlace && to?.step === place.step) go(to, true);
  });
  useEffect(() => goToPlace(), [place]);

  const refresh = (isStale: (step: number) => boolean): void => {
    for (const [step, lines] of open) {
      if (lines.read().known?.complete === false && isStale(step)) lines.refresh();
    }
  };
  const refreshEnded = useEffectEvent(() => {
    refresh((step) => job.steps.some(({ number, status }) => number === step && status === 'completed'));
  });
  // What the log of a step that is over lacks, no message brings any more.
  useEffect(() => refreshEnded(), [job.steps]);
  const showFollowed = useEffectEvent((step: number) => show(step));
  useEffect(() => {
    if (following.isOn && running !== null) showFollowed(running);
  }, [following.isOn, running]);
  const showFailure = useEffectEvent(() => {
    const failed = following.isOn ? openingOf(job, null) : null;
    if (failed !== null) go(failed, false);
  });
  // Whoever followed it to its end is led to what broke.
  useEffect(() => {
    if (job.status === 'completed') showFailure();
  }, [job.status]);
  useJobLive(
    { run, job: id, follows: !isRunOver || job.status !== 'completed' || growing !== null, step: growing },
    (log) => open.get(log.step)?.take(log),
    () => refresh(() => true),
  );

  const search = useLogSearch(
    id,
    job.steps.flatMap(({ number, log }) => (log === null ? [] : number)),
    ({ step, line }) => go({ step, target: { kind: 'line', line } }, false),
  );
  return {
    open,
    goal,
    selection,
    search,
    following,
    followed,
    toggle: (step) => {
      if (open.has(step) && step === followed) leave();
      setGoal(null);
      toggle(step);
    },
    choose: (step, number, extend) => {
      leave();
      choose(step, number, extend);
    },
    clear,
    goToLine,
    follow: () => tell({ kind: 'asked' }),
    leave,
  };
}
