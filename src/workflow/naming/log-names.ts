/** Names of log folders and files (docs: On disk). */
import type { JobId } from '../../events/ids.ts';

/** The longest name, in characters, before the attempt or the extension. */
const LONGEST = 60;

/**
 * The folder of a job attempt's logs within its run's: `<job>.<attempt>`. `taken` holds the names in use, in
 * lower case; on a collision the job's id is appended to the name.
 */
export function logFolder(jobName: string, attempt: number, taken: ReadonlySet<string>, job: JobId): string {
  const name = safeName(jobName, 'job');
  const folder = `${name}.${attempt}`;
  if (!taken.has(folder.toLowerCase())) return folder;
  const suffix = `-${job}`;
  return `${name.slice(0, LONGEST - suffix.length)}${suffix}.${attempt}`;
}

/** The file of a step's log: `<NN>-<step>.log`, numbers from 1. */
export function stepFile(number: number, name: string): string {
  return `${String(number).padStart(2, '0')}-${safeName(name, 'step')}.log`;
}

/** Everything outside `[A-Za-z0-9._-]` made `-`, no leading dot, at most 60 characters, never empty. */
function safeName(name: string, fallback: string): string {
  const safe = name
    .replace(/[^A-Za-z0-9._-]/gu, '-')
    .replace(/^\.+/, '')
    .slice(0, LONGEST);
  return safe === '' ? fallback : safe;
}
