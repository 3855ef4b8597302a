import { randomUUID } from 'node:crypto';
import { statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import type { Masks, StepOutput } from '../output/index.ts';
import type { JobProcesses, StepExit } from '../ports.ts';
import { type Shell, findShell } from './shell.ts';
import { StepError } from './step-error.ts';

/** Where a process reads what it is given at descriptor 3. */
const SCRIPT_DESCRIPTOR = '/dev/fd/3';

/** A `run` step, evaluated. */
export interface Script {
  readonly text: string;
  /** As written; undefined: the default. */
  readonly shell: string | undefined;
  /** Absolute, or relative to the workspace. */
  readonly workingDirectory: string;
  /** `env` of all levels, shown in the log. */
  readonly env: { readonly [name: string]: string };
  /** The whole environment of the process. */
  readonly environment: { readonly [name: string]: string };
}

export interface ScriptPlace {
  readonly processes: JobProcesses;
  readonly output: StepOutput;
  readonly masks: Masks;
  readonly workspace: string;
  /** Where script files are made. */
  readonly temporary: string;
}

/**
 * Runs a script as GitHub does: the log begins with the script, its shell and its variables; the script is a
 * file among the job's temporary ones. A script that holds a secret never touches the disk: the shell reads
 * it from memory.
 * @throws StepError where shell or working folder are not there
 */
export async function runScript(script: Script, place: ScriptPlace, signal: AbortSignal): Promise<StepExit> {
  const folder = resolve(place.workspace, script.workingDirectory);
  let shell: Shell | null = null;
  let problem: unknown = null;
  try {
    shell = findShell(script.shell, script.environment['PATH'] ?? '', place.workspace);
  } catch (error) {
    problem = error;
  }
  await place.output.print(header(script, shell));
  if (shell === null) throw problem;
  if (!isFolder(folder)) {
    throw new StepError(
      `The working directory ${JSON.stringify(script.workingDirectory)} of this step does not exist.`,
    );
  }
  const text = shell.complete(script.text);
  const secret = place.masks.hides(text);
  if (secret && !shell.readsAnyPath) {
    throw new StepError(
      'This script holds the value of a secret and would be written to disk for this shell. Hand the secret over through env instead.',
    );
  }
  const path = secret ? SCRIPT_DESCRIPTOR : join(place.temporary, `${randomUUID()}${shell.extension}`);
  if (!secret) writeFileSync(path, text, { mode: 0o700 });
  return place.processes.run(
    {
      file: shell.file,
      args: shell.args.map((argument) => argument.replaceAll('{0}', path)),
      cwd: folder,
      env: script.environment,
      ...(secret ? { input: Buffer.from(text, 'utf8') } : {}),
      onOutput: (chunk) => place.output.write(chunk),
    },
    signal,
  );
}

function header(script: Script, shell: Shell | null): string {
  const text = script.text.replace(/\s+$/, '');
  const [first = ''] = text.split('\n');
  const lines = [`##[group]Run ${first}`, ...text.split('\n')];
  if (shell !== null) lines.push(`shell: ${[shell.file, ...shell.args].join(' ')}`);
  const env = Object.entries(script.env);
  if (env.length > 0) lines.push('env:', ...env.map(([name, value]) => `  ${name}: ${value}`));
  return [...lines, '##[endgroup]'].join('\n');
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
