/** Address of a run's page. @param attempt null: the newest */
export function runAddress(run: number | string, attempt: number | null = null): string {
  return `/runs/${run}${attempt === null ? '' : `?attempt=${attempt}`}`;
}

/** A step of a log, and a line of it, from 1. */
export interface LogPlace {
  readonly step: number;
  readonly line?: number;
}

/** Address of the log page of a job attempt, at a place of it. */
export function logAddress(run: number | string, job: number, place?: LogPlace): string {
  const address = `/runs/${run}/jobs/${job}`;
  if (place === undefined) return address;
  return `${address}#step:${place.step}${place.line === undefined ? '' : `:${place.line}`}`;
}

/** Address of the page of a run's workflow file, at a line of it, from 1. */
export function fileAddress(run: number | string, line?: number): string {
  return `/runs/${run}/workflow${line === undefined ? '' : `#L${line}`}`;
}

/** Address of a repository's page. @param repository `owner/name` */
export function repositoryAddress(repository: string): string {
  return `/repositories/${repository}`;
}
