/** A workflow file's text to its definition, or to everything that is wrong with it. */
import type { Triggers, WorkflowDefinition } from '../events/definition.ts';
import { isJsonObject } from '../events/json.ts';
import type { Problem } from '../events/problem.ts';
import { readDefinition, readTriggers, workflowName } from './definition/index.ts';
import { checkActionDocument } from './action/index.ts';
import { Callees } from './callees/index.ts';
import { calledFiles, definitionsCalledBy } from './calls/index.ts';
import type { Checked } from './fixes/index.ts';
import { placed } from './placed.ts';
import type { ProjectPlace } from './project/index.ts';
import type { SourceDocument } from './source/document.ts';
import { readDocument } from './source/read-document.ts';
import { told } from './source/told.ts';
import type { UnplacedProblem } from './source/source-text.ts';
import { schemaErrors, structureProblems } from './structure/index.ts';
import { meaningProblems, NOT_EXECUTED, notExecutedProblems } from './validate/index.ts';

/** What became of a file. */
export interface ParsedWorkflow extends Checked {
  /** Null exactly where a problem is an error. */
  readonly definition: WorkflowDefinition | null;
  /** What the file listens to; also of a broken file, as far as it can be read; null where it cannot. */
  readonly on: Triggers | null;
  /** `name`, or the path where it has none or cannot be read. */
  readonly name: string;
}

/**
 * Reads a workflow file: YAML, then its structure (the JSON Schema), then its meaning. Never throws. What
 * Runbook does not execute yet is a warning here; findNotExecuted makes errors of it.
 * @param path as problems should name the file
 * @param project where the file stands; without it nothing is said of the local actions and workflows it uses
 */
export function parseWorkflow(source: string, path: string, project?: ProjectPlace): ParsedWorkflow {
  const document = readDocument(path, source);
  const checked = checkWorkflowDocument(document, project);
  const root = document.json;
  if (!isJsonObject(root)) return { definition: null, ...checked, on: null, name: path };
  const on = readTriggers(root['on']);
  const name = workflowName(path, root);
  if (on === null || checked.problems.some(({ severity }) => severity === 'error')) {
    return { definition: null, ...checked, on, name };
  }
  const definition = withCalled(readDefinition(path, root, on), calleesOf(project));
  notExecuted.set(
    definition,
    checked.problems.filter(({ rule }) => rule === NOT_EXECUTED),
  );
  return { definition, ...checked, on, name };
}

/** What parseWorkflow finds wrong with a document that was read before; what it defines is left aside. */
export function checkWorkflowDocument(document: SourceDocument, project?: ProjectPlace): Checked {
  const root = document.json;
  if (!isJsonObject(root)) {
    return placed(document.problems, document.problems.length > 0 ? [] : [notAMap(document)]);
  }
  const found = [
    ...structureProblems(document, schemaErrors(root)),
    ...meaningProblems(document, root, calleesOf(project)),
  ];
  return placed(document.problems, told(found, document.unreadable));
}

/** The definition with those of the workflows that it calls: a run needs no file of its repository any more. */
function withCalled(definition: WorkflowDefinition, callees: Callees | null): WorkflowDefinition {
  const files = callees === null ? [] : [...calledFiles(definition.jobs, callees)];
  if (files.length === 0) return definition;
  for (const [, called] of files) {
    notExecuted.set(called.definition, notExecutedIn(called.document, called.definition));
  }
  return {
    ...definition,
    called: Object.fromEntries(files.map(([path, called]) => [path, called.definition])),
  };
}

/**
 * Reads and checks the files that a workflow brings in, one at each step: then parseWorkflow takes no longer than it
 * takes for the workflow alone.
 * @param place of the workflow
 * @param paths as Project.include gives them
 */
export function* prepareCallees(place: ProjectPlace, paths: readonly string[]): Generator<void> {
  const callees = newCallees(place);
  // What is used by the others stands behind them.
  for (const path of paths.toReversed()) {
    callees.prepare(path);
    yield;
  }
}

function calleesOf(place: ProjectPlace | undefined): Callees | null {
  return place === undefined ? null : newCallees(place);
}

function newCallees(place: ProjectPlace): Callees {
  return new Callees(place, {
    action: (document, around) => checkActionDocument(document, around).problems,
    workflow: (document, around) => checkWorkflowDocument(document, around).problems,
  });
}

/** What parseWorkflow found of the definitions it made, so that asking again does not read the file again. */
const notExecuted = new WeakMap<WorkflowDefinition, readonly Problem[]>();

/**
 * The documented keys of a file, and of those that it calls, that this version does not execute, as errors at their
 * places: a run of it must be refused. `definition` is what parseWorkflow made of the same file, or a part of it:
 * what the jobs need or call that it leaves out does not matter.
 */
export function findNotExecuted(source: string, path: string, definition: WorkflowDefinition): Problem[] {
  const own = notExecuted.get(definition) ?? notExecutedIn(readDocument(path, source), definition);
  const called = definitionsCalledBy(definition).flatMap((one) => notExecuted.get(one) ?? []);
  return [...own, ...called].map((problem) => ({ ...problem, severity: 'error' }));
}

function notExecutedIn(document: SourceDocument, { jobs }: WorkflowDefinition): readonly Problem[] {
  const root = document.json;
  if (!isJsonObject(root)) return [];
  return placed([], notExecutedProblems(document, root, new Set(jobs.map(({ id }) => id)))).problems;
}

function notAMap(document: SourceDocument): UnplacedProblem {
  const message = 'A workflow is a map with `on` and `jobs`.';
  return document.atValue([], { severity: 'error', rule: 'wrong-type', message });
}
