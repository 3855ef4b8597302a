import type { JobId, JobIntroduction, Leg, RepositoryName, RunId } from '../../events/index.ts';
import { logFolder } from '../../workflow/index.ts';
import {
  callAround,
  type JobState,
  type LegState,
  legName,
  legOfCall,
  type RunState,
} from '../state/index.ts';
import type { Batch } from './batch.ts';

/** What every event has that introduces an attempt or is about one. */
export interface Introduction extends JobIntroduction {
  readonly repository: RepositoryName;
  readonly run: RunId;
  readonly job: JobId;
}

/** The introduction of an attempt that is there, to be repeated. */
export function introductionOf(run: RunState, job: JobState, { leg, attempt }: LegState): Introduction {
  return {
    repository: run.repository,
    run: run.id,
    job: attempt.job,
    key: job.key,
    leg,
    attempt: attempt.attempt,
    runAttempt: run.runAttempt,
    name: attempt.name,
    folder: attempt.folder,
  };
}

/** Introduces the next attempt of a leg: a new job id, and a log folder that nobody else has. */
export function introduceNext(
  batch: Batch,
  run: RunState,
  next: { readonly key: string; readonly leg: Leg; readonly name: string; readonly folders: Set<string> },
): Introduction {
  const { key, leg, name, folders } = next;
  const job = batch.nextJobId();
  const attempt = (run.tries.get(legName(key, leg.index)) ?? 0) + 1;
  const folder = logFolder(name, attempt, folders, job);
  folders.add(folder.toLowerCase());
  const { repository, id, runAttempt } = run;
  return { repository, run: id, job, key, leg, attempt, runAttempt, name, folder };
}

/** The name that is shown of a job: a nested one's begins with its call's, `deploy / build (20)`, as on GitHub. */
export function shownName(run: RunState, job: JobState, name: string): string {
  const call = callAround(run, job.key);
  const calling = call && legOfCall(run, call)?.attempt.name;
  return calling === undefined ? name : `${calling} / ${name}`;
}
