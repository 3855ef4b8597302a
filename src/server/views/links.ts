import type { JobId, RepositoryName, RunId } from '../../events/index.ts';

/** Where things are found on the server reached at `base` (no slash at its end). */
export class Links {
  readonly base: string;

  constructor(base: string) {
    this.base = base;
  }

  user(login: string): string {
    return `${this.base}/api/v3/users/${encodeURIComponent(login)}`;
  }

  repository(name: RepositoryName): string {
    return `${this.base}/api/v3/repos/${name}`;
  }

  run(name: RepositoryName, run: RunId): string {
    return `${this.repository(name)}/actions/runs/${run}`;
  }

  job(name: RepositoryName, job: JobId): string {
    return `${this.repository(name)}/actions/jobs/${job}`;
  }

  workflow(name: RepositoryName, workflow: number): string {
    return `${this.repository(name)}/actions/workflows/${workflow}`;
  }

  runPage(run: RunId): string {
    return `${this.base}/runs/${run}`;
  }

  jobPage(run: RunId, job: JobId): string {
    return `${this.base}/runs/${run}/jobs/${job}`;
  }

  /** The page of a workflow's runs. */
  runsOfWorkflow(name: RepositoryName, path: string): string {
    const query = new URLSearchParams({ repository: name, workflow: workflowFile(path) });
    return `${this.base}/?${query.toString()}`;
  }

  badge(name: RepositoryName, path: string): string {
    return `${this.base}/badge/${name}/${encodeURIComponent(workflowFile(path))}.svg`;
  }
}

/** A workflow's file name, as `GET .../workflows/{file}` takes it. */
export function workflowFile(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A stand-in for GitHub's opaque global id. */
export function nodeId(kind: string, id: number): string {
  return Buffer.from(`${kind}:${id}`).toString('base64url');
}
