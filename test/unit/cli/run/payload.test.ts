import { describe, expect, it } from 'vitest';
import { checkoutFacts } from '../../../../src/cli/run/checkout-facts.ts';
import { localEvent } from '../../../../src/cli/run/local-event.ts';
import {
  type CheckoutFacts,
  makePayload,
  mergePayload,
  triggerOf,
} from '../../../../src/cli/run/payload/index.ts';
import { isJsonObject } from '../../../../src/events/index.ts';
import { EVENT_NAMES } from '../../../../src/workflow/index.ts';

const facts: CheckoutFacts = {
  repository: 'me/project',
  url: 'https://github.com/me/project.git',
  sha: 'a'.repeat(40),
  ref: 'refs/heads/work',
  before: 'b'.repeat(40),
  defaultBranch: 'main',
  defaultSha: 'd'.repeat(40),
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

  it.each([...EVENT_NAMES])('of %s has repository, sender, and what happened', (event) => {
    const payload = makePayload(event, facts);
    expect(payload).toMatchObject({ repository: { full_name: 'me/project' }, sender: { login: 'Ada' } });
    const subject = SUBJECTS[event];
    if (subject === undefined) return;
    expect(payload['action']).toEqual(expect.any(String));
    expect(subject.every((key) => isJsonObject(payload[key]))).toBe(true);
  });

  it('takes from the file what only the file knows', () => {
    expect(makePayload('schedule', facts, { cron: ['5 4 * * *', '0 0 * * 1'] })['schedule']).toBe(
      '5 4 * * *',
    );
    expect(makePayload('repository_dispatch', facts, { types: ['deploy'] })).toMatchObject({
      action: 'deploy',
      client_payload: {},
    });
    expect(makePayload('workflow_run', facts, { workflows: ['Build'] })).toMatchObject({
      action: 'completed',
      workflow_run: { name: 'Build', head_branch: 'work', conclusion: 'success' },
    });
    expect(makePayload('image_version', facts, { names: ['My*'], versions: ['2.*'] })).toMatchObject({
      image_version: { name: 'My0', version: '2.0' },
    });
  });
});

/** What an event with activities is about. */
const SUBJECTS: { readonly [event: string]: readonly string[] } = {
  branch_protection_rule: ['rule'],
  check_run: ['check_run'],
  check_suite: ['check_suite'],
  deployment: ['deployment'],
  deployment_status: ['deployment', 'deployment_status'],
  discussion: ['discussion'],
  discussion_comment: ['discussion', 'comment'],
  image_version: ['image_version'],
  issue_comment: ['issue', 'comment'],
  issues: ['issue'],
  label: ['label'],
  merge_group: ['merge_group'],
  milestone: ['milestone'],
  project: ['project'],
  project_card: ['project_card'],
  project_column: ['project_column'],
  pull_request: ['pull_request'],
  pull_request_comment: ['issue', 'comment'],
  pull_request_review: ['pull_request', 'review'],
  pull_request_review_comment: ['pull_request', 'comment'],
  pull_request_target: ['pull_request'],
  registry_package: ['registry_package'],
  release: ['release'],
  repository_dispatch: ['client_payload'],
  watch: ['repository'],
  workflow_run: ['workflow', 'workflow_run'],
};

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

  it.each([{ number: 7 }, { pull_request: { number: 7 } }, { number: 7, pull_request: { title: 'T' } }])(
    'gives a pull request its number wherever it stands: %j',
    (given) => {
      const request = { event: 'pull_request', facts, given, implied: false };
      const { trigger, payload } = localEvent(null, request);
      expect(payload).toMatchObject({ number: 7, pull_request: { number: 7, head: { ref: 'work' } } });
      expect(trigger.ref).toBe('refs/pull/7/merge');
    },
  );

  it('keeps two numbers that differ, and adds none where the event has none', () => {
    const given = { number: 7, pull_request: { number: 8 } };
    const eventOf = (event: string) => localEvent(null, { event, facts, given, implied: false }).payload;
    expect(eventOf('pull_request')).toMatchObject(given);
    const review = {
      event: 'pull_request_review',
      facts,
      given: { pull_request: { number: 8 } },
      implied: false,
    };
    expect(localEvent(null, review).payload).not.toHaveProperty('number');
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
    const review = triggerOf('pull_request_review', payload, facts);
    expect([review.headRef, review.baseRef]).toEqual([undefined, undefined]);
    const deleted = triggerOf(
      'push',
      { ref: 'refs/heads/old', deleted: true, before: '0'.repeat(40) },
      facts,
    );
    expect(deleted).toMatchObject({ ref: 'refs/heads/old', deleted: true, before: null });
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
    defaultSha: null,
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
