import { repositoryLinks, userLinks } from '../shapes/links.ts';
import { REPOSITORY_SHAPES } from './repository-schemas.ts';
import { type Notation, number, type Properties, type Shapes, text, time, truth } from './schema-notation.ts';

/** The shapes of the API as JSON Schema, for `/api/openapi.json`. */
const RUN: Properties = {
  id: number,
  name: text,
  node_id: text,
  head_branch: 'string?',
  head_sha: text,
  path: text,
  display_title: text,
  run_number: number,
  run_attempt: number,
  event: text,
  status: 'status',
  conclusion: 'conclusion?',
  workflow_id: number,
  url: text,
  html_url: text,
  pull_requests: ['object'],
  referenced_workflows: ['ReferencedWorkflow'],
  created_at: time,
  updated_at: time,
  run_started_at: time,
  actor: 'User',
  triggering_actor: 'User',
  jobs_url: text,
  logs_url: text,
  check_suite_id: number,
  check_suite_node_id: text,
  check_suite_url: text,
  artifacts_url: text,
  cancel_url: text,
  rerun_url: text,
  previous_attempt_url: 'string?',
  workflow_url: text,
  head_commit: 'HeadCommit',
  repository: 'Repository',
  head_repository: 'Repository',
};

const RUN_DETAIL: Properties = { ...RUN, reason: 'string?', waiting: 'object?', errors: ['object'] };

const JOB: Properties = {
  id: number,
  run_id: number,
  run_url: text,
  run_attempt: number,
  node_id: text,
  head_sha: text,
  head_branch: 'string?',
  url: text,
  html_url: text,
  status: 'status',
  conclusion: 'conclusion?',
  created_at: time,
  started_at: time,
  completed_at: 'time?',
  name: text,
  steps: ['Step'],
  check_run_url: text,
  labels: [text],
  runner_id: 'integer?',
  runner_name: 'string?',
  runner_group_id: 'integer?',
  runner_group_name: 'string?',
  workflow_name: text,
};

const JOB_DETAIL: Properties = {
  ...JOB,
  steps: ['StepDetail'],
  key: text,
  leg: number,
  attempt: number,
  reason: 'string?',
  waiting: 'object?',
  outputs: 'object',
  annotations: ['object'],
  folder: text,
};

const STEP: Properties = {
  name: text,
  number,
  status: 'status',
  conclusion: 'conclusion?',
  started_at: 'time?',
  completed_at: 'time?',
};

/** Each property as a text. */
function textsOf(object: object): Properties {
  return Object.fromEntries(Object.keys(object).map((property) => [property, text]));
}

/** Every shape by name, its properties all required. */
const SHAPES: Shapes = {
  User: {
    login: text,
    id: number,
    node_id: text,
    avatar_url: text,
    gravatar_id: text,
    ...textsOf(userLinks('')),
    html_url: text,
    url: text,
    type: text,
    site_admin: truth,
  },
  Repository: {
    id: number,
    node_id: text,
    name: text,
    full_name: text,
    owner: 'User',
    private: truth,
    html_url: text,
    description: 'string?',
    fork: truth,
    url: text,
    ...textsOf(repositoryLinks('')),
    clone_url: text,
    default_branch: 'string?',
  },
  ReferencedWorkflow: { path: text, sha: text, ref: text },
  HeadCommit: {
    id: text,
    tree_id: text,
    message: text,
    timestamp: time,
    author: 'CommitPerson?',
    committer: 'CommitPerson?',
  },
  CommitPerson: { name: text, email: text },
  Run: RUN,
  RunList: { total_count: number, workflow_runs: ['Run'] },
  RunDetail: RUN_DETAIL,
  RunDetailList: { total_count: number, workflow_runs: ['RunDetail'] },
  RunAttempt: {
    run_attempt: number,
    status: 'status',
    conclusion: 'conclusion?',
    started_at: time,
    completed_at: 'time?',
    actor: text,
  },
  RunAttemptList: { attempts: ['RunAttempt'] },
  Filters: { repositories: [text], workflows: [text], branches: [text], events: [text], actors: [text] },
  WorkflowFile: {
    path: text,
    name: text,
    available: truth,
    source: text,
    errors: ['object'],
    jobs: ['WorkflowFileJob'],
  },
  WorkflowFileJob: { key: text, line: number, steps: ['WorkflowFileStep'] },
  WorkflowFileStep: { number, line: number, name: 'string?' },
  Timing: { billable: 'object', run_duration_ms: number },
  DispatchedRun: { workflow_run_id: number, run_url: text, html_url: text },
  Job: JOB,
  JobList: { total_count: number, jobs: ['Job'] },
  JobDetail: JOB_DETAIL,
  Step: STEP,
  StepDetail: { ...STEP, log: 'object?', summary: 'string?', summary_cut: 'boolean' },
  Graph: { run: 'RunDetail', jobs: ['GraphJob'] },
  GraphJob: {
    key: text,
    name: text,
    needs: [text],
    status: text,
    conclusion: 'conclusion?',
    legs: ['GraphLeg'],
  },
  GraphLeg: { ...JOB_DETAIL, earlier: ['Try'] },
  Try: { id: number, attempt: number, run_attempt: number },
  Annotation: {
    path: text,
    start_line: number,
    end_line: number,
    start_column: 'integer?',
    end_column: 'integer?',
    annotation_level: text,
    title: 'string?',
    message: text,
    raw_details: 'string?',
    blob_href: text,
  },
  ArtifactList: { total_count: number, artifacts: ['object'] },
  Workflow: {
    id: number,
    node_id: text,
    name: text,
    path: text,
    state: text,
    created_at: time,
    updated_at: time,
    url: text,
    html_url: text,
    badge_url: text,
  },
  WorkflowList: { total_count: number, workflows: ['Workflow'] },
  ...REPOSITORY_SHAPES,
  LogRange: { from: number, lines: [text], total: number, bytes: number, complete: truth },
  LogSearch: {
    text,
    total: number,
    before: number,
    lines: [number],
    complete: truth,
    searched: number,
  },
  RepositoryAccess: { url: text, credentials: 'string?' },
  JobSecrets: { secrets: 'object', url: 'string?', credentials: 'string?' },
  SecretName: { name: text, created_at: time, updated_at: time },
  SecretList: { total_count: number, secrets: ['SecretName'] },
  Session: { signed_in: truth, can_read: truth, can_change: truth },
  SignInLink: { url: text, expires_at: time },
  Readiness: { ready: truth, reasons: [text] },
};

/** The schemas of `components`. */
export function componentSchemas(): { readonly [name: string]: object } {
  const shapes = Object.entries(SHAPES).map(([name, properties]) => [
    name,
    {
      type: 'object',
      required: Object.keys(properties),
      additionalProperties: false,
      properties: Object.fromEntries(
        Object.entries(properties).map(([property, notation]) => [property, schemaOf(notation)]),
      ),
    },
  ]);
  return {
    ...Object.fromEntries(shapes),
    Annotations: { type: 'array', items: { $ref: '#/components/schemas/Annotation' } },
    WebhookAnswer: {
      type: 'object',
      required: ['message'],
      properties: {
        message: { type: 'string' },
        delivery: { type: 'string' },
        deliveries: { type: 'array', items: { type: 'string' } },
      },
    },
    Problem: {
      type: 'object',
      required: ['type', 'title', 'status', 'message'],
      properties: {
        type: { type: 'string' },
        title: { type: 'string' },
        status: { type: 'integer' },
        message: { type: 'string' },
        errors: { type: 'array', items: { type: 'object' } },
      },
    },
  };
}

function schemaOf(notation: Notation): object {
  if (typeof notation !== 'string') return { type: 'array', items: schemaOf(notation[0]) };
  const nullable = notation.endsWith('?');
  const name = nullable ? notation.slice(0, -1) : notation;
  const schema = plainSchema(name);
  return nullable ? { anyOf: [schema, { type: 'null' }] } : schema;
}

function plainSchema(name: string): object {
  switch (name) {
    case 'time':
      return { type: 'string', format: 'date-time' };
    case 'status':
      return { type: 'string', enum: ['queued', 'waiting', 'in_progress', 'completed'] };
    case 'conclusion':
      return {
        type: 'string',
        enum: ['success', 'failure', 'cancelled', 'skipped', 'timed_out', 'neutral'],
      };
    case 'string':
    case 'integer':
    case 'boolean':
    case 'object':
      return { type: name };
    default:
      return { $ref: `#/components/schemas/${name}` };
  }
}
