import { describe, expect, it } from 'vitest';
import { parseWorkflow } from '../../../../src/workflow/index.ts';

/** Every context that a workflow may name. */
const CONTEXTS = 'github env vars job jobs steps runner secrets strategy matrix needs inputs'.split(' ');

const BEFORE_JOB = 'github needs vars inputs';
const JOB = `${BEFORE_JOB} strategy matrix`;
const RUNNER = `${JOB} job runner env`;
const STEP = `${RUNNER} secrets steps`;

/** Keys of GitHub's table "Context availability": the lines above one, the key with `HERE`, and its contexts. */
const KEYS: readonly (readonly [key: string, lines: readonly string[], contexts: string])[] = [
  ['run-name', ['run-name: HERE'], 'github inputs vars'],
  ['concurrency', ['concurrency: HERE'], 'github inputs vars'],
  ['concurrency.group', ['concurrency:', '  group: HERE'], 'github inputs vars'],
  ['env', ['env:', '  A: HERE'], 'github secrets inputs vars'],
  ['on.workflow_call.inputs.<id>.default', ['    default: HERE'], 'github inputs vars'],
  ['on.workflow_call.outputs.<id>.value', ['    value: HERE'], 'github jobs vars inputs'],
  ['jobs.<id>.concurrency', ['    concurrency: HERE'], JOB],
  ['jobs.<id>.container', ['    container: HERE'], JOB],
  ['jobs.<id>.container.image', ['    container:', '      image: HERE'], JOB],
  [
    'jobs.<id>.container.credentials',
    [
      '    container:',
      '      image: i',
      '      credentials:',
      '        username: u',
      '        password: HERE',
    ],
    `${JOB} env secrets`,
  ],
  [
    'jobs.<id>.container.env.<id>',
    ['    container:', '      image: i', '      env:', '        A: HERE'],
    `${RUNNER} secrets`,
  ],
  ['jobs.<id>.continue-on-error', ['    continue-on-error: HERE'], JOB],
  [
    'jobs.<id>.defaults.run',
    ['    defaults:', '      run:', '        working-directory: HERE'],
    `${JOB} env`,
  ],
  ['jobs.<id>.env', ['    env:', '      A: HERE'], `${JOB} secrets`],
  ['jobs.<id>.environment', ['    environment: HERE'], JOB],
  ['jobs.<id>.environment.url', ['    environment:', '      name: n', '      url: HERE'], `${RUNNER} steps`],
  ['jobs.<id>.if', ['    if: HERE'], BEFORE_JOB],
  ['jobs.<id>.name', ['    name: HERE'], JOB],
  ['jobs.<id>.outputs.<id>', ['    outputs:', '      a: HERE'], STEP],
  ['jobs.<id>.services', ['    services:', '      s:', '        image: HERE'], JOB],
  [
    'jobs.<id>.services.<id>.credentials',
    ['    services:', '      s:', '        image: i', '        credentials:', '          password: HERE'],
    `${JOB} env secrets`,
  ],
  [
    'jobs.<id>.services.<id>.env.<id>',
    ['    services:', '      s:', '        image: i', '        env:', '          A: HERE'],
    `${RUNNER} secrets`,
  ],
  ['jobs.<id>.strategy', ['    strategy:', '      matrix:', '        os: [HERE]'], BEFORE_JOB],
  ['jobs.<id>.strategy.fail-fast', ['    strategy:', '      fail-fast: HERE'], BEFORE_JOB],
  ['jobs.<id>.timeout-minutes', ['    timeout-minutes: HERE'], JOB],
  ['jobs.<id>.steps.continue-on-error', ['        continue-on-error: HERE'], STEP],
  ['jobs.<id>.steps.env', ['        env:', '          A: HERE'], STEP],
  ['jobs.<id>.steps.if', ['        if: HERE'], `${RUNNER} steps`],
  ['jobs.<id>.steps.name', ['        name: HERE'], STEP],
  ['jobs.<id>.steps.run', ['        run: HERE'], STEP],
  ['jobs.<id>.steps.timeout-minutes', ['        timeout-minutes: HERE'], STEP],
  ['jobs.<id>.steps.with', ['        with:', '          a: HERE'], STEP],
  ['jobs.<id>.steps.working-directory', ['        working-directory: HERE'], STEP],
  ['jobs.<id>.with.<id>', ['    with:', '      a: HERE'], JOB],
  ['jobs.<id>.secrets.<id>', ['    secrets:', '      a: HERE'], `${JOB} secrets`],
];

/** A workflow that has these lines at the place that their key names, and `expression` in them. */
function workflow(key: string, lines: readonly string[], expression: string): string {
  const at = (where: string): readonly string[] => (key.startsWith(where) ? lines : []);
  const isCall = key.startsWith('jobs.<id>.with') || key.startsWith('jobs.<id>.secrets');
  const isStep = key.startsWith('jobs.<id>.steps.');
  const isJob = key.startsWith('jobs.') && !isStep;
  const step = key.endsWith('.with')
    ? ['      - uses: actions/checkout@v4']
    : key.endsWith('.run') && isStep
      ? ['      - id: s']
      : ['      - run: make'];
  return [
    ...(key.startsWith('jobs') || key.startsWith('on') ? [] : lines),
    'on:',
    ' workflow_call:',
    ...(key.startsWith('on.workflow_call.inputs') ? ['  inputs:', '   a:', '    type: string'] : []),
    ...(key.startsWith('on.workflow_call.outputs') ? ['  outputs:', '   a:'] : []),
    ...at('on.'),
    'jobs:',
    '  j:',
    ...(isJob ? lines : []),
    ...(isCall ? ['    uses: o/r/.github/workflows/w.yml@v1'] : ['    runs-on: x', '    steps:', ...step]),
    ...(isStep ? lines : []),
  ]
    .join('\n')
    .replace('HERE', expression);
}

function refused(source: string, rule: string): string[] {
  return parseWorkflow(source, 'ci.yml')
    .problems.filter((problem) => problem.rule === rule)
    .map(({ snippet, column, endColumn }) => (snippet ?? '').slice(column - 1, endColumn - 1));
}

describe('the contexts that exist', () => {
  it.each(KEYS)('at %s are those of the documentation', (key, lines, contexts) => {
    const all = `\${{ ${CONTEXTS.map((context) => `toJSON(${context})`).join(' == ')} }}`;
    const known = contexts.split(' ');
    expect(refused(workflow(key, lines, `'${all}'`), 'context-not-available')).toEqual(
      CONTEXTS.filter((context) => !known.includes(context)),
    );
  });
});

describe('the functions that are not everywhere', () => {
  const STATUS = ['success', 'failure', 'cancelled', 'always'];

  it.each(KEYS)('at %s are those of the documentation', (key, lines) => {
    const calls = [...STATUS.map((name) => `${name}()`), "hashFiles(''a'')"];
    const isCondition = key.endsWith('.if');
    const known = [
      ...(isCondition ? STATUS : []),
      ...(key.startsWith('jobs.<id>.steps.') ? ['hashFiles'] : []),
    ];
    const found = refused(workflow(key, lines, `'\${{ ${calls.join(' || ')} }}'`), 'function-not-available');
    expect(found).toEqual([...STATUS, 'hashFiles'].filter((name) => !known.includes(name)));
  });
});
