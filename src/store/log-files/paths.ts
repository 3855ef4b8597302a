import { join } from 'node:path';
import { isRepositoryName } from '../../events/index.ts';
import type { StepLogRef } from '../step-log.ts';
import { LogPathError } from './errors.ts';

/** A name of one folder or file: no leading dot, nothing that a shell or a path could take for more. */
const PLAIN_NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$/;

/** The end of a job's folder, which nothing else in a run's folder has. */
const JOB_ATTEMPT = /\.\d+$/;

/**
 * The folder of a run's logs, `<root>/<owner>/<name>/<run number>`.
 * @throws LogPathError
 */
export function runFolder(root: string, repository: string, runNumber: number): string {
  if (!isRepositoryName(repository)) throw notPlain('repository', repository);
  if (!Number.isSafeInteger(runNumber) || runNumber < 1) throw notPlain('run number', String(runNumber));
  return join(root, repository, String(runNumber));
}

/**
 * The file of a step's log, `<run's folder>/<job>.<job attempt>/<NN>-<step>.log`.
 * @throws LogPathError
 */
export function stepLogPath(root: string, ref: StepLogRef): string {
  if (!PLAIN_NAME.test(ref.folder) || !JOB_ATTEMPT.test(ref.folder))
    throw notPlain('folder of a job', ref.folder);
  if (!PLAIN_NAME.test(ref.file) || !ref.file.endsWith('.log')) throw notPlain('log file', ref.file);
  return join(runFolder(root, ref.repository, ref.runNumber), ref.folder, ref.file);
}

/** Where the line index of a log lies: beside it, `.idx` in place of `.log`. */
export function indexPath(logPath: string): string {
  return `${logPath.slice(0, -'.log'.length)}.idx`;
}

function notPlain(what: string, text: string): LogPathError {
  return new LogPathError(`${JSON.stringify(text.slice(0, 200))} cannot be the ${what} of a log.`);
}
