import type { UnplacedProblem } from '../source/source-text.ts';
import type { Path, SourceDocument } from '../source/document.ts';
import { quoted } from '../quoted.ts';
import { error, parallelSteps, type Rule, type StepNode } from './rule.ts';

/** Ids that are there twice in any case of letters, or begin with the reserved `__`. Their form is the schema's. */
export const ids: Rule = ({ document, jobs }) => [
  ...idProblems(
    document,
    'job',
    jobs.map(({ id, path }) => ({ id, path, at: 'key' })),
  ),
  ...jobs.flatMap(({ steps }) => [
    ...stepProblems(document, steps),
    // The steps of a `parallel` are a list of their own.
    ...steps.flatMap((node) => stepProblems(document, parallelSteps(node))),
  ]),
];

function stepProblems(document: SourceDocument, steps: readonly StepNode[]): UnplacedProblem[] {
  return idProblems(
    document,
    'step',
    steps.flatMap(({ path, step }) =>
      typeof step['id'] === 'string' ? [{ id: step['id'], path: [...path, 'id'], at: 'value' }] : [],
    ),
  );
}

interface PlacedId {
  readonly id: string;
  readonly path: Path;
  readonly at: 'key' | 'value';
}

function idProblems(
  document: SourceDocument,
  what: 'job' | 'step',
  placed: readonly PlacedId[],
): UnplacedProblem[] {
  const seen = new Map<string, string>();
  return placed.flatMap(({ id, path, at }) => {
    const first = seen.get(id.toLowerCase());
    if (first === undefined) seen.set(id.toLowerCase(), id);
    const finding =
      first !== undefined
        ? error(
            'duplicate-id',
            `The ${what} id ${quoted(id)} is there twice${first === id ? '' : `, also as ${quoted(first)}`}; ids are compared without case.`,
          )
        : id.startsWith('__')
          ? error('bad-id', `The ${what} id ${quoted(id)} begins with \`__\`, which is reserved.`)
          : null;
    if (finding === null) return [];
    return [at === 'key' ? document.atKey(path, finding) : document.atValue(path, finding)];
  });
}
