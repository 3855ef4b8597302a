import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { EnvironmentFileError, parseEnvironmentFile, parsePathFile } from './environment-file.ts';

/** Bytes that each of a step's files may have; GitHub's limit for outputs and summaries. */
export const FILE_LIMIT = 1024 * 1024;

/** The variables that name a step's files, and the files' beginnings on GitHub. */
const FILES = {
  GITHUB_ENV: 'set_env_',
  GITHUB_OUTPUT: 'set_output_',
  GITHUB_PATH: 'add_path_',
  GITHUB_STEP_SUMMARY: 'step_summary_',
  GITHUB_STATE: 'save_state_',
} as const;

/** Names that a step cannot set: what runs next would not be what the workflow says. */
const BLOCKED = /^(?:NODE_OPTIONS$|GITHUB_|RUNNER_|RUNBOOK_)/i;

/** Whether a step must not set this variable for the steps after it. */
export function isBlockedVariable(name: string): boolean {
  return BLOCKED.test(name);
}

/** What a step wrote into its files. */
export interface FileCommandResult {
  readonly env: readonly (readonly [name: string, value: string])[];
  readonly outputs: readonly (readonly [name: string, value: string])[];
  readonly paths: readonly string[];
  /** Null where it wrote none. */
  readonly summary: string | null;
  /** Sentences for the log; with any of `failures` the step fails. */
  readonly failures: readonly string[];
  /** Sentences for the log about what was left out; they do not fail the step. */
  readonly refusals: readonly string[];
}

const NOTHING_WRITTEN: FileCommandResult = {
  env: [],
  outputs: [],
  paths: [],
  summary: null,
  failures: [],
  refusals: [],
};

/**
 * The files through which one step talks to the worker. They are small and on the path of every step, so they
 * are made and read at once: five trips through the thread pool would cost more than the files.
 */
export class StepFiles {
  /** By variable, where each file is. */
  readonly environment: { readonly [name in keyof typeof FILES]: string };

  /** Makes the empty files of a step. @param suffix tells the step's files from those of others */
  constructor(folder: string, suffix: string) {
    mkdirSync(folder, { recursive: true });
    const pathOf = (name: keyof typeof FILES) => join(folder, `${FILES[name]}${suffix}`);
    this.environment = {
      GITHUB_ENV: pathOf('GITHUB_ENV'),
      GITHUB_OUTPUT: pathOf('GITHUB_OUTPUT'),
      GITHUB_PATH: pathOf('GITHUB_PATH'),
      GITHUB_STEP_SUMMARY: pathOf('GITHUB_STEP_SUMMARY'),
      GITHUB_STATE: pathOf('GITHUB_STATE'),
    };
    for (const path of Object.values(this.environment)) writeFileSync(path, '');
  }

  /**
   * The files of a step: those of the step before where it left all of them empty, as most steps do, else new
   * ones. Making five files costs as much as starting the step's process.
   */
  static after(before: StepFiles | null, folder: string, suffix: string): StepFiles {
    return before?.areEmpty() === true ? before : new StepFiles(folder, suffix);
  }

  areEmpty(): boolean {
    return Object.values(this.environment).every((path) => {
      const found = lstatSync(path, { throwIfNoEntry: false });
      return found !== undefined && found.isFile() && found.size === 0;
    });
  }

  /** Reads what the step wrote. Never throws: what cannot be used is said in `failures`. */
  read(): FileCommandResult {
    if (this.areEmpty()) return NOTHING_WRITTEN;
    const failures: string[] = [];
    const refusals: string[] = [];
    const use = <Value>(
      name: keyof typeof FILES,
      parse: (text: string) => Value,
      none: Value,
      problems = failures,
    ): Value => {
      try {
        return parse(readBounded(this.environment[name]));
      } catch (error) {
        problems.push(`The file ${name} could not be used. ${sentence(error)}`);
        return none;
      }
    };
    const env = use('GITHUB_ENV', (text) => parseEnvironmentFile(withoutNul(text)), []).filter(([name]) => {
      if (!isBlockedVariable(name)) return true;
      refusals.push(`The variable ${name} cannot be set through GITHUB_ENV; it was left as it is.`);
      return false;
    });
    return {
      env,
      outputs: use('GITHUB_OUTPUT', parseEnvironmentFile, []),
      paths: use('GITHUB_PATH', (text) => parsePathFile(withoutNul(text)), []),
      // GitHub docs, "Adding a job summary": one that is too large is an error for people, and fails nothing.
      summary: use('GITHUB_STEP_SUMMARY', (text) => (text === '' ? null : text), null, refusals),
      failures,
      refusals,
    };
  }
}

/** No process starts with a NUL in its environment: the steps after this one, cleanup included, would all fail. */
function withoutNul(text: string): string {
  if (text.includes('\0')) throw new EnvironmentFileError('It holds a NUL character, which no variable can.');
  return text;
}

/** A step may have put anything there: only a regular file is read, and not more than the limit. */
function readBounded(path: string): string {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
  try {
    const found = fstatSync(file);
    if (!found.isFile()) throw new EnvironmentFileError('It is no regular file any more.');
    if (found.size > FILE_LIMIT) {
      throw new EnvironmentFileError(
        `It has ${found.size} bytes, more than the ${FILE_LIMIT} that are allowed.`,
      );
    }
    const buffer = Buffer.alloc(found.size);
    return buffer.toString('utf8', 0, readSync(file, buffer));
  } finally {
    closeSync(file);
  }
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
