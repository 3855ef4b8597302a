/** What a file may know of the actions and workflows of its own repository that it uses. */
import { isJsonObject, type JsonObject } from '../../events/json.ts';
import type { Problem } from '../../events/problem.ts';
import {
  actionFilesOf,
  folderOf,
  nameOf,
  type ProjectFile,
  type ProjectFiles,
  type ProjectPlace,
  WORKFLOW_FOLDERS,
} from '../project/index.ts';
import { nearMiss } from '../near-miss.ts';
import { SourceDocument } from '../source/document.ts';
import { type ActionDeclaration, readActionDeclaration } from './action-declaration.ts';
import { type CallDeclaration, readCallDeclaration } from './call-declaration.ts';
import { CallGraph, type CallKind } from './call-graph.ts';

/** What stands where a file is looked for, unless it is a file that can be read. */
export type NotFound =
  /** Nobody looked, or nobody can: nothing may be said. */
  | { readonly kind: 'unknown' }
  /** `near`: what may have been meant, as a path from the root. */
  | { readonly kind: 'missing'; readonly near: string | null }
  | { readonly kind: 'unreadable'; readonly path: string; readonly reason: string };

/** A file that was found. */
export interface Found<Declaration> {
  readonly kind: 'found';
  /** From the repository's root. */
  readonly path: string;
  readonly declaration: Declaration;
  /** The first error in it or in what it uses; null where there is none. */
  readonly mistake: Problem | null;
}

/** An action without `action.yml`: its folder has only a `Dockerfile`, which GitHub builds and runs. */
export interface DockerfileOnly {
  readonly kind: 'dockerfile';
}

/** What is in the folder of an action. */
export type ActionLookup = NotFound | DockerfileOnly | Found<ActionDeclaration>;

/** What is at the path of a called workflow; the declaration is null where it cannot be called. */
export type WorkflowLookup = NotFound | Found<CallDeclaration | null>;

/** Finds what a file is wrong about, with the files around it. */
export type Check = (document: SourceDocument, place: ProjectPlace) => readonly Problem[];

/** How the two kinds of files are checked; handed in, as checking looks for callees again. */
export interface Checks {
  readonly action: Check;
  /** Absent where the file is an action, which calls no workflow. */
  readonly workflow?: Check;
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
    return this.#memory.graphs[kind];
  }

  /** The action of a folder, from the root. */
  action(folder: string): ActionLookup {
    const { files } = this.place;
    for (const path of actionFilesOf(folder)) {
      const file = files.file(path);
      if (file.kind !== 'missing') {
        return this.#found(
          path,
          file,
          (root) => this.#memory.declarationOfAction(path, root),
          this.#checks.action,
        );
      }
    }
    const names = files.names(folder);
    if (names?.some((name) => name.toLowerCase() === 'dockerfile') === true) return { kind: 'dockerfile' };
    const near = nearIn(files, folderOf(folder), nameOf(folder));
    return { kind: 'missing', near: near ?? sameBelow(files, ['.github'], folder) };
  }

  /** The workflow at a path. */
  workflow(path: string): WorkflowLookup {
    const { files } = this.place;
    const file = files.file(path);
    if (file.kind !== 'missing') {
      return this.#found(
        path,
        file,
        (root) => this.#memory.declarationOfCall(path, root),
        this.#checks.workflow,
      );
    }
    const near = nearIn(files, folderOf(path), nameOf(path));
    return { kind: 'missing', near: near ?? sameBelow(files, WORKFLOW_FOLDERS, nameOf(path)) };
  }

  /** The text of the workflow at a path, parsed; null where there is none that can be read. */
  workflowDocument(path: string): SourceDocument | null {
    const file = this.place.files.file(path);
    return file.kind === 'text' ? this.#memory.document(path, file.text) : null;
  }

  #found<Declaration>(
    path: string,
    file: Exclude<ProjectFile, { kind: 'missing' }>,
    read: (root: JsonObject) => Declaration,
    check: Check | undefined,
  ): NotFound | Found<Declaration> {
    if (file.kind === 'unreadable') return { kind: 'unreadable', path, reason: file.reason };
    if (file.kind === 'unknown') return file;
    const document = this.#memory.document(path, file.text);
    const root = isJsonObject(document.json) ? document.json : {};
    return {
      kind: 'found',
      path,
      declaration: read(root),
      mistake: check === undefined ? null : this.#memory.mistake(path, document, check, this.place.files),
    };
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

/** What was found out of a project, which stays as it is. */
class Memory {
  readonly graphs: { readonly [Kind in CallKind]: CallGraph };
  readonly #documents = new Map<string, SourceDocument>();
  readonly #mistakes = new Map<string, Problem | null>();
  readonly #actions = new Map<string, ActionDeclaration>();
  readonly #calls = new Map<string, CallDeclaration | null>();

  constructor(files: ProjectFiles) {
    this.graphs = { workflow: new CallGraph(files, 'workflow'), action: new CallGraph(files, 'action') };
  }

  document(path: string, source: string): SourceDocument {
    const document = this.#documents.get(path) ?? new SourceDocument(path, source);
    this.#documents.set(path, document);
    return document;
  }

  declarationOfAction(path: string, root: JsonObject): ActionDeclaration {
    const declaration = this.#actions.get(path) ?? readActionDeclaration(root);
    this.#actions.set(path, declaration);
    return declaration;
  }

  declarationOfCall(path: string, root: JsonObject): CallDeclaration | null {
    const known = this.#calls.get(path);
    if (known !== undefined) return known;
    const declaration = readCallDeclaration(root);
    this.#calls.set(path, declaration);
    return declaration;
  }

  mistake(path: string, document: SourceDocument, check: Check, files: ProjectFiles): Problem | null {
    const known = this.#mistakes.get(path);
    if (known !== undefined) return known;
    // Whoever comes back here on a circle of calls is told of the circle, not of the mistakes on it.
    this.#mistakes.set(path, null);
    const mistake = check(document, { files, path }).find(({ severity }) => severity === 'error') ?? null;
    this.#mistakes.set(path, mistake);
    return mistake;
  }
}

const memories = new WeakMap<ProjectFiles, Memory>();

function memoryOf(files: ProjectFiles): Memory {
  const memory = memories.get(files) ?? new Memory(files);
  memories.set(files, memory);
  return memory;
}
