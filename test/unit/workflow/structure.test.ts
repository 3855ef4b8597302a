import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { parseWorkflow } from '../../../src/workflow/index.ts';

describe('a file with every documented key', () => {
  const EVERYTHING = `
name: Everything
run-name: Deploy by @\${{ github.actor }}
on:
  branch_protection_rule: { types: [created, deleted] }
  check_run: { types: [rerequested, completed] }
  check_suite: { types: completed }
  create:
  delete:
  deployment:
  deployment_status:
  discussion: { types: [created, edited, answered] }
  discussion_comment: { types: [created] }
  fork:
  gollum:
  issue_comment: { types: [created, deleted] }
  issues: { types: [opened, milestoned] }
  label: { types: [created] }
  merge_group: { types: [checks_requested], branches: [main] }
  milestone: { types: [opened] }
  page_build:
  public:
  pull_request: { types: [assigned, synchronize, enqueued], branches: [main], paths-ignore: [docs/**] }
  pull_request_review: { types: [submitted] }
  pull_request_review_comment: { types: [created] }
  pull_request_target: { types: [labeled], branches-ignore: [x] }
  push: { branches: [main], tags: ['v*'], paths: ['**.js'] }
  registry_package: { types: [published] }
  release: { types: [published] }
  repository_dispatch: { types: [anything, at_all] }
  schedule:
    - cron: '30 5 * * 1,3'
    - cron: '0 0 1 JAN-MAR SUN'
  status:
  watch: { types: [started] }
  workflow_call:
    inputs:
      a: { type: string, required: true, description: x, default: '\${{ github.ref }}' }
    outputs:
      o: { description: x, value: '\${{ jobs.build.outputs.o }}' }
    secrets:
      s: { required: true, description: x }
      t:
  workflow_dispatch:
    inputs:
      environment: { type: environment, description: Where, required: true }
      number: { type: number, default: 1 }
      flag: { type: boolean, default: false }
      choice: { type: choice, options: [a, 1], default: a }
      text:
  workflow_run: { workflows: [CI], types: [completed, requested, in_progress], branches: [main] }
permissions: { actions: read, attestations: write, checks: none, contents: read, id-token: write, models: read, pull-requests: write }
env:
  TOKEN: \${{ secrets.A }}
  EMPTY:
defaults: { run: { shell: bash, working-directory: ./a } }
concurrency: { group: '\${{ github.workflow }}', cancel-in-progress: '\${{ github.ref != ''x'' }}' }
jobs:
  build:
    name: Build \${{ matrix.os }}
    permissions: read-all
    needs: [prepare]
    if: \${{ !cancelled() && needs.prepare.result == 'success' }}
    runs-on: [self-hosted, '\${{ matrix.os }}']
    environment: { name: production, url: '\${{ steps.deploy.outputs.url }}' }
    concurrency: production
    outputs: { o: '\${{ steps.deploy.outputs.o }}' }
    env: { A: '\${{ secrets.A }}', B: '\${{ needs.prepare.outputs.x }}' }
    defaults: { run: { shell: '\${{ matrix.shell }}' } }
    timeout-minutes: \${{ fromJSON(vars.MINUTES) }}
    continue-on-error: \${{ matrix.experimental }}
    strategy:
      fail-fast: \${{ github.ref == 'refs/heads/main' }}
      max-parallel: 2
      matrix:
        os: [ubuntu-latest, { name: custom }]
        node: \${{ fromJSON(needs.prepare.outputs.nodes) }}
        include: [{ os: x, experimental: true, shell: sh }]
        exclude: \${{ fromJSON(needs.prepare.outputs.exclude) }}
    container:
      image: \${{ vars.IMAGE }}
      credentials: { username: a, password: '\${{ secrets.P }}' }
      env: { A: b }
      ports: [80, '8080:80']
      volumes: ['a:/b']
      options: --cpus 1
    services:
      redis: { image: redis, ports: ['6379:6379'], options: >- }
    steps:
      - uses: actions/checkout@v4
        with: { ref: '\${{ github.head_ref }}', fetch-depth: 0 }
      - id: deploy
        name: Deploy \${{ matrix.os }}
        if: always() && hashFiles('**/package-lock.json') != ''
        run: |
          echo "\${{ toJSON(github.event) }}"
          echo '}}' # not an expression
        shell: bash -e {0}
        working-directory: \${{ runner.temp }}
        env: { A: '\${{ steps.deploy2.outputs.x || ''none'' }}' }
        continue-on-error: \${{ true }}
        timeout-minutes: 5
        retry: { attempts: 3, delay: 10, backoff: linear, on: [failure, 75] }
    retry: { attempts: 2, on: [worker-lost] }
  prepare:
    runs-on: { group: big, labels: [a, b] }
    checkout: false
    outputs: { nodes: '[1]', exclude: '[]', x: '1' }
    snapshot: { image-name: x, version: 1.* }
    steps: [{ run: 'true' }]
  call:
    uses: octo/repo/.github/workflows/x.yml@main
    needs: prepare
    if: github.event_name == 'push'
    with: { a: '\${{ needs.prepare.outputs.x }}', b: true }
    secrets: { s: '\${{ secrets.S }}' }
    strategy: { matrix: { a: [1, 2] } }
    permissions: {}
    concurrency: { group: a }
  inherit:
    uses: ./.github/workflows/y.yml
    secrets: inherit
`;

  it('has no error', () => {
    const { problems } = parseWorkflow(EVERYTHING.replace('options: >- }', "options: '' }"), 'ci.yml');
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

describe('a message', () => {
  const long = 'x'.repeat(900);
  const jobs = 'jobs: { a: { runs-on: x, steps: [{ run: make }] } }';
  it.each([
    ['an unknown key', `on: push\n${long}: 1\n${jobs}`],
    ['a repeated key', `on: push\nenv:\n  ${long}: 1\n  ${long}: 2\n${jobs}`],
    ['a key without a space', `on: push\n${long}:x\n`],
    ['an alias', `on: push\nname: *${long}\n${jobs}`],
    ['a tag', `on: push\nname: !${long}\n${jobs}`],
    ['an event', `on: ${long}\n${jobs}`],
    ['the id of a job', `on: push\njobs: { "a ${long}": { runs-on: x, steps: [{ run: make }] } }`],
    ['an empty job', `on: push\njobs: { ${long}: }`],
    ['a variable', `on: push\nenv: ['${long}=1']\n${jobs}`],
    ['braces', `on: { push: { branches: { ${long}, b } } }\n${jobs}`],
    ['a step', `on: push\njobs: { a: { runs-on: x, steps: ['${long}'] } }`],
  ])('stays a sentence, however long %s is', (_, source) => {
    const { problems } = parseWorkflow(source, 'ci.yml');
    expect(problems).not.toEqual([]);
    for (const { message } of problems) expect(message.length).toBeLessThan(400);
  });
});

describe('any file', () => {
  const text = fc.oneof(
    fc.constantFrom('push', 'x', 'a b', '${{ github.ref }}', '${{ x', '', 'build', '!a', '[', 'on'),
    fc.string({ maxLength: 8 }),
  );
  const key = fc.constantFrom(
    'on',
    'jobs',
    'steps',
    'run',
    'uses',
    'needs',
    'runs-on',
    'strategy',
    'matrix',
    'include',
    'env',
    'if',
    'push',
    'branches',
    'build',
    'with',
    'schedule',
    'cron',
    'id',
    'inputs',
    'workflow_dispatch',
    '__proto__',
    'toString',
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 6 },
      text,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 4 }),
    ),
  }));

  it('made of the words of the language is read or refused, and never makes the reader throw', () => {
    const job = fc.record(
      {
        'runs-on': value,
        needs: value,
        strategy: value,
        if: value,
        steps: fc.array(fc.oneof(value, fc.record({ run: value, id: value }))),
      },
      { requiredKeys: [] },
    );
    const workflow = fc.record(
      { on: value, env: value, jobs: fc.oneof(value, fc.dictionary(key, job)) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(workflow, (file) => {
        const { definition, problems } = parseWorkflow(stringify(file), 'ci.yml');
        expect(definition === null).toBe(problems.some(({ severity }) => severity === 'error'));
      }),
      { numRuns: 150 },
    );
  });

  it('of any characters is read or refused, and its problems lie inside it', () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'on: push',
        'jobs:',
        '  a:',
        '    runs-on: x',
        '  - &a [*a',
        '\t',
        '%YAML 9',
        '---',
        '"',
        '? |',
        '!!binary x',
        '<<: *a',
        '    steps:',
        '      - run: |',
      ),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n', '\r'), (lines, end) => {
        const source = lines.join(end);
        const { problems } = parseWorkflow(source, 'ci.yml');
        const count = source.split('\n').length;
        for (const problem of problems) {
          expect(problem.line).toBeLessThanOrEqual(count);
          expect(problem.endColumn).toBeGreaterThan(problem.column);
        }
      }),
      { numRuns: 400 },
    );
  });
});
