import { describe, expect, it } from 'vitest';
import { repositoryName, runIdOf } from '../../../../src/events/ids.ts';
import type { Trigger } from '../../../../src/events/trigger.ts';
import { githubContext, type GithubFacts } from '../../../../src/workflow/index.ts';

const trigger: Trigger = {
  event: 'push',
  ref: 'refs/tags/v1',
  sha: 'b'.repeat(40),
  before: null,
  deleted: false,
  forced: false,
  actor: 'mona',
  message: null,
};

const facts: GithubFacts = {
  repository: repositoryName('octo/hello'),
  run: runIdOf(3, 1),
  number: 5,
  runAttempt: 2,
  workflow: { path: '.runbook/ci.yml', name: 'CI' },
  trigger,
  payload: { sender: { id: 9 }, repository: { id: 1, owner: { id: 2 }, git_url: 'git://h/octo/hello.git' } },
  urls: { server: 'https://github.com', api: 'https://api.github.com' },
  defaultBranch: 'main',
};

describe('the github context', () => {
  it('has every documented property that does not need the worker', () => {
    const { event, ...context } = githubContext(facts);
    expect(event).toEqual({
      sender: { id: 9 },
      repository: { id: 1, owner: { id: 2 }, git_url: 'git://h/octo/hello.git', default_branch: 'main' },
    });
    expect(context).toEqual({
      actor: 'mona',
      actor_id: '9',
      api_url: 'https://api.github.com',
      base_ref: '',
      event_name: 'push',
      graphql_url: 'https://api.github.com/graphql',
      head_ref: '',
      ref: 'refs/tags/v1',
      ref_name: 'v1',
      ref_protected: false,
      ref_type: 'tag',
      repository: 'octo/hello',
      repository_id: '1',
      repository_owner: 'octo',
      repository_owner_id: '2',
      repositoryUrl: 'git://h/octo/hello.git',
      retention_days: '90',
      run_attempt: '2',
      run_id: '3073',
      run_number: '5',
      secret_source: 'Actions',
      server_url: 'https://github.com',
      sha: 'b'.repeat(40),
      triggering_actor: 'mona',
      workflow: 'CI',
      workflow_ref: 'octo/hello/.runbook/ci.yml@refs/tags/v1',
      workflow_sha: 'b'.repeat(40),
    });
  });

  it('names the job, who asked for a rerun, and the branches of a pull request', () => {
    const pull = {
      ...trigger,
      event: 'pull_request',
      ref: 'refs/pull/7/merge',
      headRef: 'feature',
      baseRef: 'refs/heads/main',
    };
    const context = githubContext({ ...facts, trigger: pull, job: 'build', triggeringActor: 'hubot' });
    expect(context).toMatchObject({
      job: 'build',
      triggering_actor: 'hubot',
      head_ref: 'feature',
      base_ref: 'main',
      ref: 'refs/pull/7/merge',
      ref_name: '7/merge',
      ref_type: 'branch',
    });
  });

  it("shows a dispatch's inputs as texts in its event, and the API of a server of one's own", () => {
    const dispatch = {
      ...trigger,
      event: 'workflow_dispatch',
      ref: 'refs/heads/main',
      inputs: { dry: true, n: 2 },
    };
    const urls = { server: 'http://localhost:4000', api: 'http://localhost:4000/api/v3' };
    const context = githubContext({ ...facts, trigger: dispatch, payload: {}, urls });
    expect(context).toMatchObject({
      event: { inputs: { dry: 'true', n: '2' } },
      graphql_url: 'http://localhost:4000/api/graphql',
      repositoryUrl: 'http://localhost:4000/octo/hello.git',
      ref_type: 'branch',
    });
  });
});
