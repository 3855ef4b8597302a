import type { JobId, JobIntroduction, RunbookEvent, RunId } from '../../events/index.ts';
import type { JobView, RunView, StepView } from '../terminal/run-view.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A job attempt with what introduced it. */
interface Job extends Writable<JobView> {
  readonly id: JobId;
  readonly run: RunId;
  readonly introduction: JobIntroduction;
  readonly steps: Writable<StepView>[];
  /** Whether its nested jobs are shown instead of it. */
  isHidden: boolean;
}

interface Run extends Omit<Writable<RunView>, 'jobs'> {
  readonly id: RunId;
  readonly number: number;
  readonly workflowName: string;
}

/** Keeps what the runs of one `runbook run` have come to, from counted events in log order. */
export class RunProgress {
  readonly #runs = new Map<RunId, Run>();
  readonly #jobs = new Map<JobId, Job>();

  /** Takes one event. @param at the log's stamp, milliseconds */
  add(event: RunbookEvent, at: number): void {
    if (event.type === 'run_requested' || event.type === 'workflow_rejected') {
      this.#runs.set(event.run, newRun(event, at));
    } else if (event.type === 'run_completed') {
      const run = this.#runs.get(event.run);
      const end = { conclusion: event.conclusion, completedAt: at, reason: event.reason ?? null };
      if (run !== undefined) Object.assign(run, end);
    } else if (event.type === 'call_completed') {
      this.#complete(event.job, event.conclusion, event.reason, at);
      // What no nested job says.
      if (event.reason !== undefined) this.#update(event.job, { isHidden: false });
    } else if ('attempt' in event) {
      this.#introduced(event, at);
    } else if ('step' in event) {
      this.#step(event, at);
    } else if (event.type === 'job_started') {
      this.#update(event.job, { status: 'in_progress', startedAt: at });
    } else if (event.type === 'job_completed') {
      this.#complete(event.job, event.conclusion, event.reason, at);
    } else if (event.type === 'job_returned') {
      this.#jobs.delete(event.job);
    }
  }

  /** The runs so far, in the order of their numbers. */
  views(): RunView[] {
    return [...this.#runs.values()]
      .sort((one, other) => one.number - other.number)
      .map((run) => ({ ...run, jobs: this.#jobsOf(run.id) }));
  }

  /** The runs that have not concluded. */
  unfinished(): RunId[] {
    return [...this.#runs.values()].filter((run) => run.conclusion === null).map((run) => run.id);
  }

  /** Key and shown name of a job attempt; null before its first event. */
  job(id: JobId): { readonly key: string; readonly name: string; readonly run: RunId } | null {
    const job = this.#jobs.get(id);
    return job === undefined ? null : { key: job.introduction.key, name: job.name, run: job.run };
  }

  /** The name of a run's workflow. */
  workflowName(id: RunId): string {
    return this.#runs.get(id)?.workflowName ?? '';
  }

  /** How many runs there are. */
  get runCount(): number {
    return this.#runs.size;
  }

  /** Where the logs of a job attempt would be; null before its first event. */
  place(id: JobId): { readonly runNumber: number; readonly folder: string } | null {
    const job = this.#jobs.get(id);
    const run = job && this.#runs.get(job.run);
    return run === undefined || job === undefined
      ? null
      : { runNumber: run.number, folder: job.introduction.folder };
  }

  #jobsOf(run: RunId): JobView[] {
    return [...this.#jobs.values()].filter((job) => job.run === run && !job.isHidden);
  }

  #introduced(event: Extract<RunbookEvent, { readonly attempt: number }>, at: number): void {
    if (!this.#jobs.has(event.job)) {
      this.#followed(event);
      this.#jobs.set(event.job, newJob(event));
    }
    if (event.type === 'job_waiting') this.#update(event.job, { status: 'waiting', reason: event.reason });
    if (event.type === 'job_offered') this.#update(event.job, { status: 'queued', reason: null });
    if (event.type === 'workflow_called')
      this.#update(event.job, { status: 'in_progress', startedAt: at, isHidden: true });
    if (event.type === 'job_skipped') this.#complete(event.job, 'skipped', event.reason, at);
    if (event.type === 'job_cancelled' && event.conclusion !== null) {
      this.#complete(event.job, event.conclusion, event.reason, at);
    }
  }

  /** A leg's attempt that ended and is followed by another says so. */
  #followed(next: JobIntroduction & { readonly run: RunId }): void {
    for (const job of this.#jobs.values()) {
      const { key, leg } = job.introduction;
      const isBefore = job.run === next.run && key === next.key && leg.index === next.leg.index;
      if (isBefore) job.reason ??= 'tried again';
    }
  }

  #step(event: Extract<RunbookEvent, { type: 'step_started' | 'step_completed' }>, at: number): void {
    const job = this.#jobs.get(event.job);
    if (job === undefined) return;
    let step = job.steps.find((one) => one.number === event.step);
    if (step === undefined) {
      step = { number: event.step, name: event.name, conclusion: null, startedAt: null, completedAt: null };
      job.steps.push(step);
    }
    if (event.type === 'step_started') step.startedAt = at;
    else Object.assign(step, { conclusion: event.conclusion, completedAt: at });
  }

  #complete(id: JobId, conclusion: JobView['conclusion'], reason: string | undefined, at: number): void {
    this.#update(id, { status: 'completed', conclusion, reason: reason ?? null, completedAt: at });
  }

  #update(id: JobId, change: Partial<JobView & Pick<Job, 'isHidden'>>): void {
    const job = this.#jobs.get(id);
    if (job !== undefined) Object.assign(job, change);
  }
}

function newRun(
  event: Extract<RunbookEvent, { type: 'run_requested' | 'workflow_rejected' }>,
  at: number,
): Run {
  // The files were checked before: what is left can be known only by evaluating, such as a run-name.
  const rejected = event.type === 'workflow_rejected';
  return {
    id: event.run,
    number: event.number,
    workflowName: event.workflow.name,
    title: event.workflow.name,
    conclusion: rejected ? 'failure' : null,
    reason: rejected ? event.errors.map(({ message }) => message).join(' ') : null,
    startedAt: at,
    completedAt: rejected ? at : null,
  };
}

function newJob(event: JobIntroduction & { readonly job: JobId; readonly run: RunId }): Job {
  return {
    id: event.job,
    run: event.run,
    introduction: event,
    name: event.name,
    status: 'queued',
    conclusion: null,
    reason: null,
    startedAt: null,
    completedAt: null,
    steps: [],
    isHidden: false,
  };
}
