import { describe, expect, it } from 'vitest';
import { checkoutFacts } from '../../../../src/cli/run/checkout-facts.ts';
import { type CheckoutFacts, makePayload, mergePayload, triggerOf } from '../../../../src/cli/run/payload.ts';

const facts: CheckoutFacts = {
  repository: 'me/project',
  url: 'https://github.com/me/project.git',
  sha: 'a'.repeat(40),
  ref: 'refs/heads/work',
  before: 'b'.repeat(40),
  defaultBranch: 'main',
  userName: 'Ada',
  userEmail: 'ada@example.com',
  message: 'Add it\n\nBecause.',
  serverUrl: 'https://github.com',
};

describe('the payload made from a checkout', () => {
  it('of a push names the ref, the commits and the head commit', () => {
    expect(makePayload('push', facts)).toMatchObject({
      ref: 'refs/heads/work',
      before: facts.before,
      after: facts.sha,
      created: false,
      head_commit: { id: facts.sha, message: 'Add it\n\nBecause.', author: { name: 'Ada' } },
      repository: {
        full_name: 'me/project',
        name: 'project',
        owner: { login: 'me' },
        default_branch: 'main',
      },
      sender: { login: 'Ada' },
    });
  });

  it('of a pull request goes from the branch to the default branch', () => {
    expect(makePayload('pull_request', facts)).toMatchObject({
      action: 'opened',
      pull_request: { head: { ref: 'work', sha: facts.sha }, base: { ref: 'main' } },
    });
  });

  it('of any other event has repository and sender', () => {
    expect(Object.keys(makePayload('issues', facts))).toEqual(['repository', 'sender']);
  });
});

describe('a payload laid over it', () => {
  it('replaces what it has and leaves the rest, however deep', () => {
    const merged = mergePayload(makePayload('push', facts), {
      head_commit: { message: 'Other' },
      commits: [],
      repository: { private: true },
    });
    expect(merged).toMatchObject({
      ref: 'refs/heads/work',
      head_commit: { id: facts.sha, message: 'Other' },
      commits: [],
      repository: { full_name: 'me/project', private: true },
    });
  });

  it('cannot reach the prototype of objects', () => {
    const over = JSON.parse('{"__proto__": {"polluted": true}}');
    mergePayload({}, over);
    expect(Object.prototype).not.toHaveProperty('polluted');
  });

  it('decides ref, actor, action and branches of the trigger', () => {
    const payload = mergePayload(makePayload('pull_request', facts), {
      action: 'synchronize',
      sender: { login: 'Grace' },
      pull_request: { base: { ref: 'release' } },
    });
    expect(triggerOf('pull_request', payload, facts)).toMatchObject({
      event: 'pull_request',
      action: 'synchronize',
      actor: 'Grace',
      headRef: 'work',
      baseRef: 'release',
      ref: 'refs/pull/1/merge',
      sha: facts.sha,
      message: 'Add it\n\nBecause.',
    });
    expect(triggerOf('pull_request', { ...payload, number: 7 }, facts).ref).toBe('refs/pull/7/merge');
    expect(triggerOf('pull_request_target', payload, facts).ref).toBe('refs/heads/release');
    expect(triggerOf('issues', makePayload('issues', facts), facts).ref).toBe('refs/heads/work');
    expect(triggerOf('push', { ref: 'refs/tags/v1' }, facts)).toMatchObject({ ref: 'refs/tags/v1' });
  });
});

describe('facts of a checkout', () => {
  const tree = {
    root: '/src/project',
    sha: facts.sha,
    ref: 'refs/heads/work',
    branch: 'work',
    repository: 'me/project',
    userName: 'Ada',
    userEmail: 'ada@example.com',
    dirty: false,
    headMessage: '',
    before: null,
    defaultBranch: null,
  };

  it.each([
    ['https://github.com/me/project.git', 'https://github.com'],
    ['http://git.example.com:3000/me/project', 'http://git.example.com:3000'],
    ['git@github.com:me/project.git', 'https://github.com'],
    ['ssh://git@git.example.com:2222/me/project', 'https://git.example.com'],
    ['/srv/git/project.git', 'http://localhost'],
  ])('with the remote %s link to %s', (origin, server) => {
    expect(checkoutFacts({ ...tree, origin } as Parameters<typeof checkoutFacts>[0]).serverUrl).toBe(server);
  });

  it('without a remote use the folder as URL', () => {
    const facts = checkoutFacts({ ...tree, origin: null } as Parameters<typeof checkoutFacts>[0]);
    expect(facts.url).toBe('/src/project');
  });
});
