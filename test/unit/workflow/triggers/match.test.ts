import { describe, expect, it } from 'vitest';
import type { EventFilters, Triggers } from '../../../../src/events/definition.ts';
import type { Trigger } from '../../../../src/events/trigger.ts';
import { asksToSkip, filtersNeedPaths, matchTrigger } from '../../../../src/workflow/index.ts';

function push(ref: string, more: Partial<Trigger> = {}): Trigger {
  return {
    event: 'push',
    ref,
    sha: 'a'.repeat(40),
    before: null,
    deleted: false,
    forced: false,
    actor: 'mona',
    message: null,
    ...more,
  };
}

function matches(filters: EventFilters, trigger: Trigger, paths: readonly string[] | null = null): boolean {
  return matchTrigger({ push: filters }, trigger, paths).matches;
}

const branch = push('refs/heads/main');
const tag = push('refs/tags/v1');

describe('a push', () => {
  it('starts a workflow that listens to push without filters, for branches and tags', () => {
    expect(matches({}, branch)).toBe(true);
    expect(matches({}, tag)).toBe(true);
  });

  it('starts nothing that does not listen to it, and says so', () => {
    expect(matchTrigger({ workflow_dispatch: {} }, branch, null)).toEqual({
      matches: false,
      reason: 'It does not listen to push.',
    });
    expect(matchTrigger({}, push('refs/heads/main', { event: 'constructor' }), null).matches).toBe(false);
  });

  it('is filtered by branch and by tag, each only by its own filters', () => {
    expect(matches({ branches: ['main'] }, branch)).toBe(true);
    expect(matches({ branches: ['dev'] }, branch)).toBe(false);
    expect(matches({ branchesIgnore: ['main'] }, branch)).toBe(false);
    expect(matches({ branchesIgnore: ['dev'] }, branch)).toBe(true);
    expect(matches({ tags: ['v*'], branches: ['dev'] }, tag)).toBe(true);
    expect(matches({ tags: ['v*'], branches: ['dev'] }, branch)).toBe(false);
  });

  it('of a tag starts nothing where only branches are filtered for, and the other way round', () => {
    expect(matches({ branches: ['**'] }, tag)).toBe(false);
    expect(matches({ branchesIgnore: ['x'] }, tag)).toBe(false);
    expect(matches({ tags: ['**'] }, branch)).toBe(false);
    expect(matches({ tagsIgnore: ['x'] }, branch)).toBe(false);
  });

  it('is filtered by the paths that changed: one that counts is enough', () => {
    expect(matches({ paths: ['src/**'] }, branch, ['README.md', 'src/a.ts'])).toBe(true);
    expect(matches({ paths: ['src/**'] }, branch, ['README.md'])).toBe(false);
    expect(matches({ paths: ['**', '!docs/**'] }, branch, ['docs/a.md'])).toBe(false);
    expect(matches({ pathsIgnore: ['docs/**'] }, branch, ['docs/a.md', 'x'])).toBe(true);
    expect(matches({ pathsIgnore: ['docs/**'] }, branch, ['docs/a.md'])).toBe(false);
  });

  it('must pass both its branches and its paths', () => {
    const filters = { branches: ['main'], paths: ['src/**'] };
    expect(matches(filters, branch, ['src/a'])).toBe(true);
    expect(matches(filters, push('refs/heads/dev'), ['src/a'])).toBe(false);
  });

  it('of a tag is not filtered by paths, and unknown paths match', () => {
    expect(matches({ paths: ['src/**'] }, tag, ['README.md'])).toBe(true);
    expect(matches({ paths: ['src/**'] }, branch, null)).toBe(true);
    expect(filtersNeedPaths({ push: { paths: ['a'] } }, branch)).toBe(true);
    expect(filtersNeedPaths({ push: { pathsIgnore: ['a'] } }, tag)).toBe(false);
    expect(filtersNeedPaths({ push: { branches: ['a'] } }, branch)).toBe(false);
  });

  it('that deletes a ref starts nothing', () => {
    expect(matches({}, push('refs/heads/main', { deleted: true }))).toBe(false);
  });
});

describe('other events', () => {
  const pullRequest = push('refs/pull/1/merge', {
    event: 'pull_request',
    action: 'opened',
    baseRef: 'main',
    headRef: 'feature',
  });

  it('listen to their activity types; pull requests to three of them by default', () => {
    const on: Triggers = { pull_request: {} };
    expect(matchTrigger(on, pullRequest, null).matches).toBe(true);
    expect(matchTrigger(on, { ...pullRequest, action: 'labeled' }, null).matches).toBe(false);
    expect(
      matchTrigger({ pull_request: { types: ['labeled'] } }, { ...pullRequest, action: 'labeled' }, null)
        .matches,
    ).toBe(true);
    expect(
      matchTrigger({ release: {} }, { ...pullRequest, event: 'release', action: 'created' }, null).matches,
    ).toBe(true);
  });

  it('filter a pull request by the branch it targets', () => {
    expect(matchTrigger({ pull_request: { branches: ['main'] } }, pullRequest, null).matches).toBe(true);
    expect(matchTrigger({ pull_request: { branches: ['feature'] } }, pullRequest, null).matches).toBe(false);
  });

  it('filter a merge group by the branch that it goes into, and a workflow’s run by the one it ran on', () => {
    const group = push('refs/heads/queue', { event: 'merge_group', action: 'checks_requested' });
    const into = { merge_group: { base_ref: 'refs/heads/main' } };
    const onGroup = (filters: EventFilters) =>
      matchTrigger({ merge_group: filters }, group, null, into).matches;
    expect([onGroup({ branches: ['main'] }), onGroup({ branchesIgnore: ['main'] })]).toEqual([true, false]);
    const run = push('refs/heads/main', { event: 'workflow_run', action: 'completed' });
    const of = { workflow_run: { name: 'Build', head_branch: 'feature/x' } };
    const onRun = (filters: EventFilters) => matchTrigger({ workflow_run: filters }, run, null, of);
    expect(onRun({ workflows: ['Build'], branches: ['feature/**'] }).matches).toBe(true);
    expect(onRun({ workflows: ['Build'], branches: ['main'] }).matches).toBe(false);
    expect(onRun({ workflows: ['Test', 'Lint'] })).toEqual({
      matches: false,
      reason: 'It does not listen to the workflow Build; it listens to Test, Lint.',
    });
    expect(onRun({ workflows: ['Build'], types: ['requested'] }).matches).toBe(false);
    expect(matchTrigger({ workflow_run: { workflows: ['Test'] } }, run, null).matches).toBe(true);
  });

  it('filter a version of an image by name and version, as patterns', () => {
    const ready = push('refs/heads/main', { event: 'image_version' });
    const payload = { image_version: { name: 'Base', version: '1.2.0' } };
    const on = (filters: EventFilters) =>
      matchTrigger({ image_version: filters }, ready, null, payload).matches;
    expect(on({ names: ['Base', 'Other'], versions: ['1.*'] })).toBe(true);
    expect([on({ names: ['Other'] }), on({ versions: ['2.*'] })]).toEqual([false, false]);
  });

  it('of a draft of a release, or a deployment that becomes inactive, start nothing', () => {
    const release = push('refs/tags/v1', { event: 'release', action: 'created' });
    const draft = { release: { draft: true } };
    expect(matchTrigger({ release: {} }, release, null, draft).matches).toBe(false);
    expect(matchTrigger({ release: {} }, { ...release, action: 'published' }, null, draft).matches).toBe(
      true,
    );
    const status = push('refs/heads/main', { event: 'deployment_status', action: 'created' });
    const state = (name: string) => ({ deployment_status: { state: name } });
    expect(matchTrigger({ deployment_status: {} }, status, null, state('inactive')).matches).toBe(false);
    expect(matchTrigger({ deployment_status: {} }, status, null, state('success')).matches).toBe(true);
  });

  it('of pull requests are filtered by the paths that they change', () => {
    const on: Triggers = { pull_request: { paths: ['src/**'] } };
    expect(filtersNeedPaths(on, pullRequest)).toBe(true);
    expect(matchTrigger(on, pullRequest, ['src/a.ts']).matches).toBe(true);
    expect(matchTrigger(on, pullRequest, ['README.md']).matches).toBe(false);
  });

  it('never include workflow_call', () => {
    expect(
      matchTrigger({ workflow_call: {} }, push('refs/heads/main', { event: 'workflow_call' }), null).matches,
    ).toBe(false);
  });
});

describe('a commit message', () => {
  it.each([
    'fix [skip ci]',
    '[ci skip] docs',
    'a\n\nb [no ci] c',
    '[skip actions]',
    '[actions skip]',
    '[SKIP CI]',
    'docs\n\n\nskip-checks: true',
    'docs\n\nSigned-off-by: a\nskip-checks:true\n',
  ])('%j asks to skip', (message) => {
    expect(asksToSkip(message)).toBe(true);
  });

  it.each([
    'skip ci',
    '[skip  ci]',
    'skip-checks: true',
    'a\n\nskip-checks: true\n\nmore',
    'a\n\nskip-checks: false',
    '',
  ])('%j does not', (message) => {
    expect(asksToSkip(message)).toBe(false);
  });
});
