import { describe, expect, it } from 'vitest';
import { repositoryName, type Trigger } from '../../../../src/events/index.ts';
import {
  completePushPayload,
  defaultBranchOf,
  dispatchPayload,
  forgeUrls,
} from '../../../../src/orchestrator/intake/payload.ts';

const REPOSITORY = repositoryName('acme/app');
const SHA = 'a'.repeat(40);
const COMMIT = {
  sha: SHA,
  tree: 'b'.repeat(40),
  parents: [],
  message: 'Say hello\n\nAt length.',
  authorName: 'Ada',
  authorEmail: 'ada@example.com',
  committerName: 'Bob',
  committerEmail: 'bob@example.com',
  timestamp: '2026-11-23T10:00:00+01:00',
};
const FACTS = {
  repository: REPOSITORY,
  url: '/srv/git/app.git',
  defaultBranch: 'main',
  serverUrl: 'https://ci.example.com',
};
const PUSH: Trigger = {
  event: 'push',
  ref: 'refs/heads/main',
  sha: SHA,
  before: null,
  deleted: false,
  forced: false,
  actor: 'ada',
  message: null,
};

describe("the payload of a plain repository's push", () => {
  it('has what workflows read of a push on GitHub', () => {
    const payload = completePushPayload({ ref: PUSH.ref, after: SHA }, PUSH, COMMIT, FACTS);
    expect(payload).toMatchObject({
      ref: 'refs/heads/main',
      before: '0'.repeat(40),
      after: SHA,
      created: true,
      deleted: false,
      head_commit: {
        id: SHA,
        message: COMMIT.message,
        author: { name: 'Ada', email: 'ada@example.com' },
        committer: { name: 'Bob', email: 'bob@example.com' },
        url: `https://ci.example.com/acme/app/commit/${SHA}`,
      },
      repository: { name: 'app', full_name: 'acme/app', owner: { login: 'acme' }, default_branch: 'main' },
      pusher: { name: 'ada' },
      sender: { login: 'ada' },
    });
    expect(payload['commits']).toEqual([payload['head_commit']]);
  });

  it('keeps what the hook sent', () => {
    const sent = { pusher: { name: 'Grace' }, repository: { private: true, default_branch: 'trunk' } };
    expect(completePushPayload(sent, PUSH, COMMIT, FACTS)).toMatchObject({
      pusher: { name: 'Grace' },
      repository: { private: true, default_branch: 'trunk', full_name: 'acme/app' },
    });
  });
});

describe('the payload of a dispatch', () => {
  it('has the inputs as strings', () => {
    const trigger = { ...PUSH, event: 'workflow_dispatch', inputs: { debug: true, count: 3, name: 'x' } };
    expect(dispatchPayload('.runbook/ci.yml', trigger, FACTS)).toMatchObject({
      inputs: { debug: 'true', count: '3', name: 'x' },
      ref: 'refs/heads/main',
      workflow: '.runbook/ci.yml',
    });
  });
});

describe("a forge's addresses", () => {
  it('are read from its payload', () => {
    const github = {
      html_url: 'https://github.com/Acme/App',
      events_url: 'https://api.github.com/repos/Acme/App/events',
      default_branch: 'trunk',
    };
    expect(forgeUrls({ repository: github }, FACTS)).toEqual({
      server: 'https://github.com',
      api: 'https://api.github.com',
    });
    expect(defaultBranchOf({ repository: github })).toBe('trunk');
  });

  it('are those of GitHub for a dispatch of a repository there', () => {
    for (const url of ['https://github.com/acme/app.git', 'git@github.com:acme/app.git']) {
      expect(forgeUrls({}, { ...FACTS, url })).toEqual({
        server: 'https://github.com',
        api: 'https://api.github.com',
      });
    }
  });

  it('are our own where the payload has none, or something else than a web address', () => {
    const own = { server: 'https://ci.example.com', api: 'https://ci.example.com/api/v3' };
    expect(forgeUrls({}, FACTS)).toEqual(own);
    const odd = { html_url: 'javascript:alert(1)/acme/app', events_url: 7 };
    expect(forgeUrls({ repository: odd }, FACTS)).toEqual(own);
    expect(defaultBranchOf({ repository: 'text' })).toBeNull();
  });
});
