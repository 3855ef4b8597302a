import { isJsonObject, type Json, type JsonObject } from '../../events/json.ts';
import type { Callees } from '../callees/index.ts';
import type { Correction, Finding, UnplacedProblem } from '../source/source-text.ts';
import type { Path, SourceDocument } from '../source/document.ts';
import type { Occurrence } from './occurrences.ts';

/** What a rule looks at. Files whose structure is wrong are looked at too: a rule takes nothing for granted. */
export interface RuleInput {
  readonly document: SourceDocument;
  readonly root: JsonObject;
  readonly jobs: readonly JobNode[];
  /** Every expression of the file that can be parsed. */
  readonly occurrences: readonly Occurrence[];
  /** The actions and workflows of its repository; null: nothing may be said of those that it uses. */
  readonly callees: Callees | null;
}

/** One rule: what it has against a file. */
export type Rule = (input: RuleInput) => UnplacedProblem[];

/** A job of the file. */
export interface JobNode {
  readonly id: string;
  readonly path: Path;
  readonly job: JsonObject;
  readonly steps: readonly StepNode[];
  /** The index of each step that has an id, by that id in lower case. */
  readonly stepIndexes: ReadonlyMap<string, number>;
}

/** A step of a job. */
export interface StepNode {
  readonly path: Path;
  readonly step: JsonObject;
}

/** The jobs of a file that are maps, in its order. */
export function jobsOf(root: JsonObject): JobNode[] {
  const jobs = root['jobs'];
  return Object.entries(isJsonObject(jobs) ? jobs : {}).flatMap(([id, job]) =>
    isJsonObject(job) ? [jobNode(id, job)] : [],
  );
}

function jobNode(id: string, job: JsonObject): JobNode {
  const steps = stepsAt(job['steps'], ['jobs', id, 'steps']);
  const stepIndexes = new Map(
    steps.flatMap(({ step }, index) =>
      typeof step['id'] === 'string' ? [[step['id'].toLowerCase(), index]] : [],
    ),
  );
  return { id, path: ['jobs', id], job, steps, stepIndexes };
}

function stepsAt(value: Json | undefined, path: Path): StepNode[] {
  const steps: readonly Json[] = Array.isArray(value) ? value : [];
  return steps.flatMap((step, index) => (isJsonObject(step) ? [{ path: [...path, index], step }] : []));
}

/** The steps of a job, those that stand in a `parallel` included, in the order of the file. */
export function everyStep({ steps }: JobNode): readonly StepNode[] {
  const isFlat = steps.every(({ step }) => step['parallel'] === undefined);
  return isFlat ? steps : steps.flatMap((node) => [node, ...parallelSteps(node)]);
}

/** The steps of a `parallel`; none where the step has none. A `parallel` in it is refused, so its steps are left. */
export function parallelSteps({ path, step }: StepNode): StepNode[] {
  return stepsAt(step['parallel'], [...path, 'parallel']);
}

/** A finding that GitHub refuses, or that cannot run here. */
export function error(
  rule: string,
  message: string,
  correction?: Correction,
): Finding & { severity: 'error' } {
  return { severity: 'error', rule, message, correction };
}

/** A finding that GitHub runs although it is a mistake. */
export function warning(
  rule: string,
  message: string,
  correction?: Correction,
): Finding & { severity: 'warning' } {
  return { severity: 'warning', rule, message, correction };
}
