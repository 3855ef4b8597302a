/** The definitions of the workflows that a file calls. */
import type { JobDefinition, WorkflowDefinition } from '../../events/definition.ts';
import { isJsonObject } from '../../events/json.ts';
import type { Callees } from '../callees/index.ts';
import { readDefinition, readTriggers } from '../definition/index.ts';
import type { SourceDocument } from '../source/document.ts';

/** A called file, with the text that it was read from. */
export interface CalledFile {
  readonly definition: WorkflowDefinition;
  readonly document: SourceDocument;
}

/** Every file that jobs call, directly or through others, by path; those are left out that cannot be read. */
export function calledFiles(jobs: readonly JobDefinition[], callees: Callees): Map<string, CalledFile> {
  const files = new Map<string, CalledFile>();
  const pending = pathsCalledBy(jobs);
  for (let path = pending.shift(); path !== undefined; path = pending.shift()) {
    if (files.has(path)) continue;
    const document = callees.workflowDocument(path);
    const root = document?.json;
    if (document === null || !isJsonObject(root)) continue;
    const on = readTriggers(root['on']);
    if (on === null) continue;
    const definition = readDefinition(path, root, on);
    files.set(path, { definition, document });
    pending.push(...pathsCalledBy(definition.jobs));
  }
  return files;
}

/** The definitions of the files that a definition's jobs call, directly or through others. */
export function definitionsCalledBy({ jobs, called = {} }: WorkflowDefinition): WorkflowDefinition[] {
  const paths = new Set(pathsCalledBy(jobs));
  for (const path of paths) for (const next of pathsCalledBy(called[path]?.jobs ?? [])) paths.add(next);
  return [...paths].flatMap((path) => called[path] ?? []);
}

function pathsCalledBy(jobs: readonly JobDefinition[]): string[] {
  return jobs.flatMap(({ call }) => (call === undefined ? [] : [call.path]));
}
