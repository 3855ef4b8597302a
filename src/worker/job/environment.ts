import { homedir, platform, tmpdir, userInfo } from 'node:os';

import { isJsonObject, type Json, type JsonObject } from '../../events/index.ts';
import { architecture } from '../labels.ts';
import type { StepFiles } from '../commands/index.ts';
import type { JobState } from './job-state.ts';

/** Variables that a step gets as the worker has them. */
const PASSED = ['PATH', 'LANG', 'TZ', 'USER', 'SHELL', 'TMPDIR'];
const PASSED_PREFIX = 'LC_';
/** Proxies and certificates, in either case. */
const NETWORK = [
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'SSL_CERT_FILE',
  'NODE_EXTRA_CA_CERTS',
];
const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export interface BaseEnvironmentOptions {
  /** The worker's own environment. */
  readonly own: { readonly [name: string]: string | undefined };
  /** `HOME` of steps; null: the user's. */
  readonly home: string | null;
  /** Names that the operator lets through. */
  readonly pass: readonly string[];
  /** Set in addition. */
  readonly extra: { readonly [name: string]: string };
}

/** The environment that every step begins with: made for it, never the worker's own. */
export function baseEnvironment(options: BaseEnvironmentOptions): { [name: string]: string } {
  const { own } = options;
  const base: { [name: string]: string } = {};
  for (const [name, value] of Object.entries(own)) {
    if (value === undefined) continue;
    const passes = PASSED.includes(name) || NETWORK.includes(name) || name.startsWith(PASSED_PREFIX);
    if (passes || options.pass.includes(name)) base[name] = value;
  }
  base['PATH'] ??= DEFAULT_PATH;
  base['HOME'] = options.home ?? own['HOME'] ?? homedir();
  base['USER'] ??= userInfo().username;
  base['TMPDIR'] ??= tmpdir();
  return { ...base, CI: 'true', ...options.extra };
}

/** `runner.os` in GitHub's words. */
export function operatingSystem(): string {
  return platform() === 'darwin' ? 'macOS' : 'Linux';
}

/** The `github` context as a step sees it. */
export function githubOfStep(job: JobState, action: string, files: StepFiles | null): JsonObject {
  const workspace = job.folders.workspace;
  const paths: JsonObject =
    files === null
      ? {}
      : {
          env: files.environment.GITHUB_ENV,
          output: files.environment.GITHUB_OUTPUT,
          path: files.environment.GITHUB_PATH,
          step_summary: files.environment.GITHUB_STEP_SUMMARY,
          state: files.environment.GITHUB_STATE,
        };
  return {
    ...job.spec.contexts.github,
    action,
    event_path: job.folders.eventFile,
    job: job.spec.definition.id,
    ...(job.spec.calledFile === undefined ? {} : { job_workflow_sha: job.spec.source.sha }),
    token: '',
    workspace,
    ...paths,
  };
}

/** The `runner` context. */
export function runnerContext(job: JobState): JsonObject {
  return {
    arch: architecture(),
    ...(job.debug ? { debug: '1' } : {}),
    environment: 'self-hosted',
    name: job.worker.name,
    os: operatingSystem(),
    temp: job.folders.temporary,
    tool_cache: job.folders.toolCache,
    workspace: job.folders.root,
  };
}

/** Properties of `github` that have no variable (GitHub docs, "Variables reference"). */
const NOT_VARIABLES = new Set(['event', 'token', 'repositoryurl', 'secret_source', 'job_workflow_sha']);

/**
 * The whole environment of a step: what every step begins with, `env` of all levels, then GitHub's and
 * Runbook's own variables, which nothing overrides (GitHub docs, "Variables reference").
 */
export function stepEnvironment(
  job: JobState,
  env: { readonly [name: string]: string },
  github: JsonObject,
): { [name: string]: string } {
  const own: { [name: string]: string } = {};
  for (const [name, value] of Object.entries(github)) {
    if (isJsonObject(value) || value === null || NOT_VARIABLES.has(name.toLowerCase())) continue;
    own[`GITHUB_${name.toUpperCase()}`] = text(value);
  }
  own['GITHUB_ACTIONS'] = 'true';
  const aliases = Object.fromEntries(
    Object.entries(own).map(([name, value]) => [name.replace(/^GITHUB_/, 'RUNBOOK_'), value]),
  );
  for (const [name, value] of Object.entries(runnerContext(job)))
    own[`RUNNER_${name.toUpperCase()}`] = text(value);
  const environment: { [name: string]: string } = { ...job.worker.environment, ...env, ...own, ...aliases };
  environment['PATH'] = [...job.paths, environment['PATH'] ?? DEFAULT_PATH].join(':');
  return environment;
}

function text(value: Json): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
