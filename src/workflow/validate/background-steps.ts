import type { Json } from '../../events/json.ts';
import { correctionOf, nearMiss } from '../near-miss.ts';
import type { Finding, UnplacedProblem } from '../source/source-text.ts';
import type { Path, SourceDocument } from '../source/document.ts';
import { quoted } from './quoted.ts';
import { error, warning, type JobNode, type Rule } from './rule.ts';
import { textsAt } from './texts-at.ts';

/** The most ids that a misspelt one is compared with. */
const MAX_COMPARED = 500;

/** `wait` and `cancel` name a step before them that runs in the background; `wait-all` cannot be switched off. */
export const backgroundSteps: Rule = ({ document, jobs }) =>
  jobs.flatMap((node) => jobProblems(document, node));

function jobProblems(document: SourceDocument, job: JobNode): UnplacedProblem[] {
  return job.steps.flatMap(({ path, step }, index) => {
    const targets = ['wait', 'cancel'].flatMap((key) => targetsAt(step[key], [...path, key]));
    const problems = targets.flatMap(({ text, path: place }) => {
      const finding = findingOf(text, index, job);
      return finding === null ? [] : [document.atValue(place, finding)];
    });
    if (step['wait-all'] !== false) return problems;
    const message = '`wait-all` waits whenever it is there; remove the step, or write `wait-all: true`.';
    return [...problems, document.atValue([...path, 'wait-all'], error('wrong-value', message))];
  });
}

function targetsAt(value: Json | undefined, path: Path): ReturnType<typeof textsAt> {
  return typeof value === 'string' || Array.isArray(value) ? textsAt(value, path) : [];
}

function findingOf(id: string, index: number, { steps, stepIndexes }: JobNode): Finding | null {
  const target = stepIndexes.get(id.toLowerCase());
  if (target === undefined) {
    const near = nearMiss(id, [...stepIndexes.keys()].slice(0, MAX_COMPARED));
    const hint = near === null ? '; give the step an `id`.' : `; did you mean \`${near}\`?`;
    return error(
      'unknown-step',
      `No step of this job has the id ${quoted(id)}${hint}`,
      correctionOf(id, near),
    );
  }
  if (target >= index) {
    const message = `The step ${quoted(id)} does not stand before this one, so it has not started yet then.`;
    return error('unknown-step', message);
  }
  const { background } = steps[target]?.step ?? {};
  if (background !== undefined && background !== false) return null;
  const message = `The step ${quoted(id)} is over before this one starts; give it \`background: true\`, or leave this out.`;
  return warning('no-background-step', message);
}
