import { describe, expect, it } from 'vitest';
import type { WorkflowDefinition } from '../../../src/events/definition.ts';
import { findNotExecuted, parseWorkflow } from '../../../src/workflow/index.ts';

function define(source: string): WorkflowDefinition {
  const { definition, problems } = parseWorkflow(source, '.runbook/ci.yml');
  if (definition === null) throw new Error(problems.map(({ message }) => message).join('\n'));
  return definition;
}

describe('the definition of a workflow', () => {
  it('has the retry of a job and of a step, with causes as a list', () => {
    const { jobs } = define(`
on: push
jobs:
  a:
    runs-on: x
    retry: { attempts: 2, on: worker-lost }
    steps:
      - run: make
        retry: { attempts: '\${{ vars.TRIES }}', delay: 1m, backoff: linear, on: [timeout, 75] }
`);
    expect(jobs[0]?.retry).toEqual({ attempts: 2, on: ['worker-lost'] });
    const retry = { attempts: '${{ vars.TRIES }}', delay: '1m', backoff: 'linear', on: ['timeout', 75] };
    expect(jobs[0]?.steps[0]?.retry).toEqual(retry);
    expect(jobs[0]?.notExecuted).toBeUndefined();
  });

  it('has one shape for what YAML allows several of', () => {
    const source = `
on: [push, workflow_dispatch]
concurrency: deploy
jobs:
  build:
    runs-on: ubuntu-latest
    needs: []
    steps:
      - run: make
  test:
    runs-on: { labels: [self-hosted, gpu] }
    needs: BUILD
    concurrency: { group: 'test-\${{ github.ref }}', cancel-in-progress: true }
    steps:
      - uses: actions/checkout@v4
        with: { fetch-depth: 1 }
      - { run: make test, if: false, timeout-minutes: 5, continue-on-error: '\${{ true }}' }
`;
    expect(define(source)).toEqual({
      path: '.runbook/ci.yml',
      name: '.runbook/ci.yml',
      on: { push: {}, workflow_dispatch: {} },
      env: {},
      defaults: {},
      concurrency: { group: 'deploy', cancelInProgress: false },
      jobs: [
        {
          id: 'build',
          needs: [],
          runsOn: { labels: 'ubuntu-latest' },
          env: {},
          defaults: {},
          outputs: {},
          checkout: true,
          steps: [{ run: 'make', env: {} }],
        },
        {
          id: 'test',
          needs: ['build'],
          runsOn: { labels: ['self-hosted', 'gpu'] },
          env: {},
          defaults: {},
          outputs: {},
          concurrency: { group: 'test-${{ github.ref }}', cancelInProgress: true },
          checkout: false,
          steps: [
            { uses: 'actions/checkout@v4', with: { 'fetch-depth': 1 }, env: {} },
            { run: 'make test', if: 'false', timeoutMinutes: 5, continueOnError: '${{ true }}', env: {} },
          ],
        },
      ],
    });
  });

  it('carries everything that a run needs', () => {
    const source = `
name: CI
run-name: by \${{ github.actor }}
on:
  push:
    branches: main
    tags-ignore: [v0]
    paths: ['src/**']
  workflow_dispatch:
    inputs:
      level: { type: choice, options: [a, b], default: a, required: true, description: How much }
      plain:
  schedule: [{ cron: '0 5 * * 1' }]
permissions: { contents: read }
env: { A: 1, B: , C: true }
defaults: { run: { shell: bash, working-directory: sub } }
jobs:
  a:
    name: Job
    runs-on: x
    if: github.ref == 'refs/heads/main'
    env: '\${{ fromJSON(vars.ENV) }}'
    outputs: { v: '\${{ steps.s.outputs.v }}' }
    timeout-minutes: 10
    continue-on-error: true
    strategy:
      fail-fast: false
      max-parallel: 2
      matrix: { os: [a, b], include: [{ os: c }] }
    permissions: write-all
    checkout: false
    steps:
      - { id: s, name: Step, run: 1, shell: sh, working-directory: dir, env: { X: y } }
`;
    expect(define(source)).toMatchObject({
      name: 'CI',
      runName: 'by ${{ github.actor }}',
      on: {
        push: { branches: ['main'], tagsIgnore: ['v0'], paths: ['src/**'] },
        workflow_dispatch: {
          inputs: {
            level: {
              type: 'choice',
              options: ['a', 'b'],
              default: 'a',
              required: true,
              description: 'How much',
            },
            plain: { type: 'string', required: false },
          },
        },
        schedule: { cron: ['0 5 * * 1'] },
      },
      permissions: { contents: 'read' },
      env: { A: 1, B: '', C: true },
      defaults: { shell: 'bash', workingDirectory: 'sub' },
      jobs: [
        {
          name: 'Job',
          if: "github.ref == 'refs/heads/main'",
          env: '${{ fromJSON(vars.ENV) }}',
          outputs: { v: '${{ steps.s.outputs.v }}' },
          timeoutMinutes: 10,
          continueOnError: true,
          strategy: { failFast: false, maxParallel: 2, matrix: { os: ['a', 'b'], include: [{ os: 'c' }] } },
          permissions: 'write-all',
          checkout: false,
          steps: [{ id: 's', name: 'Step', run: '1', shell: 'sh', workingDirectory: 'dir', env: { X: 'y' } }],
        },
      ],
    });
  });

  it('survives JSON', () => {
    const definition = define('on: push\njobs: { a: { runs-on: x, steps: [{ run: make }] } }');
    expect(JSON.parse(JSON.stringify(definition))).toEqual(definition);
  });
});

describe('a broken file', () => {
  it('still says what it listens to and what it is called', () => {
    const { definition, on, name } = parseWorkflow(
      'name: Broken\non:\n  push: { branches: [main] }\njobs: 1\n',
      'x.yml',
    );
    expect({ definition, on, name }).toEqual({
      definition: null,
      on: { push: { branches: ['main'] } },
      name: 'Broken',
    });
  });

  it('says nothing where it is no YAML, no map, or `on` is neither text, list nor map', () => {
    expect(parseWorkflow('on: [push\n', 'x.yml')).toMatchObject({ on: null, name: 'x.yml' });
    expect(parseWorkflow('on: 5\njobs: {}\n', 'x.yml').on).toBeNull();
  });
});

describe('what this version does not execute', () => {
  function notExecuted(job: string): string[] {
    const source = `on: push\njobs:\n  a:\n${job.replace(/^/gm, '    ')}\n`;
    const definition = define(source);
    const found = findNotExecuted(source, '.runbook/ci.yml', definition);
    expect(found.every(({ severity, rule }) => severity === 'error' && rule === 'not-executed')).toBe(true);
    // The same file read again, as after a restart, gives the same.
    expect(findNotExecuted(source, '.runbook/ci.yml', { ...definition })).toEqual(found);
    return found.map(
      ({ line, column, endColumn, snippet = '' }) => `${line} ${snippet.slice(column - 1, endColumn - 1)}`,
    );
  }

  it('does not look at jobs that are not part of the definition', () => {
    const source =
      'on: push\njobs:\n  a:\n    runs-on: x\n    steps: [{ run: make }]\n  b:\n    runs-on: x\n    container: c\n    steps: [{ uses: a/b@v1 }]\n';
    const definition = define(source);
    const [a, b] = definition.jobs.map((job) => ({ ...definition, jobs: [job] }));
    expect(findNotExecuted(source, 'x.yml', a ?? definition)).toEqual([]);
    expect(findNotExecuted(source, 'x.yml', b ?? definition)).toHaveLength(2);
  });

  it.each([
    ['runs-on: x\ncontainer: node:20\nsteps: [{ run: make }]', ['5 container']],
    [
      'runs-on: x\nservices: { db: { image: postgres } }\nenvironment: prod\nsteps: [{ run: make }]',
      ['5 services', '6 environment'],
    ],
    [
      'uses: octo/shared/.github/workflows/x.yml@v1\nwith: { a: 1 }\nsecrets: inherit',
      ['4 octo/shared/.github/workflows/x.yml@v1'],
    ],
    ['runs-on: x\nconcurrency: { group: a, queue: max }\nsteps: [{ run: make }]', ['5 queue']],
    ['runs-on: x\nconcurrency: { group: a, queue: single }\nsteps: [{ run: make }]', []],
    ['runs-on: x\nsteps: [{ uses: actions/setup-node@v4 }]', ['5 actions/setup-node@v4']],
    [
      'runs-on: x\nsteps: [{ uses: ./local }, { uses: docker://alpine:3 }]',
      ['5 ./local', '5 docker://alpine:3'],
    ],
    ['runs-on: { group: big, labels: x }\nsteps: [{ run: make }]', ['4 group']],
    [
      "runs-on: x\nstrategy: '${{ fromJSON(vars.S) }}'\nsteps: [{ run: make }]",
      ["5 '${{ fromJSON(vars.S) }}'"],
    ],
    ['runs-on: x\nsteps: [{ uses: actions/checkout@v4, with: { submodules: recursive } }]', ['5 submodules']],
    [
      'runs-on: x\nsteps: [{ uses: actions/checkout@v4, with: { repository: a/b, token: t, lfs: true, ssh-key: k } }]',
      ['5 repository', '5 token', '5 lfs', '5 ssh-key'],
    ],
    [
      "runs-on: x\nsteps: [{ uses: actions/checkout@v4, with: { repository: 'x/${{ github.repository }}' } }]",
      ['5 repository'],
    ],
  ])('is named at its place: %s', (job, places) => {
    expect(notExecuted(job)).toEqual(places);
  });

  it.each(['null', "''", ''])('does not include a container that is `%s`, which is none', (container) => {
    const job = `runs-on: x\ncontainer: ${container}\nsteps: [{ run: make }]`;
    expect(notExecuted(job)).toEqual([]);
    const [read] = define(`on: push\njobs:\n  a:\n${job.replace(/^/gm, '    ')}\n`).jobs;
    expect(read?.notExecuted).toBeUndefined();
  });

  it('does not include actions/checkout, any version, with its inputs and with what means nothing else', () => {
    const inputs = `
      repository: \${{ github.repository }}
      token: \${{ secrets.GITHUB_TOKEN }}
      ref: main
      path: sub
      fetch-depth: 0
      fetch-tags: true
      clean: false
      persist-credentials: false
      sparse-checkout: src
      sparse-checkout-cone-mode: false
      submodules: false
      lfs: 'false'
      ssh-key: ''
      set-safe-directory: true
      show-progress: false`;
    for (const uses of [
      'actions/checkout@v4',
      'Actions/Checkout@main',
      'actions/checkout@8e5e7e5ab8b370d6c329ec480221332ada57f0ab',
    ]) {
      expect(
        notExecuted(`runs-on: x\npermissions: read-all\nsteps:\n  - uses: ${uses}\n    with:${inputs}`),
      ).toEqual([]);
    }
  });
});

describe('keys with expressions', () => {
  const around = (matrix: string): string =>
    `on: push\njobs:\n  a:\n    strategy:\n      matrix:\n${matrix.replace(/^/gm, '        ')}\n    runs-on: x\n    steps: [{ run: 'echo $\{{ matrix.any }}' }]\n`;

  it('are accepted where their values may have expressions', () => {
    const source = around(
      '${{ github.ref_name }}: [1]\n${{ insert }}: ${{ fromJSON(vars.M) }}\n${{insert}}: { b: [1] }',
    );
    expect(parseWorkflow(source, 'x.yml').problems).toEqual([]);
  });

  it('are checked for their syntax', () => {
    const { problems } = parseWorkflow(around('${{ github.ref_name == }}: [1]'), 'x.yml');
    expect(problems).toMatchObject([{ line: 6, column: 9, rule: 'expression-syntax' }]);
  });
});
