import { exactTimeText } from '../http/time.ts';
import type { UnservedJobShape } from '../shapes/index.ts';
import type { UnservedJob } from '../waiting/index.ts';

/** A job that no worker can take. */
export function unservedJobView({ job, missing }: UnservedJob): UnservedJobShape {
  const { id, name, run, runNumber, repository, labels, createdAt } = job;
  return {
    id,
    name,
    run,
    run_number: runNumber,
    repository,
    labels,
    missing,
    created_at: exactTimeText(createdAt),
  };
}
