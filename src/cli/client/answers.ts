/** Checks of the server's answers: the fields that the commands rely on, before they do. */
import { isJsonObject } from '../../events/index.ts';
import type {
  GraphShape,
  LogRangeShape,
  HookKeyShape,
  JobDetailShape,
  RegisteredShape,
  RepositoryListShape,
  RunDetailShape,
  RunListShape,
  SecretListShape,
  SignInLinkShape,
} from '../../server/index.ts';

type Kind = 'string' | 'number' | 'boolean' | 'array' | 'object';

/** `GET /api/runs/{run}` */
export function isRun(value: unknown): value is RunDetailShape {
  return has(value, {
    id: 'number',
    run_number: 'number',
    name: 'string',
    status: 'string',
    event: 'string',
    created_at: 'string',
    repository: 'object',
    errors: 'array',
  });
}

/** `GET /api/runs` */
export function isRunList(value: unknown): value is RunListShape {
  return has(value, { workflow_runs: 'array' }) && value.workflow_runs.every(isRun);
}

/** `GET /api/runs/{run}/graph` */
export function isGraph(value: unknown): value is GraphShape {
  return (
    has(value, { run: 'object', jobs: 'array' }) &&
    isRun(value.run) &&
    value.jobs.every(
      (job) =>
        has(job, { key: 'string', name: 'string', status: 'string', legs: 'array' }) &&
        job.legs.every(
          (leg) =>
            isJob(leg) &&
            has(leg, { earlier: 'array' }) &&
            leg.earlier.every((one) => has(one, { id: 'number', attempt: 'number', run_attempt: 'number' })),
        ),
    )
  );
}

/** `GET /api/jobs/{job}` */
export function isJob(value: unknown): value is JobDetailShape {
  return has(value, { id: 'number', run_id: 'number', name: 'string', status: 'string', steps: 'array' });
}

/** `GET /api/jobs/{job}/steps/{step}/log` */
export function isLogRange(value: unknown): value is LogRangeShape {
  return has(value, { from: 'number', lines: 'array', total: 'number', complete: 'boolean' });
}

/** `GET /api/repositories` */
export function isRepositoryList(value: unknown): value is RepositoryListShape {
  return (
    has(value, { repositories: 'array' }) &&
    value.repositories.every((one) => has(one, { full_name: 'string', url: 'string' }))
  );
}

/** `POST /api/repositories` */
export function isRegistered(value: unknown): value is RegisteredShape {
  return has(value, { full_name: 'string', url: 'string', webhooks: 'object' });
}

/** `POST /api/repositories/{owner}/{repo}/hook-key` */
export function isHookKey(value: unknown): value is HookKeyShape {
  return has(value, { key: 'string' });
}

/** `GET /api/repositories/{owner}/{repo}/secrets` */
export function isSecretList(value: unknown): value is SecretListShape {
  return has(value, { secrets: 'array' }) && value.secrets.every((one) => has(one, { name: 'string' }));
}

/** `POST /api/sign-in-links` */
export function isSignInLink(value: unknown): value is SignInLinkShape {
  return has(value, { url: 'string' });
}

type KindOf<K extends Kind> = K extends 'string'
  ? string
  : K extends 'number'
    ? number
    : K extends 'boolean'
      ? boolean
      : K extends 'array'
        ? readonly unknown[]
        : object;

function has<Fields extends { readonly [name: string]: Kind }>(
  value: unknown,
  fields: Fields,
): value is { readonly [Name in keyof Fields]: KindOf<Fields[Name]> } {
  if (!isJsonObject(value)) return false;
  return Object.entries(fields).every(([name, kind]) => {
    const found = value[name];
    if (kind === 'array') return Array.isArray(found);
    if (kind === 'object') return isJsonObject(found);
    return typeof found === kind;
  });
}
