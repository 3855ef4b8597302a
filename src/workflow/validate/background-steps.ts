import { correctionOf, nearMiss } from '../near-miss.ts';
import type { Finding, UnplacedProblem } from '../source/source-text.ts';
import type { SourceDocument } from '../source/document.ts';
import { MAX_PROBLEMS } from '../structure/index.ts';
import { quoted } from '../quoted.ts';
import { error, warning, type JobNode, type Rule, type StepNode } from './rule.ts';
import { textsAt, type PlacedText } from './texts-at.ts';

/** The most ids that a misspelt one is compared with. */
const MAX_COMPARED = 500;

/** An id that `wait` or `cancel` names. */
interface Target extends PlacedText {
  readonly job: JobNode;
  /** Of the step that names it. */
  readonly index: number;
}

/** `wait` and `cancel` name a step before them that runs in the background; `wait-all` cannot be switched off. */
export const backgroundSteps: Rule = ({ document, jobs }) => [
  // What is misspelt is looked up for no more than a file is told of.
  ...jobs
    .flatMap(targetsOf)
    .filter((target) => !isInBackground(target))
    .slice(0, MAX_PROBLEMS)
    .map((target) => document.atValue(target.path, findingOf(target))),
  ...jobs.flatMap(({ steps }) => steps.flatMap((step) => waitAllProblems(document, step))),
];

function targetsOf(job: JobNode): Target[] {
  return job.steps.flatMap(({ path, step }, index) =>
    ['wait', 'cancel'].flatMap((key) => {
      const value = step[key];
      const texts = typeof value === 'string' || Array.isArray(value) ? textsAt(value, [...path, key]) : [];
      return texts.map((placed) => ({ ...placed, job, index }));
    }),
  );
}

/** Whether the target is a step before, and runs in the background as far as that is known. */
function isInBackground({ text, job: { steps, stepIndexes }, index }: Target): boolean {
  const target = stepIndexes.get(text.toLowerCase());
  if (target === undefined || target >= index) return false;
  const { background } = steps[target]?.step ?? {};
  return background !== undefined && background !== false;
}

function findingOf({ text, job: { stepIndexes }, index }: Target): Finding {
  const target = stepIndexes.get(text.toLowerCase());
  if (target === undefined) {
    const near = nearMiss(text, [...stepIndexes.keys()].slice(0, MAX_COMPARED));
    const hint = near === null ? '; give the step an `id`.' : `; did you mean \`${near}\`?`;
    const message = `No step of this job has the id ${quoted(text)}${hint}`;
    return error('unknown-step', message, correctionOf(text, near));
  }
  if (target >= index) {
    const message = `The step ${quoted(text)} does not stand before this one, so it has not started yet then.`;
    return error('unknown-step', message);
  }
  const message = `The step ${quoted(text)} is over before this one starts; give it \`background: true\`, or leave this out.`;
  return warning('no-background-step', message);
}

function waitAllProblems(document: SourceDocument, { path, step }: StepNode): UnplacedProblem[] {
  if (step['wait-all'] !== false) return [];
  const message = '`wait-all` waits whenever it is there; remove the step, or write `wait-all: true`.';
  return [document.atValue([...path, 'wait-all'], error('wrong-value', message))];
}
