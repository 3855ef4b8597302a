/** The contexts whose properties are the same in every workflow: GitHub docs, "Contexts reference". */
import { EVENT_NAMES } from '../../structure/index.ts';
import { oneOf } from '../known-texts.ts';
import { insteadOf, NAMES_OF_GITHUB, NAMES_OF_STRATEGY } from './other-names.ts';
import {
  ANY,
  BOOLEAN,
  mapOf,
  NUMBER,
  objectOf,
  type ObjectType,
  STRING,
  variables,
  type Type,
} from '../type.ts';

/** Documented, and those that are not but are there all the same. */
const GITHUB_TEXTS =
  'action action_path action_ref action_repository action_status actor actor_id api_url artifacts ' +
  'artifacts_list base_ref env event_path graphql_url head_ref job job_workflow_sha output path ' +
  'ref ref_name repository repository_id repository_owner repository_owner_id repository_visibility ' +
  'repositoryUrl retention_days run_attempt run_id run_number server_url sha state step_summary ' +
  'token triggering_actor workflow workflow_ref workflow_sha workspace';

/** Forges may have events of their own. */
const EVENT_NAME: Type = oneOf([...EVENT_NAMES], { isOpen: true });

/** `github`. Its `event` is the payload, of which nothing is taken for known but the inputs of a dispatch. */
export function githubType(eventInputs: Type): Type {
  const properties: readonly (readonly [string, Type])[] = [
    ...texts(GITHUB_TEXTS),
    ['event', objectOf([['inputs', eventInputs]], { others: ANY })],
    ['event_name', EVENT_NAME],
    ['ref_protected', BOOLEAN],
    ['ref_type', oneOf(['branch', 'tag'])],
    ['secret_source', oneOf(['None', 'Actions', 'Codespaces', 'Dependabot'])],
    ['artifact_cache_size_limit', ANY],
  ];
  return objectOf(properties, { absence: (name) => insteadOf(name, NAMES_OF_GITHUB) });
}

/** `runner`. */
export const RUNNER: Type = objectOf([
  ['name', STRING],
  ['os', oneOf(['Linux', 'Windows', 'macOS'])],
  ['arch', oneOf(['X86', 'X64', 'ARM', 'ARM64'])],
  ['environment', oneOf(['github-hosted', 'self-hosted'])],
  ...texts('temp tool_cache debug workspace'),
]);

/** How a job or a step ended. */
export const RESULT: Type = oneOf(['success', 'failure', 'cancelled', 'skipped']);

/** `strategy`. */
export const STRATEGY: Type = objectOf(
  [
    ['fail-fast', BOOLEAN],
    ['job-index', NUMBER],
    ['job-total', NUMBER],
    ['max-parallel', NUMBER],
  ],
  { absence: (name) => insteadOf(name, NAMES_OF_STRATEGY) },
);

/** `env`, `vars`, and `secrets` of a workflow that does not say which it takes. */
export const TEXTS: ObjectType = variables();

/** What `job.container` and each of `job.services` have. */
export const CONTAINER: Type = objectOf([...texts('id network'), ['ports', mapOf(STRING)]]);

/** The properties of `job` besides `services`. */
export const JOB_PROPERTIES: readonly (readonly [string, Type])[] = [
  ['status', oneOf(['success', 'failure', 'cancelled'])],
  ...texts('workflow_ref workflow_sha workflow_repository workflow_file_path'),
  ['check_run_id', NUMBER],
  ['container', CONTAINER],
];

/** Properties that are texts, from their names with spaces between. */
export function texts(names: string): [string, Type][] {
  return names.split(' ').map((name) => [name, STRING]);
}
