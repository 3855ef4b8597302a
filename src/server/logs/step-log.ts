import type { JobRecord, RunRecord, StepLogRef, StepRecord } from '../../store/index.ts';

/** Where a step's log lies; null for a step without one. */
export function stepLogRef(run: RunRecord, job: JobRecord, step: StepRecord): StepLogRef | null {
  if (step.file === null) return null;
  return { repository: run.repository, runNumber: run.number, folder: job.folder, file: step.file };
}
