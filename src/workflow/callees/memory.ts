/** What was found out of a project, whose files stay as they are: each is read and checked once. */
import { isJsonObject, type Json, type JsonObject } from '../../events/json.ts';
import type { Problem } from '../../events/problem.ts';
import type { ProjectFiles, ProjectPlace } from '../project/index.ts';
import { SourceDocument } from '../source/document.ts';
import { type ActionDeclaration, readActionDeclaration } from './action-declaration.ts';
import { type CallDeclaration, readCallDeclaration } from './call-declaration.ts';
import { CallGraph } from './call-graph.ts';

/** Finds what a file is wrong about, with the files around it. */
export type Check = (document: SourceDocument, place: ProjectPlace) => readonly Problem[];

/** A file that was found. */
export interface Found<Declaration> {
  readonly kind: 'found';
  /** From the repository's root. */
  readonly path: string;
  readonly declaration: Declaration;
  /** The first error in it or in what it uses; null where there is none. */
  readonly mistake: Problem | null;
}

/** The files of one kind. */
export class KnownFiles<Declaration> {
  readonly graph: CallGraph;
  readonly #read: (root: JsonObject) => Declaration;
  readonly #found = new Map<string, Found<Declaration>>();

  constructor(graph: CallGraph, read: (root: JsonObject) => Declaration) {
    this.graph = graph;
    this.#read = read;
  }

  /** What is known of a file, found out at the first time. */
  lookAt(path: string, document: SourceDocument, check: () => readonly Problem[]): Found<Declaration> {
    const known = this.#found.get(path);
    if (known !== undefined) return known;
    const declaration = this.#read(isJsonObject(document.json) ? document.json : {});
    const unchecked = { kind: 'found', path, declaration, mistake: null } as const;
    // Whoever comes back here on a circle of calls is told of the circle, not of the mistakes on it.
    this.#found.set(path, unchecked);
    const mistake = check().find(({ severity }) => severity === 'error') ?? null;
    const found = { ...unchecked, mistake };
    this.#found.set(path, found);
    return found;
  }
}

/** What is known of a project. */
export class Memory {
  readonly actions: KnownFiles<ActionDeclaration>;
  /** The declaration is null where a workflow cannot be called. */
  readonly workflows: KnownFiles<CallDeclaration | null>;
  readonly #documents = new Map<string, SourceDocument>();

  constructor(files: ProjectFiles) {
    const contentOf = (path: string, source: string): Json => this.document(path, source).json;
    this.actions = new KnownFiles(new CallGraph(files, 'action', contentOf), readActionDeclaration);
    this.workflows = new KnownFiles(new CallGraph(files, 'workflow', contentOf), readCallDeclaration);
  }

  document(path: string, source: string): SourceDocument {
    const document = this.#documents.get(path) ?? new SourceDocument(path, source);
    this.#documents.set(path, document);
    return document;
  }
}

const memories = new WeakMap<ProjectFiles, Memory>();

/** The memory of a project, the same for everybody who asks. */
export function memoryOf(files: ProjectFiles): Memory {
  const memory = memories.get(files) ?? new Memory(files);
  memories.set(files, memory);
  return memory;
}
