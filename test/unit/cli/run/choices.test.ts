import { describe, expect, it } from 'vitest';
import {
  chooseEvent,
  chooseForEvent,
  type ChoiceOptions,
  type EventChoice,
} from '../../../../src/cli/run/event-choice.ts';
import { checkJobNames, chooseJobs } from '../../../../src/cli/run/job-choice.ts';
import type { WorkflowFile } from '../../../../src/cli/run/workflow-choice.ts';
import type { JobDefinition, Trigger, Triggers, WorkflowDefinition } from '../../../../src/events/index.ts';

const job = (id: string, ...needs: string[]): JobDefinition => ({
  id,
  needs,
  runsOn: { labels: 'ubuntu-latest' },
  env: {},
  defaults: {},
  outputs: {},
  checkout: true,
  steps: [],
});

const definition: WorkflowDefinition = {
  path: '.runbook/ci.yml',
  name: 'CI',
  on: { push: {} },
  env: {},
  defaults: {},
  jobs: [job('build'), job('lint'), job('test', 'build'), job('deploy', 'test', 'lint')],
};

const file = (on: Triggers | null): WorkflowFile => ({
  file: '.runbook/ci.yml',
  path: '.runbook/ci.yml',
  source: '',
  name: 'CI',
  on,
  definition,
  problems: [],
  place: null,
});

const push: Trigger = {
  event: 'push',
  ref: 'refs/heads/work',
  sha: 'a'.repeat(40),
  before: null,
  deleted: false,
  forced: false,
  actor: 'Ada',
  message: '',
};

describe('--job', () => {
  it('brings what the job needs, through all levels, and nothing else', () => {
    expect(chooseJobs(definition, ['test'])?.jobs.map((one) => one.id)).toEqual(['build', 'test']);
    expect(chooseJobs(definition, ['deploy'])?.jobs).toHaveLength(4);
    expect(chooseJobs(definition, ['lint', 'build'])?.jobs.map((one) => one.id)).toEqual(['build', 'lint']);
  });

  it('leaves out a workflow that has none of them', () => {
    expect(chooseJobs(definition, ['other'])).toBeNull();
    expect(chooseJobs(definition, [])).toBe(definition);
  });

  it('that no workflow has is refused with those there are', () => {
    expect(() => checkJobNames(['tset'], [definition])).toThrow(
      'There is no job "tset"; there are build, lint, test, deploy.',
    );
  });
});

describe('the event of a run', () => {
  it('is push, unless one file is named that begins with another', () => {
    expect(chooseEvent(undefined, [file({ workflow_dispatch: {}, push: {} })], 0)).toBe('push');
    expect(chooseEvent(undefined, [file({ workflow_dispatch: {}, push: {} })], 1)).toBe('workflow_dispatch');
    expect(chooseEvent(undefined, [file({ pull_request: {} }), file({ push: {} })], 2)).toBe('push');
    expect(chooseEvent('schedule', [file({ push: {} })], 1)).toBe('schedule');
  });

  it('is one of GitHub’s', () => {
    expect(() => chooseEvent('pul_request', [], 0)).toThrow(
      'There is no event pul_request; did you mean pull_request?',
    );
  });

  it('must be one that a named file listens to', async () => {
    await expect(choose([file({ schedule: {}, issues: {} })], true)).rejects.toThrow(
      '.runbook/ci.yml does not listen to push; it listens to schedule, issues (choose with --event).',
    );
  });

  it('must be of an activity that a named file listens to', async () => {
    const trigger = { ...push, event: 'pull_request', action: 'opened', baseRef: 'main' };
    await expect(
      choose([file({ pull_request: { types: ['closed', 'labeled'] } })], true, { trigger }),
    ).rejects.toThrow(
      '.runbook/ci.yml: It does not listen to the activity opened; it listens to closed, labeled. What happened is the "action" of --event-path.',
    );
    const filtered = file({ pull_request: { branches: ['other'] } });
    expect((await choose([filtered], true, { trigger })).run).toMatchObject([{ file: filtered }]);
    await expect(choose([filtered], false, { trigger })).rejects.toThrow('matches none of its patterns');
  });

  it('does not have to pass the filters of a named file', async () => {
    const named = file({ push: { branches: ['main'] } });
    expect((await choose([named], true)).run).toMatchObject([{ file: named }]);
  });

  it('passes over files of the folder that it would not start, with a reason', async () => {
    const all = [file({ push: {} }), file({ push: { branches: ['main'] } }), file({ issues: {} })];
    const choice = await choose(all, false);
    expect(choice.run).toMatchObject([{ file: all[0] }]);
    expect(choice.passedOver.map(({ file }) => file)).toEqual([all[1], all[2]]);
  });

  it('says nothing of a file that is only there to be called, where another one runs', async () => {
    const called = file({ workflow_call: {} });
    const both = file({ push: {}, workflow_call: {} });
    expect(await choose([called, both], false)).toMatchObject({ run: [{ file: both }], passedOver: [] });
    await expect(choose([called], false)).rejects.toThrow('it listens to workflow_call');
    expect(chooseEvent(undefined, [file({ workflow_call: {}, issues: {} })], 1)).toBe('issues');
  });

  it('asks for the changed paths only where they decide', async () => {
    const asked: Trigger[] = [];
    const changedPaths = (trigger: Trigger) => Promise.resolve(asked.push(trigger) > 0 ? ['src/a.ts'] : null);
    const source = file({ push: { paths: ['src/**'] } });
    const all = [file({ push: {} }), source, file({ push: { paths: ['docs/**'] } })];
    expect((await choose(all, false, { changedPaths })).run).toMatchObject([
      { file: all[0] },
      { file: source },
    ]);
    expect(asked).toHaveLength(2);
  });

  it('that starts nothing is refused with the reasons', async () => {
    await expect(choose([file({ issues: {} })], false)).rejects.toThrow(/Nothing to run for push: .*issues/);
  });

  it('may be a call, which no other workflow has to make here', async () => {
    const called = file({ workflow_call: {} });
    const trigger = { ...push, event: 'workflow_call' };
    expect((await choose([called], true, { trigger })).run).toMatchObject([{ file: called }]);
  });
});

/** Chooses among files for one event, by default a push. */
function choose(
  files: readonly WorkflowFile[],
  named: boolean,
  {
    trigger = push,
    changedPaths = () => Promise.resolve(null),
  }: Partial<ChoiceOptions & { trigger: Trigger }> = {},
): Promise<EventChoice> {
  const candidates = files.map((one) => ({ file: one, trigger, payload: {} }));
  return chooseForEvent(candidates, { named, changedPaths });
}
