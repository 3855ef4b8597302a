/** The `github` context (GitHub docs, "Contexts"), as far as it does not need the worker. */
import type { RepositoryName, RunId } from '../../events/ids.ts';
import { isJsonObject, type Json, type JsonObject } from '../../events/json.ts';
import type { Trigger } from '../../events/trigger.ts';
import { inputsAsText } from '../triggers/dispatch-inputs.ts';
import { isTag, shortRef } from '../triggers/names.ts';

/** What the context is made of. */
export interface GithubFacts {
  readonly repository: RepositoryName;
  readonly run: RunId;
  /** The run's number within the repository. */
  readonly number: number;
  readonly runAttempt: number;
  /** The job's key; absent at workflow level. */
  readonly job?: string;
  readonly workflow: { readonly path: string; readonly name: string };
  readonly trigger: Trigger;
  /** `github.event`. */
  readonly payload: JsonObject;
  readonly urls: { readonly server: string; readonly api: string };
  readonly defaultBranch: string | null;
  /** Who asked for a rerun; absent: who triggered the run. */
  readonly triggeringActor?: string;
}

/**
 * Every documented property but those of the worker (`action*`, `env`, `path`, `output`, `token`, `workspace`,
 * `job_workflow_sha`). Numbers that GitHub gives as text are text.
 */
export function githubContext(facts: GithubFacts): JsonObject {
  const { repository, trigger, urls, workflow } = facts;
  const [owner = ''] = repository.split('/');
  const event = eventOf(facts);
  return {
    actor: trigger.actor,
    actor_id: idText(event['sender']),
    api_url: urls.api,
    base_ref: shortRef(trigger.baseRef ?? ''),
    event,
    event_name: trigger.event,
    graphql_url: graphqlUrl(urls.api),
    head_ref: shortRef(trigger.headRef ?? ''),
    ...(facts.job === undefined ? {} : { job: facts.job }),
    ref: trigger.ref,
    ref_name: shortRef(trigger.ref),
    ref_protected: false,
    ref_type: isTag(trigger.ref) ? 'tag' : 'branch',
    repository,
    repository_id: idText(event['repository']),
    repository_owner: owner,
    repository_owner_id: idText(property(event['repository'], 'owner')),
    repositoryUrl: repositoryUrl(event['repository'], urls.server, repository),
    retention_days: '90',
    run_attempt: String(facts.runAttempt),
    run_id: String(facts.run),
    run_number: String(facts.number),
    secret_source: 'Actions',
    server_url: urls.server,
    sha: trigger.sha,
    triggering_actor: facts.triggeringActor ?? trigger.actor,
    workflow: workflow.name,
    workflow_ref: `${repository}/${workflow.path}@${trigger.ref}`,
    workflow_sha: trigger.sha,
  };
}

/** The payload; a dispatch's inputs are text in it, and the default branch is filled in where the forge left it out. */
function eventOf({ payload, trigger, defaultBranch }: GithubFacts): JsonObject {
  const repository = payload['repository'];
  return {
    ...payload,
    ...(trigger.inputs === undefined ? {} : { inputs: inputsAsText(trigger.inputs) }),
    ...(defaultBranch !== null && isJsonObject(repository) && repository['default_branch'] === undefined
      ? { repository: { ...repository, default_branch: defaultBranch } }
      : {}),
  };
}

function repositoryUrl(
  payloadRepository: Json | undefined,
  server: string,
  repository: RepositoryName,
): string {
  const url = property(payloadRepository, 'git_url');
  return typeof url === 'string' ? url : `${server}/${repository}.git`;
}

/** GitHub Enterprise Server's form for `/api/v3`, github.com's elsewhere. */
function graphqlUrl(api: string): string {
  return api.endsWith('/api/v3') ? `${api.slice(0, -'v3'.length)}graphql` : `${api}/graphql`;
}

function idText(value: Json | undefined): string {
  const id = property(value, 'id');
  return typeof id === 'number' || typeof id === 'string' ? String(id) : '';
}

function property(value: Json | undefined, name: string): Json | undefined {
  return isJsonObject(value) ? value[name] : undefined;
}
