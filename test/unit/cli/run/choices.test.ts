import { describe, expect, it } from 'vitest';
import { chooseEvent, chooseForEvent } from '../../../../src/cli/run/event-choice.ts';
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

  it('must be one that a named file listens to', () => {
    expect(() => chooseForEvent([file({ schedule: {}, issues: {} })], push, true)).toThrow(
      '.runbook/ci.yml does not listen to push; it listens to schedule, issues (choose with --event).',
    );
  });

  it('does not have to pass the filters of a named file', () => {
    const named = file({ push: { branches: ['main'] } });
    expect(chooseForEvent([named], push, true).run).toEqual([named]);
  });

  it('passes over files of the folder that it would not start, with a reason', () => {
    const all = [file({ push: {} }), file({ push: { branches: ['main'] } }), file({ issues: {} })];
    const choice = chooseForEvent(all, push, false);
    expect(choice.run).toEqual([all[0]]);
    expect(choice.passedOver.map(({ file }) => file)).toEqual([all[1], all[2]]);
  });

  it('says nothing of a file that is only there to be called, unless it is to run by itself', () => {
    const called = file({ workflow_call: {} });
    const both = file({ push: {}, workflow_call: {} });
    expect(chooseForEvent([called, both], push, false)).toEqual({ run: [both], passedOver: [] });
    const sentence = '.runbook/ci.yml is run by the workflows that call it: run one of those.';
    expect(() => chooseForEvent([called], push, true)).toThrow(sentence);
    expect(() => chooseForEvent([both], { ...push, event: 'workflow_call' }, true)).toThrow(sentence);
    expect(chooseEvent(undefined, [file({ workflow_call: {}, issues: {} })], 1)).toBe('issues');
  });

  it('that starts nothing is refused with the reasons', () => {
    expect(() => chooseForEvent([file({ issues: {} })], push, false)).toThrow(
      /Nothing to run for push: .*issues/,
    );
  });
});
