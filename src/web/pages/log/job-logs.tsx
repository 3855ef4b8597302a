import type { ReactNode } from 'react';
import type { JobDetailShape } from '../../../server/shapes/index.ts';
import { AnnotationList } from './annotations/annotation-list.tsx';
import { FollowButton } from './follow/follow-button.tsx';
import styles from './job-logs.module.css';
import { SelectionBar } from './place/selection-bar.tsx';
import { ComingSteps } from './steps/coming-steps.tsx';
import { StepSection } from './steps/step-section.tsx';
import { LogTools } from './tools/log-tools.tsx';
import { useSetting } from './tools/use-setting.ts';
import { useJobLogs } from './use-job-logs.ts';
import terminal from './view/terminal-colours.module.css';

/** The steps of a job with their logs, and what is done with them. */
export function JobLogs({
  run,
  job,
  isRunOver,
}: {
  readonly run: string;
  readonly job: JobDetailShape;
  /** Whether no job of the run will change any more. */
  readonly isRunOver: boolean;
}): ReactNode {
  const id = String(job.id);
  const [showsTimes, setTimes] = useSetting('log-times', false);
  const [wraps, setWrap] = useSetting('log-wrap', true);
  const logs = useJobLogs(run, job, isRunOver);
  const { search, selection, following } = logs;
  return (
    <>
      <AnnotationList annotations={job.annotations} onGo={logs.goToLine} />
      <div className={`${styles['logs']} ${terminal['colours']}`}>
        {job.steps.length > 0 && (
          <LogTools
            search={search}
            showsTimes={showsTimes}
            wraps={wraps}
            onTimes={setTimes}
            onWrap={setWrap}
          />
        )}
        {job.steps.map((step) => (
          <StepSection
            key={step.number}
            job={id}
            step={step}
            lines={logs.open.get(step.number) ?? null}
            view={{ showsTimes, wraps, needle: search.needle }}
            goal={logs.goal?.step === step.number ? logs.goal : null}
            selected={selection?.range.step === step.number ? selection.range : null}
            match={search.found?.step === step.number ? search.found.line : null}
            isFollowed={following.isOn && logs.followed === step.number}
            onToggle={logs.toggle}
            onChoose={logs.choose}
          />
        ))}
        <ComingSteps run={run} job={job} />
      </div>
      <div className={styles['floating']}>
        {selection !== null && <SelectionBar job={id} range={selection.range} onClear={logs.clear} />}
        {logs.followed !== null && job.status !== 'completed' && (
          <FollowButton
            following={following}
            lines={logs.open.get(logs.followed) ?? null}
            onFollow={logs.follow}
            onLeave={logs.leave}
          />
        )}
      </div>
    </>
  );
}
