import { describe, expect, it } from 'vitest';
import { SourceDocument } from '../../../../src/workflow/source/document.ts';
import { schemaErrors, structureProblems } from '../../../../src/workflow/structure/index.ts';

/** `line:column severity rule message` of everything that the schema has against an action's file. */
function problems(source: string): string[] {
  const document = new SourceDocument('action.yml', source);
  return structureProblems(document, schemaErrors(document.json, 'action'), 'action')
    .map(({ place }) => place())
    .map(({ line, column, severity, rule, message }) => `${line}:${column} ${severity} ${rule} ${message}`);
}

const HEAD = 'name: Greet\ndescription: Says hello\n';

describe('the schema of actions', () => {
  it.each([
    [
      'a composite action',
      `${HEAD}inputs:
  who: { description: Whom to greet, required: true, default: World, deprecationMessage: Use name }
  plain:
outputs:
  time: { description: When, value: '\${{ steps.hello.outputs.time }}' }
runs:
  using: composite
  steps:
    - { id: hello, name: Hello, if: always(), run: date, shell: bash, working-directory: src, env: { A: 1 }, continue-on-error: true }
    - { uses: actions/setup-node@v4, with: { node-version: 20 } }
branding: { icon: award, color: gray-dark }
`,
    ],
    [
      'a JavaScript action',
      `${HEAD}author: Somebody\nruns: { using: node24, main: dist/index.js, pre: a.js, pre-if: runner.os == 'Linux', post: b.js, post-if: success() }\n`,
    ],
    [
      'a Docker action',
      `${HEAD}runs: { using: docker, image: Dockerfile, entrypoint: main.sh, args: ['\${{ inputs.who }}', 2], env: { A: b }, pre-entrypoint: a.sh, pre-if: always(), post-entrypoint: b.sh, post-if: always() }\n`,
    ],
  ])('has nothing against %s with every key', (_, source) => {
    expect(problems(source)).toEqual([]);
  });

  it.each([
    [
      `${HEAD}runs: { using: composit, steps: [{ run: make, shell: bash }] }`,
      '3:16 error wrong-value `composit` is not a kind of action; did you mean `composite`?',
    ],
    [
      `${HEAD}runs: { using: composite, main: x }`,
      '3:1 error missing-key `runs` has no `steps`; a composite action needs it.',
    ],
    [
      `${HEAD}runs: { using: node20 }`,
      '3:1 error missing-key `runs` has no `main`; a JavaScript action needs it.',
    ],
    [
      `${HEAD}runs: { using: docker }`,
      '3:1 error missing-key `runs` has no `image`; a Docker action needs it.',
    ],
    [`${HEAD}runs: { steps: [] }`, '3:1 error missing-key `runs` has no `using`.'],
    [HEAD, '1:1 error missing-key The action has no `runs`.'],
    [
      `${HEAD}runs:\n  using: composite\n  steps:\n    - run: make`,
      "6:7 error missing-key Item 1 of `steps` has no `shell`; an action's step with `run` needs it.",
    ],
  ])('says what is wrong: %s', (source, expected) => {
    expect(problems(source)).toContain(expected);
  });

  it.each([
    [`${HEAD}run: x\nruns: { using: node20, main: x }`, '3:1 warning unknown-key'],
    ['runs: { using: node20, main: x }', '1:1 warning missing-key The action has no `name`.'],
    [`${HEAD}inputs: { a: { type: string } }\nruns: { using: node20, main: x }`, '3:16 warning unknown-key'],
    [`${HEAD}runs: { using: Node20, main: x }`, '3:16 warning wrong-value'],
    [
      `${HEAD}branding: { icon: nothing }\nruns: { using: node20, main: x }`,
      '3:19 warning wrong-value `nothing` is not an icon.',
    ],
  ])('only warns of what GitHub runs: %s', (source, expected) => {
    expect(problems(source)).toEqual([expect.stringContaining(expected)]);
  });
});
