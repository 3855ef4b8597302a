/** What a file may know of the actions and workflows of its own repository that it uses. */
import {
  actionFilesOf,
  calledWorkflowPath,
  folderOf,
  nameOf,
  type ProjectFile,
  type ProjectFiles,
  type ProjectPlace,
  WORKFLOW_FOLDERS,
} from '../project/index.ts';
import { nearMiss } from '../near-miss.ts';
import type { SourceDocument } from '../source/document.ts';
import type { ActionDeclaration } from './action-declaration.ts';
import type { CallDeclaration } from './call-declaration.ts';
import type { CallGraph, CallKind } from './call-graph.ts';
import { type Check, type Found, type KnownFiles, type Memory, memoryOf } from './memory.ts';

/** What stands where a file is looked for, unless it is a file that can be read. */
export type NotFound =
  /** Nobody looked, or nobody can: nothing may be said. */
  | { readonly kind: 'unknown' }
  /** `near`: what may have been meant, as a path from the root. */
  | { readonly kind: 'missing'; readonly near: string | null }
  | { readonly kind: 'unreadable'; readonly path: string; readonly reason: string };

/** An action without `action.yml`: its folder has only a `Dockerfile`, which GitHub builds and runs. */
export interface DockerfileOnly {
  readonly kind: 'dockerfile';
}

/** What is in the folder of an action. */
export type ActionLookup = NotFound | DockerfileOnly | Found<ActionDeclaration>;

/** What is at the path of a called workflow; the declaration is null where it cannot be called. */
export type WorkflowLookup = NotFound | Found<CallDeclaration | null>;

/** How the two kinds of files are checked; handed in, as checking looks for callees again. */
export interface Checks {
  readonly action: Check;
  /** Null where the file is an action, which calls no workflow. */
  readonly workflow: Check | null;
}

/** The actions and workflows around one file. */
export class Callees {
  readonly place: ProjectPlace;
  readonly #checks: Checks;
  readonly #memory: Memory;

  constructor(place: ProjectPlace, checks: Checks) {
    this.place = place;
    this.#checks = checks;
    this.#memory = memoryOf(place.files);
  }

  /** Which files call which. */
  graph(kind: CallKind): CallGraph {
    return kind === 'action' ? this.#memory.actions.graph : this.#memory.workflows.graph;
  }

  /** The action of a folder, from the root. */
  action(folder: string): ActionLookup {
    const { files } = this.place;
    for (const path of actionFilesOf(folder)) {
      const file = files.file(path);
      if (file.kind !== 'missing') return this.#lookAt(path, file, this.#memory.actions, this.#checks.action);
    }
    const names = files.names(folder);
    if (names?.some((name) => name.toLowerCase() === 'dockerfile') === true) return { kind: 'dockerfile' };
    const near = nearIn(files, folderOf(folder), nameOf(folder));
    return { kind: 'missing', near: near ?? sameBelow(files, ['.github'], folder) };
  }

  /** The workflow at a path. */
  workflow(path: string): WorkflowLookup {
    const { files } = this.place;
    const { workflow } = this.#checks;
    const file = files.file(path);
    if (workflow === null) return { kind: 'unknown' };
    if (file.kind !== 'missing') return this.#lookAt(path, file, this.#memory.workflows, workflow);
    const near = nearIn(files, folderOf(path), nameOf(path));
    return { kind: 'missing', near: near ?? sameBelow(files, WORKFLOW_FOLDERS, nameOf(path)) };
  }

  /** Finds out what is to be known of a file that others of the project call or use. */
  prepare(path: string): void {
    if (calledWorkflowPath(`./${path}`) === null) this.action(folderOf(path));
    else this.workflow(path);
  }

  /** The text of the workflow at a path, parsed; null where there is none that can be read. */
  workflowDocument(path: string): SourceDocument | null {
    const file = this.place.files.file(path);
    return file.kind === 'text' ? this.#memory.document(path, file.text) : null;
  }

  #lookAt<Declaration>(
    path: string,
    file: Exclude<ProjectFile, { kind: 'missing' }>,
    known: KnownFiles<Declaration>,
    check: Check,
  ): NotFound | Found<Declaration> {
    if (file.kind === 'unreadable') return { kind: 'unreadable', path, reason: file.reason };
    if (file.kind === 'unknown') return file;
    const document = this.#memory.document(path, file.text);
    return known.lookAt(path, document, () => check(document, { files: this.place.files, path }));
  }
}

function nearIn(files: ProjectFiles, folder: string, name: string): string | null {
  const near = nearMiss(name, files.names(folder) ?? []);
  return near === null || near === name ? null : folder === '' ? near : `${folder}/${near}`;
}

/** The same path below one of these folders: whoever moves files, or leaves a folder out, keeps the rest of the path. */
function sameBelow(files: ProjectFiles, folders: readonly string[], path: string): string | null {
  const places = folders.map((folder) => `${folder}/${path}`);
  return places.find((place) => files.names(folderOf(place))?.includes(nameOf(place)) === true) ?? null;
}
