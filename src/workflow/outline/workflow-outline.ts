import { isJsonObject, type Json } from '../../events/json.ts';
import { readStep } from '../definition/index.ts';
import { nameAsWritten, stepNumber } from '../naming/step-name.ts';
import type { SourceDocument } from '../source/document.ts';
import { readDocument } from '../source/read-document.ts';

/** A key under `jobs`, by its place in the file. */
export interface OutlinedJob {
  readonly key: string;
  /** Of its key, from 1. */
  readonly line: number;
  /** In the file's order; none where it calls a workflow. */
  readonly steps: readonly OutlinedStep[];
}

/** A declared step, by its place in the file. */
export interface OutlinedStep {
  /** As the job's log has it. */
  readonly number: number;
  /** Where it begins, from 1. */
  readonly line: number;
  /** Its expressions as written; null for what is no step. */
  readonly name: string | null;
}

/**
 * Where the jobs and steps of a workflow file stand, for showing them in it. A broken file is read as far as it can
 * be; one that is not YAML has no jobs. Never throws.
 * @param path as the file is called
 */
export function workflowOutline(source: string, path: string): readonly OutlinedJob[] {
  const document = readDocument(path, source);
  const { json } = document;
  const jobs = isJsonObject(json) ? json['jobs'] : undefined;
  if (!isJsonObject(jobs)) return [];
  return Object.entries(jobs).map(([key, job]) => ({
    key,
    line: document.lineOf(['jobs', key]),
    steps: stepsOf(document, key, job),
  }));
}

function stepsOf(document: SourceDocument, key: string, job: Json): readonly OutlinedStep[] {
  const steps = isJsonObject(job) ? job['steps'] : undefined;
  if (!Array.isArray(steps)) return [];
  return steps.map((step: Json, index) => ({
    number: stepNumber(index),
    line: document.lineOf(['jobs', key, 'steps', index]),
    name: isJsonObject(step) ? nameAsWritten(readStep(step)) : null,
  }));
}
