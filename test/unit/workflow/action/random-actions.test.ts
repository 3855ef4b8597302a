import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { checkFile, createMemoryReader, Project } from '../../../../src/workflow/index.ts';

const KEYS = [
  'name',
  'description',
  'inputs',
  'outputs',
  'runs',
  'branding',
  'using',
  'steps',
  'main',
  'post',
  'image',
  'pre-if',
  'args',
  'env',
  'id',
  'run',
  'shell',
  'uses',
  'with',
  'if',
  'value',
  'default',
  'required',
  'a',
  'A',
];

const TEXTS = [
  '',
  'composite',
  'docker',
  'node20',
  'node12',
  'Node16',
  './',
  './a',
  './a/..',
  './../a',
  './b',
  'a/b@c',
  'Dockerfile',
  'docker://',
  'docker://a',
  'index.js',
  '../../x',
  'bash',
  '${{ inputs.a }}',
  '${{ steps.a.b }}',
  '${{ secrets.a }}',
  '${{',
  'always(',
  'deprecationMessage',
  '__proto__',
  'constructor',
  '\u0000',
  '\u{1F600}',
];

const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthSize: 'medium' },
    fc.constantFrom(...TEXTS),
    fc.constantFrom(null, true, 0, 3.1),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 6 }),
  ),
})).value;

/** Something like an action: what is below `runs` and `inputs` is anything. */
const action = fc
  .record({
    inputs: value,
    outputs: value,
    runs: fc.record({ using: fc.constantFrom(...TEXTS), steps: value, main: value, image: value }),
  })
  .map((map) => ({ name: 'A', description: 'B', ...map }));

describe('a file that looks like an action', () => {
  it('never makes a rule throw, whoever uses it, and each problem is at a place that the file has', async () => {
    await fc.assert(
      fc.asyncProperty(action, action, async (one, other) => {
        const files = {
          'a/action.yml': stringify(one),
          'b/action.yml': stringify(other),
          '.runbook/ci.yml':
            'on: push\njobs: { a: { runs-on: x, steps: [{ uses: ./a, with: { a: 1 } }, { uses: ./b }] } }\n',
        };
        const project = new Project(createMemoryReader(files));
        for (const [path, source] of Object.entries(files)) {
          await project.include({ path, source });
          for (const problem of checkFile(source, path, { files: project, path })) {
            expect(source.split('\n')[problem.line - 1], JSON.stringify(problem)).toBeDefined();
            expect(problem.endColumn).toBeGreaterThan(problem.column);
            expect(problem.message).toMatch(/^[A-Z`'0-9].*[.?]$/su);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});
