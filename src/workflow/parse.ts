/** A workflow file's text to its definition, or to everything that is wrong with it. */
import type { Triggers, WorkflowDefinition } from '../events/definition.ts';
import { isJsonObject } from '../events/json.ts';
import type { Problem } from '../events/problem.ts';
import { readDefinition, readTriggers, workflowName } from './definition/index.ts';
import type { Fix } from './fixes/index.ts';
import { SourceDocument } from './source/document.ts';
import { told } from './source/told.ts';
import type { PlacedProblem, UnplacedProblem } from './source/source-text.ts';
import { MAX_PROBLEMS, schemaErrors, structureProblems } from './structure/index.ts';
import { meaningProblems, NOT_EXECUTED, notExecutedProblems } from './validate/index.ts';

/** What became of a file. */
export interface ParsedWorkflow {
  /** Null exactly where a problem is an error. */
  readonly definition: WorkflowDefinition | null;
  /** Errors and warnings, in the order of the file, 100 at most. */
  readonly problems: readonly Problem[];
  /** The problems that have one answer, with it; in the order of the file. */
  readonly fixes: readonly Fix[];
  /** What the file listens to; also of a broken file, as far as it can be read; null where it cannot. */
  readonly on: Triggers | null;
  /** `name`, or the path where it has none or cannot be read. */
  readonly name: string;
}

/**
 * Reads a workflow file: YAML, then its structure (the JSON Schema), then its meaning. Never throws. What
 * Runbook does not execute yet is a warning here; findNotExecuted makes errors of it.
 * @param path as problems should name the file
 */
export function parseWorkflow(source: string, path: string): ParsedWorkflow {
  const document = new SourceDocument(path, source);
  const root = document.json;
  if (!isJsonObject(root)) {
    const found = placed(document.problems, document.problems.length > 0 ? [] : [notAMap(document)]);
    return { definition: null, ...found, on: null, name: path };
  }
  const on = readTriggers(root['on']);
  const name = workflowName(path, root);
  const found = [...structureProblems(document, schemaErrors(root)), ...meaningProblems(document, root)];
  const { problems, fixes } = placed(document.problems, told(found, document.unreadable));
  if (on === null || problems.some(({ severity }) => severity === 'error')) {
    return { definition: null, problems, fixes, on, name };
  }
  const definition = readDefinition(path, root, on);
  notExecuted.set(
    definition,
    problems.filter(({ rule }) => rule === NOT_EXECUTED),
  );
  return { definition, problems, fixes, on, name };
}

/** What parseWorkflow found of the definitions it made, so that asking again does not read the file again. */
const notExecuted = new WeakMap<WorkflowDefinition, readonly Problem[]>();

/**
 * The documented keys of a file that this version does not execute, as errors at their places: a run of it
 * must be refused. `definition` is what parseWorkflow made of the same file, or a part of it: what the jobs
 * need that it leaves out does not matter.
 */
export function findNotExecuted(source: string, path: string, definition: WorkflowDefinition): Problem[] {
  const found = notExecuted.get(definition) ?? notExecutedBy(source, path, definition);
  return found.map((problem) => ({ ...problem, severity: 'error' }));
}

function notExecutedBy(source: string, path: string, { jobs }: WorkflowDefinition): readonly Problem[] {
  const document = new SourceDocument(path, source);
  const root = document.json;
  if (!isJsonObject(root)) return [];
  return placed([], notExecutedProblems(document, root, new Set(jobs.map(({ id }) => id)))).problems;
}

function notAMap(document: SourceDocument): UnplacedProblem {
  const message = 'A workflow is a map with `on` and `jobs`.';
  return document.atValue([], { severity: 'error', rule: 'wrong-type', message });
}

/**
 * In the order of the file; where the list must be cut errors come first, then what is not executed, of which a
 * run must know, so that none is lost to warnings.
 */
function placed(
  known: readonly Problem[],
  unplaced: readonly UnplacedProblem[],
): { problems: Problem[]; fixes: Fix[] } {
  const all = [...known.map(asUnplaced), ...unplaced];
  const errors = all.filter(({ severity }) => severity === 'error');
  const warnings = all.filter(({ severity }) => severity === 'warning');
  const ranked = [
    ...warnings.filter(({ rule }) => rule === NOT_EXECUTED),
    ...warnings.filter(({ rule }) => rule !== NOT_EXECUTED),
  ];
  const found = [...errors, ...ranked].slice(0, MAX_PROBLEMS).map(({ place }) => place());
  // What stands under an anchor is read once for each alias, and is one mistake.
  const distinct = new Map(found.map((one) => [identityOf(one), one]));
  const sorted = [...distinct.values()].sort(
    ({ problem: a }, { problem: b }) => a.line - b.line || a.column - b.column,
  );
  return {
    problems: sorted.map(({ problem }) => problem),
    fixes: sorted.flatMap(({ problem, edit }) => (edit === null ? [] : [{ problem, edit }])),
  };
}

function asUnplaced(problem: Problem): UnplacedProblem {
  return { severity: problem.severity, rule: problem.rule, path: [], place: () => ({ problem, edit: null }) };
}

function identityOf({ problem: { line, column, endColumn, rule, message } }: PlacedProblem): string {
  return `${line}:${column}-${endColumn} ${rule} ${message}`;
}
