import { describe, expect, it } from 'vitest';
import type { Leg } from '../../../../src/events/job-terms.ts';
import type { JobDefinition, WorkflowDefinition } from '../../../../src/events/definition.ts';
import { jobIdOf } from '../../../../src/events/ids.ts';
import type { JsonObject } from '../../../../src/events/json.ts';
import type { Trigger } from '../../../../src/events/trigger.ts';
import { jobName, logFolder, runName, runsOnLabels, stepFile } from '../../../../src/workflow/index.ts';

const job: JobDefinition = {
  id: 'test',
  needs: [],
  runsOn: { labels: 'ubuntu-latest' },
  env: {},
  defaults: {},
  outputs: {},
  checkout: true,
  steps: [],
};

function leg(matrix: JsonObject | null): Leg {
  return { index: 0, total: 1, matrix, failFast: true, maxParallel: null };
}

describe('the name of a job', () => {
  it.each<[string | undefined, JsonObject | null, string]>([
    [undefined, null, 'test'],
    ['Unit tests', null, 'Unit tests'],
    [undefined, { os: 'ubuntu', node: 20 }, 'test (ubuntu, 20)'],
    ['Unit tests', { os: 'ubuntu' }, 'Unit tests (ubuntu)'],
    ['on ${{ matrix.os }}', { os: 'ubuntu' }, 'on ubuntu'],
    ['${{ matrix.none }}', { os: 'ubuntu' }, 'test'],
    [undefined, { target: { os: 'a', flags: [1, true] }, empty: '' }, 'test (a, 1, true)'],
    ['x'.repeat(120), null, `${'x'.repeat(97)}...`],
  ])('%s with %j is %s', (name, matrix, shown) => {
    const definition = name === undefined ? job : { ...job, name };
    expect(jobName(definition, leg(matrix), { contexts: { matrix: matrix ?? {} } })).toBe(shown);
  });
});

describe('labels', () => {
  const scope = {
    contexts: { matrix: { os: 'linux', list: ['a', 'b'], full: { labels: 'c', group: 'g' } } },
  };

  it('come from a text, a list, or an expression of either or of a map', () => {
    expect(runsOnLabels({ labels: 'ubuntu-latest' }, scope)).toEqual(['ubuntu-latest']);
    expect(runsOnLabels({ labels: ['self-hosted', '${{ matrix.os }}'] }, scope)).toEqual([
      'self-hosted',
      'linux',
    ]);
    expect(runsOnLabels({ labels: '${{ matrix.list }}' }, scope)).toEqual(['a', 'b']);
    expect(runsOnLabels({ labels: '${{ matrix.full }}' }, scope)).toEqual(['c']);
  });

  it('must not be empty', () => {
    expect(() => runsOnLabels({ labels: '${{ matrix.none }}' }, scope)).toThrow('gives no label to run on');
  });
});

describe('the name of a run', () => {
  const definition: WorkflowDefinition = {
    path: '.runbook/ci.yml',
    name: 'CI',
    on: {},
    env: {},
    defaults: {},
    jobs: [],
  };
  const push: Trigger = {
    event: 'push',
    ref: 'refs/heads/main',
    sha: '',
    before: null,
    deleted: false,
    forced: false,
    actor: 'mona',
    message: '\nFix it\n\nlong story',
  };
  const scope = { contexts: { github: { actor: 'mona', event: { pull_request: { title: ' A title ' } } } } };

  it("is run-name, else the commit's first line, the pull request's title, or the workflow's name", () => {
    expect(runName({ ...definition, runName: 'by ${{ github.actor }}' }, scope, push)).toBe('by mona');
    expect(runName({ ...definition, runName: '${{ github.none }}' }, scope, push)).toBe('Fix it');
    expect(runName(definition, scope, push)).toBe('Fix it');
    expect(runName(definition, scope, { ...push, event: 'pull_request' })).toBe('A title');
    expect(runName(definition, { contexts: {} }, { ...push, event: 'workflow_dispatch' })).toBe('CI');
  });
});

describe('names of log folders and files', () => {
  const id = jobIdOf(7, 0);

  it('have only letters, digits, dots, lines and no leading dot', () => {
    expect(logFolder('test (ubuntu, 20)', 1, new Set(), id)).toBe('test--ubuntu--20-.1');
    expect(logFolder('../../etc/passwd', 2, new Set(), id)).toBe('-..-etc-passwd.2');
    expect(logFolder('...', 1, new Set(), id)).toBe('job.1');
    expect(logFolder('größe 😀', 1, new Set(), id)).toBe('gr--e--.1');
    expect(stepFile(2, 'Run npm test')).toBe('02-Run-npm-test.log');
    expect(stepFile(112, '')).toBe('112-step.log');
  });

  it('are at most 60 characters long, and get the id on a collision in any case of letters', () => {
    expect(logFolder('x'.repeat(80), 1, new Set(), id)).toBe(`${'x'.repeat(60)}.1`);
    expect(logFolder('Test', 1, new Set(['test.1']), id)).toBe('Test-7168.1');
    expect(logFolder('x'.repeat(80), 1, new Set([`${'x'.repeat(60)}.1`]), id)).toBe(
      `${'x'.repeat(55)}-7168.1`,
    );
  });
});
