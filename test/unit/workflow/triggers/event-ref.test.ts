import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/events/index.ts';
import { EVENT_NAMES, refOfEvent } from '../../../../src/workflow/index.ts';

const HEAD = 'a'.repeat(40);
const OTHER = 'b'.repeat(40);
const known = { ref: 'refs/heads/work', sha: HEAD, defaultBranch: 'main' };
const pull = (more: JsonObject = {}): JsonObject => ({
  pull_request: { number: 7, base: { ref: 'release' }, ...more },
});

/** Events that do not happen at the default branch, each with a payload and where it is. */
const OWN: readonly (readonly [event: string, payload: JsonObject, ref: string, sha?: string])[] = [
  ['push', { ref: 'refs/tags/v1', after: OTHER }, 'refs/tags/v1', OTHER],
  ['push', {}, known.ref],
  ['push', { ref: 'refs/heads/gone', after: '0'.repeat(40) }, 'refs/heads/gone'],
  ['create', { ref: 'v2', ref_type: 'tag' }, 'refs/tags/v2'],
  ['create', { ref: 'feature', ref_type: 'branch' }, 'refs/heads/feature'],
  ['workflow_dispatch', { ref: 'refs/tags/v1' }, 'refs/tags/v1'],
  ['workflow_dispatch', { ref: 'next' }, 'refs/heads/next'],
  ['workflow_call', {}, known.ref],
  ['pull_request', { number: 9, ...pull() }, 'refs/pull/9/merge'],
  ['pull_request', { action: 'closed', ...pull({ merged: false }) }, 'refs/pull/7/merge'],
  ['pull_request', { action: 'closed', ...pull({ merged: true }) }, 'refs/heads/release'],
  ['pull_request_review', pull({ merge_commit_sha: OTHER }), 'refs/pull/7/merge', OTHER],
  ['pull_request_review_comment', pull(), 'refs/pull/7/merge'],
  [
    'merge_group',
    { merge_group: { head_ref: 'refs/heads/queue', head_sha: OTHER } },
    'refs/heads/queue',
    OTHER,
  ],
  ['deployment', { deployment: { ref: 'work', sha: OTHER } }, known.ref, OTHER],
  ['deployment', { deployment: { ref: 'next', sha: 'no commit' } }, 'refs/heads/next'],
  ['deployment_status', { deployment: { ref: OTHER } }, '', OTHER],
  ['release', { release: { tag_name: 'v3' } }, 'refs/tags/v3'],
  ['registry_package', { registry_package: { package_version: { target_oid: OTHER } } }, known.ref, OTHER],
];

describe('the ref of an event', () => {
  it.each(OWN.map(([event, payload, ref, sha = HEAD]) => ({ event, payload, ref, sha })))(
    'of $event with $payload is $ref',
    ({ event, payload, ref, sha }) => {
      expect(refOfEvent(event, payload, known)).toEqual({ ref, sha });
    },
  );

  const others = [...EVENT_NAMES].filter((event) => !OWN.some(([name]) => name === event));

  it.each(others)('of %s is the default branch', (event) => {
    const payload = { ref: 'refs/heads/elsewhere', ...pull(), release: { tag_name: 'v1' } };
    expect(refOfEvent(event, payload, known)).toEqual({ ref: 'refs/heads/main', sha: HEAD });
  });

  it('of an event that nobody knows is the default branch, whatever it is called', () => {
    expect(refOfEvent('constructor', {}, known).ref).toBe('refs/heads/main');
  });

  it('is what is known where the payload holds something else', () => {
    for (const [event] of OWN) {
      const odd = { ref: 1, number: 'x', pull_request: [], release: null, deployment: 'x', merge_group: 3 };
      expect(refOfEvent(event, odd, known)).toEqual({ ref: known.ref, sha: HEAD });
    }
  });
});
