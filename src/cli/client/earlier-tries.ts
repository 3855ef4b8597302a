import type { GraphShape, JobDetailShape } from '../../server/index.ts';
import { isJob } from './answers.ts';
import type { ApiClient } from './api-client.ts';
import { legsNamed } from './step-logs.ts';

/** A job and the number of one of its tries: `test.2`. */
const TRY_OF_JOB = /^(?<job>.+)\.(?<attempt>\d{1,9})$/s;

/**
 * The ids of the job attempts before the newest ones that a `--job` names: one by its id, or by a job (its key or
 * shown name), a dot and the number of the try, as its folder of logs is named. Empty: it names none of them.
 */
export function earlierTries({ jobs }: GraphShape, name: string | undefined): readonly number[] {
  const legs = jobs.flatMap((job) => job.legs);
  if (name === undefined || legsNamed(legs, name).length > 0) return [];
  const byId = legs.flatMap(({ earlier }) => earlier).filter(({ id }) => String(id) === name);
  const { job, attempt } = TRY_OF_JOB.exec(name)?.groups ?? {};
  if (byId.length > 0 || job === undefined) return byId.map(({ id }) => id);
  return legsNamed(legs, job).flatMap((leg) =>
    [...leg.earlier, leg].filter((one) => one.attempt === Number(attempt)).map(({ id }) => id),
  );
}

/** Reads job attempts. @throws CommandError */
export function readTries(client: ApiClient, ids: readonly number[]): Promise<JobDetailShape[]> {
  return Promise.all(ids.map((id) => client.get(`/api/jobs/${id}`, isJob)));
}

/** The `--job` that names the try before the newest of a leg which `retry` tried again; null: there is no such leg. */
export function triedBefore({ jobs }: GraphShape): string | null {
  for (const { key, legs } of jobs) {
    for (const { earlier, run_attempt } of legs) {
      const last = earlier.findLast((one) => one.run_attempt === run_attempt);
      if (last !== undefined) return `${key}.${last.attempt}`;
    }
  }
  return null;
}
