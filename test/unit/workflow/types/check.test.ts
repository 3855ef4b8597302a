import { describe, expect, it } from 'vitest';
import { parseExpression } from '../../../../src/workflow/expressions/index.ts';
import {
  checkExpression,
  type CheckedExpression,
  contextsOf,
  type DeclaredOutputs,
  type Type,
} from '../../../../src/workflow/types/index.ts';

const WORKFLOW = {
  on: {
    workflow_dispatch: {
      inputs: { flag: { type: 'boolean' }, name: { type: 'string' }, level: { type: 'number' } },
    },
    workflow_call: { inputs: { flag: { type: 'string' }, level: { type: 'number' } } },
  },
  jobs: {
    build: { outputs: { digest: 'x' }, steps: [{ run: 'make' }] },
    called: { uses: './.runbook/called.yml' },
    test: {
      needs: ['build', 'called'],
      strategy: {
        matrix: {
          node: [18, 20],
          os: ['linux', 'macos'],
          mixed: [1, 'a'],
          flag: [true, false],
          one: ['only'],
          target: [{ name: 'a' }, { name: 'b', cross: true }],
        },
      },
      services: { redis: { image: 'redis' } },
      steps: [
        { id: 'first', run: 'echo "a=1" >> "$GITHUB_OUTPUT"' },
        { parallel: [{ id: 'inner', run: './x' }] },
        { id: 'action', uses: './actions/a' },
        { id: 'last', run: './y' },
      ],
    },
  },
};
const DECLARED: DeclaredOutputs = {
  ofAction: (uses) => (uses === './actions/a' ? ['result'] : null),
  ofWorkflow: (uses) => (uses === './.runbook/called.yml' ? ['digest'] : null),
};

/** The step that is checked is the fourth of the job `test`. */
function check(expression: string, declared?: DeclaredOutputs): CheckedExpression {
  const contexts = contextsOf(WORKFLOW, declared)(['jobs', 'test', 'steps', 3, 'run']);
  return checkExpression(parseExpression(expression), expression, contexts);
}

function messages(expression: string, declared?: DeclaredOutputs): string[] {
  return check(expression, declared).findings.map(({ message }) => message());
}

describe('the type of an expression', () => {
  const TYPES: readonly (readonly [string, Type['kind']])[] = [
    ['1', 'number'],
    ["'a'", 'string'],
    ['null', 'null'],
    ['!github', 'boolean'],
    ['github.ref == 1', 'boolean'],
    ['github.ref', 'string'],
    ['github.ref_protected', 'boolean'],
    ['github.event.anything.at.all', 'any'],
    ['GITHUB.Event_Name', 'string'],
    ['matrix.node', 'number'],
    ['matrix.os', 'string'],
    ['matrix.mixed', 'any'],
    ['matrix.flag', 'boolean'],
    ['matrix.target', 'object'],
    ['matrix.target.cross', 'boolean'],
    ['strategy.job-index', 'number'],
    ['needs', 'object'],
    ['needs.build.result', 'string'],
    ['needs.*.result', 'list'],
    ['job.services.redis.ports[6379]', 'string'],
    ['inputs.flag', 'any'],
    ['inputs.name', 'string'],
    ['inputs.level', 'any'],
    ['env.ANY', 'string'],
    ['secrets[github.ref]', 'string'],
    ['toJSON(needs)', 'string'],
    ['fromJSON(env.A)', 'any'],
    ["fromJSON('[1]')", 'list'],
    ["fromJSON('[1]')[0]", 'number'],
    [`fromJSON('{"a":{"b":true}}').a.b`, 'boolean'],
    ["github.ref == 'x' && 'a' || 'b'", 'string'],
    ["github.ref && 1 || 'b'", 'any'],
    ["env.A || 'b'", 'string'],
    ["case(github.ref == 'a', 1, 2)", 'number'],
    ["contains(env.A, 'x')", 'boolean'],
    ['success()', 'boolean'],
  ];

  it.each(TYPES)('%s is of the kind %s', (expression, kind) => {
    expect(check(expression)).toMatchObject({ type: { kind }, findings: [] });
  });
});

describe('the steps that a step sees', () => {
  it.each(['first', 'inner', 'action'])('have %s among them', (id) => {
    expect(messages(`steps.${id}.outcome`)).toEqual([]);
  });

  it('do not have itself, or a step of no job', () => {
    expect(messages('steps.last.outcome == steps.frist.outcome')).toEqual([
      '`steps.last` is always empty, as the step `last` has not run yet then; there are `first`, `inner` and `action`.',
      '`steps.frist` is always empty, as the step `frist` does not exist in the job `test`; did you mean `first`?',
    ]);
  });
});

describe('outputs that other files declare', () => {
  it('are unknown where nobody has read those files', () => {
    expect(messages('steps.action.outputs.x == needs.called.outputs.y')).toEqual([]);
  });

  it('are known where somebody has', () => {
    expect(messages('steps.action.outputs.reslt == needs.called.outputs.other', DECLARED)).toEqual([
      '`steps.action.outputs.reslt` is always empty, as the action `./actions/a` has no output `reslt`; did you mean `result`?',
      '`needs.called.outputs.other` is always empty, as the workflow `./.runbook/called.yml` has no output `other`; there is `digest`.',
    ]);
    expect(messages('steps.action.outputs.Result == needs.called.outputs.digest', DECLARED)).toEqual([]);
  });
});

describe('what comes after a mistake', () => {
  it('is not reported as another one', () => {
    expect(messages("github.nothing.at.all == 'x' && needs.nobody.outputs.x.y.z")).toHaveLength(2);
  });
});
