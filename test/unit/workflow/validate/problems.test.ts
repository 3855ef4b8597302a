import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../../src/events/problem.ts';
import { parseWorkflow } from '../../../../src/workflow/index.ts';

/** A workflow with one job that has these lines (indented for it). */
function job(...lines: string[]): string {
  return ['on: push', 'jobs:', '  a:', '    runs-on: x', ...lines.map((line) => `    ${line}`)].join('\n');
}

/** A workflow with one step of these lines. */
function step(...lines: string[]): string {
  return job('steps:', ...lines.map((line, index) => `  ${index === 0 ? '- ' : '  '}${line}`));
}

/** A workflow that listens to this. */
function on(...lines: string[]): string {
  return [
    'on:',
    ...lines.map((line) => `  ${line}`),
    'jobs: { a: { runs-on: x, steps: [{ run: make }] } }',
  ].join('\n');
}

const STEPS = 'steps: [{ run: make }]';

/** Source, place and rule of the one error, and a part of its message. */
const ERRORS: readonly (readonly [string, string, string])[] = [
  // Structure
  ['jobs: { a: { runs-on: x, steps: [{ run: make }] } }', '1:1 missing-key', 'The workflow has no `on`'],
  ['on: push', '1:1 missing-key', 'The workflow has no `jobs`'],
  ['on: push\njobs: {}', '2:7 empty-value', '`jobs` must not be empty'],
  ['on: push\njobs:', '2:1 wrong-type', '`jobs` must be a map of jobs, not empty'],
  ['on: push\njobs: { a: }', '2:9 wrong-type', '`a` must be a map, not empty'],
  [`name: x\nrun_name: y\n${job(STEPS)}`, '2:1 unknown-key', 'did you mean `run-name`?'],
  [job('need: b', STEPS), '5:5 unknown-key', '`need` is not a key of a job; did you mean `needs`?'],
  [
    'on: push\njobs:\n  a:\n    runs_on: x\n    steps: [{ run: make }]',
    '4:5 unknown-key',
    'did you mean `runs-on`?',
  ],
  [job('steps: []'), '5:12 empty-value', '`steps` must not be empty'],
  [job('steps: { run: make }'), '5:12 wrong-type', '`steps` must be a list of steps, not a map'],
  [job(), '3:3 missing-key', '`a` has no `steps`; a job needs it'],
  ['on: push\njobs: { a: { steps: [{ run: make }] } }', '2:9 missing-key', '`a` has no `runs-on`'],
  ['on: push\njobs: { 1a: { runs-on: x, steps: [{ run: make }] } }', '2:9 bad-id', '`1a` cannot be an id'],
  [job('runs: y', STEPS), '5:5 unknown-key', '`runs` is not a key of a job'],
  [
    job('timeout-minutes: soon', STEPS),
    '5:22 wrong-type',
    'must be a number or an expression `${{ }}`, not `soon`',
  ],
  [job('continue-on-error: maybe', STEPS), '5:24 wrong-type', 'must be true, false or an expression'],
  [job('checkout: no', STEPS), '5:15 wrong-type', 'must be true or false'],
  [job('env: [A]', STEPS), '5:10 wrong-type', 'must be a map of variables or an expression'],
  [job('env: { A: [1] }', STEPS), '5:15 wrong-type', '`A` must be a text'],
  [job('permissions: all', STEPS), '5:18 wrong-value', '`read-all` or `write-all`'],
  [job('permissions: { content: read }', STEPS), '5:20 unknown-key', 'did you mean `contents`?'],
  [job('permissions: { contents: reed }', STEPS), '5:30 wrong-value', 'did you mean `read`?'],
  [job('concurrency: { cancel-in-progress: true }', STEPS), '5:5 missing-key', 'has no `group`'],
  [
    job('strategy: { matrix: { os: linux } }', STEPS),
    '5:31 wrong-type',
    '`os` must be a list or an expression',
  ],
  [job('strategy: { matrix: { os: [] } }', STEPS), '5:31 empty-value', '`os` must not be empty'],
  [job('strategy: { fail_fast: true }', STEPS), '5:17 unknown-key', 'did you mean `fail-fast`?'],
  [job('defaults: { run: { sheel: sh } }', STEPS), '5:24 unknown-key', 'did you mean `shell`?'],
  [step('run: make', 'nane: x'), '7:9 unknown-key', '`nane` is not a key of a step; did you mean `name`?'],
  [step('run: make', 'id: a b'), '7:13 bad-id', '`a b` cannot be an id'],
  [step('run: [make]'), '6:14 wrong-type', '`run` must be a script, not a list'],
  [on('pusch:'), '2:3 unknown-key', '`pusch` is not an event; did you mean `push`?'],
  [
    'on: [push, pul_request]\njobs: { a: { runs-on: x, steps: [{ run: make }] } }',
    '1:12 wrong-value',
    'did you mean `pull_request`?',
  ],
  [on('push: { branch: [main] }'), '2:11 unknown-key', 'not a key of `on.push`'],
  [on('issues: { types: [opend] }'), '2:21 wrong-value', 'did you mean `opened`?'],
  [on('issues: { types: opend }'), '2:20 wrong-value', 'an activity type of `issues`'],
  [
    on('workflow_dispatch: { inputs: { a: { type: bool } } }'),
    '2:45 wrong-value',
    '`bool` is not the type of an input',
  ],
  // Needs and ids
  [job('needs: b', STEPS), '5:12 unknown-need', 'No job has the id `b`'],
  [job('needs: [A]', STEPS), '5:13 cyclic-needs', 'The job `a` needs itself'],
  [
    `${job('needs: b', STEPS)}\n  b: { needs: a, runs-on: x, ${STEPS} }`,
    '5:12 cyclic-needs',
    '`a` -> `b` -> `a`',
  ],
  [
    `${job(STEPS)}\n  bild: { needs: [a, buid], runs-on: x, ${STEPS} }\n  build: { runs-on: x, ${STEPS} }`,
    '6:22 unknown-need',
    'did you mean',
  ],
  [`${job(STEPS)}\n  A: { runs-on: x, ${STEPS} }`, '6:3 duplicate-id', 'twice, also as `a`'],
  [job('steps: [{ run: a, id: x }, { run: b, id: X }]'), '5:46 duplicate-id', 'step id `X` is there twice'],
  [step('run: make', 'id: __x'), '7:13 bad-id', 'reserved'],
  // Steps
  [step('run: make', 'uses: actions/checkout@v4'), '7:9 step-kind', 'not both'],
  [step('name: nothing'), '6:9 step-kind', 'neither `run` nor `uses`'],
  [step('run: make', 'with: { a: 1 }'), '7:9 step-kind', '`with` belongs to steps with `uses`'],
  [step('uses: actions/checkout@v4', 'shell: bash'), '7:9 step-kind', '`shell` belongs to steps with `run`'],
  // Expressions
  [step('run: echo ${{ github.ref'), '6:19 expression-syntax', 'not closed with `}}`'],
  [step('run: echo ${{ githb.ref }}'), '6:23 expression-syntax', 'did you mean `github`?'],
  [step('run: echo ${{ }}'), '6:22 expression-syntax', 'is empty'],
  [step('if: success() &&', 'run: make'), '6:23 expression-syntax', 'ends too early'],
  [step("if: github.ref == 'a", 'run: make'), '6:27 expression-syntax', 'does not end'],
  [job('if: secrets.TOKEN', STEPS), '5:9 context-not-available', '`github`, `needs`, `vars` and `inputs`'],
  [job("if: env.A == 'b'", STEPS), '5:9 context-not-available', '`env` does not exist here'],
  [job('if: matrix.os', STEPS), '5:9 context-not-available', '`matrix`'],
  [step('if: secrets.A', 'run: make'), '6:13 context-not-available', '`secrets`'],
  [
    job('runs-on: ${{ env.A }}', STEPS).replace('    runs-on: x\n', ''),
    '4:18 context-not-available',
    '`env`',
  ],
  [
    job("name: ${{ hashFiles('a') }}", STEPS),
    '5:15 function-not-available',
    '`hashFiles()` does not exist here; it does in steps',
  ],
  [step('run: ${{ always() }}'), '6:18 function-not-available', 'in an `if`'],
  [`env: { A: '\${{ runner.os }}' }\n${job(STEPS)}`, '1:16 context-not-available', '`runner`'],
  [`run-name: \${{ needs.a }}\n${job(STEPS)}`, '1:15 context-not-available', '`needs`'],
  [`name: \${{ github.ref }}\n${job(STEPS)}`, '1:7 expression-not-allowed', 'not evaluated here'],
  [step('uses: ${{ matrix.action }}'), '6:15 expression-not-allowed', 'not evaluated here'],
  [on("push: { branches: ['${{ github.ref }}'] }"), '2:23 expression-not-allowed', 'not evaluated here'],
  // Filters, cron, matrix, inputs
  [on('push: { branches: [a], branches-ignore: [b] }'), '2:26 conflicting-filters', 'cannot both be there'],
  [on('pull_request: { paths: [a], paths-ignore: [b] }'), '2:31 conflicting-filters', '`paths-ignore`'],
  [on("push: { branches: ['v[0-9'] }"), '2:24 bad-pattern', 'not closed with `]`'],
  [on("push: { tags: ['!+v'] }"), '2:20 bad-pattern', 'repeats the character before it'],
  [on("schedule: [{ cron: '@daily' }]"), '2:23 bad-cron', 'write `0 0 * * *`'],
  [on("schedule: [{ cron: '61 * * * *' }]"), '2:23 bad-cron', 'from 0 to 59, not `61`'],
  [on("schedule: [{ cron: '* * * * * *' }]"), '2:23 bad-cron', 'there are no seconds'],
  [on('schedule: [{ crn: x }]'), '2:16 unknown-key', 'did you mean `cron`?'],
  [step('uses: actions/checkout'), '6:15 bad-action', 'write `actions/checkout@` and a tag'],
  [step('uses: checkout@v4'), '6:15 bad-action', '`checkout@v4` is not an action'],
  [step('run: make', 'workdir: x'), '7:9 unknown-key', '`workdir` is not a key of a step.'],
  [
    job(`strategy: { matrix: { a: [${range(17)}], b: [${range(17)}] } }`, STEPS),
    '5:17 matrix-too-large',
    'more than 256 jobs',
  ],
  [on('workflow_dispatch: { inputs: { a: { type: choice } } }'), '2:34 missing-options', 'no `options`'],
  [
    on(
      `workflow_dispatch: { inputs: { ${Array.from({ length: 26 }, (_, index) => `i${index}: {}`).join(', ')} } }`,
    ),
    '2:24 too-many-inputs',
    '26',
  ],
];

const WARNINGS: readonly (readonly [string, string, string])[] = [
  [on('push: { types: [opened] }'), '2:11 unknown-key', '`types` is not a key of `on.push`'],
  [step('run: echo ${{ steps.b.outputs.x }}'), '6:23 undefined-reference', '`steps.b` is always empty'],
  [
    job('steps: [{ run: "${{ steps.b.outputs.x }}" }, { run: b, id: b }]'),
    '5:25 undefined-reference',
    'has not run yet then',
  ],
  [
    job("steps: [{ run: '${{ steps.b.output }}' }]").replace('[{', '[{ run: b, id: b }, {'),
    '5:44 undefined-reference',
    'did you mean `outputs`',
  ],
  [
    `${job(STEPS)}\n  b: { runs-on: x, steps: [{ run: '\${{ needs.a.result }}' }] }`,
    '6:40 undefined-reference',
    'add it to the `needs` of `b`',
  ],
  [
    `${job(STEPS)}\n  b: { needs: a, runs-on: x, steps: [{ run: '\${{ needs.a.outputs.v }}' }] }`,
    '6:50 undefined-reference',
    'has no such output',
  ],
  [step('run: ${{ matrix.os }}'), '6:18 undefined-reference', 'has no matrix'],
  [
    job('strategy: { matrix: { os: [a] } }', "name: '${{ matrix.oss }}'", STEPS),
    '6:16 undefined-reference',
    'did you mean `os`',
  ],
  [job("if: ${{ github.ref == 'a' }} && true", STEPS), '5:9 always-true', 'always true'],
  [job('if: |', '  ${{ github.ref }}', STEPS), '5:9 always-true', 'always true'],
  [step('run: echo', "env: { T: '${{ secrets.GITHUB_TOKEN }}' }"), '7:24 empty-token', 'is empty'],
  [
    on("schedule: [{ cron: '*/2 * * * *' }]", 'push:'),
    '2:23 frequent-cron',
    'more often than every 5 minutes',
  ],
  [on("push: { branches: ['!main'] }"), '2:11 selects-nothing', 'selects nothing'],
  [
    on('workflow_dispatch: { inputs: { a: { type: number, default: many } } }'),
    '2:62 bad-default',
    'not a number',
  ],
  [on('release:'), '2:3 event-not-delivered', '`release` yet'],
  [
    step('uses: actions/checkout@v4', 'with: { fetch_depth: 0 }'),
    '7:17 unknown-input',
    'did you mean `fetch-depth`?',
  ],
];

describe('a mistake is one error, at its place, in a sentence', () => {
  it.each(ERRORS.map(byMessage))('%s, at %s', (message, place, source) => {
    const { definition, problems } = parseWorkflow(source, 'ci.yml');
    expect(problems.filter(({ severity }) => severity === 'error').map(placeOf)).toEqual([place]);
    expect(problems.find(({ severity }) => severity === 'error')?.message).toContain(message);
    expect(definition).toBeNull();
  });
});

describe('what GitHub runs although it is a mistake is a warning', () => {
  it.each(WARNINGS.map(byMessage))('%s, at %s', (message, place, source) => {
    const { definition, problems } = parseWorkflow(source, 'ci.yml');
    const found = problems.filter(({ rule }) => place.endsWith(rule));
    expect(found.map(placeOf)).toEqual([place]);
    expect(found[0]?.message).toContain(message);
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(definition).not.toBeNull();
  });
});

describe('the problems of a file', () => {
  it('are all of them, in its order, each a sentence with its snippet', () => {
    const source = [
      'on: pusch',
      'jobs:',
      '  a:',
      '    needs: b',
      '    runs-on: x',
      '    steps:',
      '      - runn: make',
    ].join('\n');
    const { problems } = parseWorkflow(source, 'dir/ci.yml');
    expect(problems.map(placeOf)).toEqual(['1:5 wrong-value', '4:12 unknown-need', '7:9 unknown-key']);
    for (const { file, message, snippet, line } of problems) {
      expect(file).toBe('dir/ci.yml');
      expect(message).toMatch(/^[A-Z`].*[.?]$/);
      expect(snippet).toBe(source.split('\n')[line - 1]);
    }
  });

  it('are told once where an alias repeats what is wrong', () => {
    const source = [
      'on: push',
      'jobs:',
      '  a: &job',
      '    runs-on: x',
      '    steps: [{ runn: make }]',
      '  b: *job',
    ].join('\n');
    expect(parseWorkflow(source, 'ci.yml').problems.map(placeOf)).toEqual(['5:15 unknown-key']);
  });

  it('have an end, exclusive, on the same line', () => {
    const [problem] = parseWorkflow(job('need: b', STEPS), 'ci.yml').problems;
    expect(problem).toMatchObject({ line: 5, column: 5, endLine: 5, endColumn: 9 });
  });
});

/** The order in which a test's title names them. */
function byMessage([source, place, message]: readonly [string, string, string]): [string, string, string] {
  return [message, place, source];
}

function placeOf({ line, column, rule }: Problem): string {
  return `${line}:${column} ${rule}`;
}

function range(count: number): string {
  return Array.from({ length: count }, (_, index) => index).join(', ');
}
