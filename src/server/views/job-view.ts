import type { JobRecord, RunRecord, StepRecord } from '../../store/index.ts';
import { exactTimeText, exactTimeTextOrNull, timeText, timeTextOrNull } from '../http/time.ts';
import type { JobDetailShape, JobShape, StepDetailShape, StepShape, WaitingShape } from '../shapes/index.ts';
import { waitingWords } from '../waiting/words.ts';
import { numericId } from '../../store/index.ts';
import { type Links, nodeId } from './links.ts';

/** A job attempt in GitHub's shape. */
export function jobView(
  job: JobRecord,
  steps: readonly StepRecord[],
  run: RunRecord,
  links: Links,
): JobShape {
  return { ...jobFields(job, run, links), steps: steps.map(stepView) };
}

/** A job attempt with what GitHub has no field for and exact times; annotations of its steps come first. */
export function jobDetailView(
  job: JobRecord,
  { steps, waiting }: { readonly steps: readonly StepRecord[]; readonly waiting: WaitingShape | null },
  run: RunRecord,
  links: Links,
): JobDetailShape {
  return {
    ...jobFields(job, run, links),
    created_at: exactTimeText(job.createdAt),
    started_at: exactTimeText(job.startedAt ?? job.createdAt),
    completed_at: exactTimeTextOrNull(job.completedAt),
    steps: steps.map(stepDetailView),
    key: job.key,
    leg: job.leg.index,
    attempt: job.attempt,
    reason: (waiting && waitingWords(waiting, job.run)) ?? job.reason,
    waiting,
    outputs: job.outputs,
    annotations: [...steps.flatMap((step) => step.annotations), ...job.annotations],
    folder: job.folder,
  };
}

function jobFields(job: JobRecord, run: RunRecord, links: Links): Omit<JobShape, 'steps'> {
  const url = links.job(run.repository, job.id);
  return {
    id: job.id,
    run_id: job.run,
    run_url: links.run(run.repository, job.run),
    run_attempt: job.runAttempt,
    node_id: nodeId('CheckRun', job.id),
    head_sha: run.sha,
    head_branch: run.branch,
    url,
    html_url: links.jobPage(job.run, job.id),
    status: job.status,
    conclusion: job.conclusion,
    created_at: timeText(job.createdAt),
    started_at: timeText(job.startedAt ?? job.createdAt),
    completed_at: timeTextOrNull(job.completedAt),
    name: job.name,
    check_run_url: url,
    labels: job.labels,
    runner_id: job.worker === null ? null : numericId(job.worker),
    runner_name: job.workerName,
    runner_group_id: null,
    runner_group_name: null,
    workflow_name: run.workflow.name,
  };
}

function stepView(step: StepRecord): StepShape {
  return {
    name: step.name,
    number: step.number,
    status: step.status,
    conclusion: step.conclusion,
    started_at: timeTextOrNull(step.startedAt),
    completed_at: timeTextOrNull(step.completedAt),
  };
}

function stepDetailView(step: StepRecord): StepDetailShape {
  return {
    ...stepView(step),
    started_at: exactTimeTextOrNull(step.startedAt),
    completed_at: exactTimeTextOrNull(step.completedAt),
    log: step.file === null ? null : { file: step.file, lines: step.lines, bytes: step.bytes },
    summary: step.summary,
    summary_cut: false,
  };
}
